using Microsoft.Extensions.DependencyInjection;
using TellerLine.Banking;
using TellerLine.Definitions;
using TellerLine.LossReports;

namespace TellerLine.Rules.LossReports;

public sealed class LossReportTests
{
    private const long Until = 1_000;

    private static readonly LossReport Asked =
        new("LR1", "C1", "passbook", "1000", null, "", LossStatus.Requested);

    private static readonly LossReport Taken = Do(Asked, new LossCommand.Accept("6222", Until), 10);

    private static readonly LossReport Held = Do(Taken, new LossCommand.Hold(), 11);

    [Fact]
    public void it_holds_from_when_it_was_taken_until_a_branch_confirms()
    {
        Assert.Equal((LossStatus.Identified, 10, "6222"), (Taken.Status, Taken.AcceptedUs, Taken.Account));
        Assert.Equal((LossStatus.Provisional, Until), (Held.Status, Held.ValidUntilUs));
        var formal = Do(Held, new LossCommand.Confirm("bank/east"), Until - 1);
        Assert.Equal((LossStatus.Formal, null, "bank/east"), (formal.Status, formal.ValidUntilUs, formal.Unit));
    }

    [Fact]
    public void a_certificate_is_of_a_time_deposit_too()
    {
        var rules = (LossRules)new DefinitionCheck<LossRules>(
            LossRules.Kind, new ServiceCollection().BuildServiceProvider()).Read(LossRules.Kind.Shipped[0].Yaml).Value!;
        Assert.Contains(AccountKind.Deposit, rules.Find("certificate")!.Accounts);
    }

    [Fact]
    public void without_days_it_holds_for_good_at_once()
    {
        var taken = Do(Asked, new LossCommand.Accept("6222", null), 10);
        Assert.Equal(LossStatus.Formal, Do(taken, new LossCommand.Hold(), 11).Status);
    }

    [Fact]
    public void its_last_moment_belongs_to_the_lapse()
    {
        Assert.Null(LossReport.Decide(Held, new LossCommand.Lapse(), Until - 1).Next);
        Assert.Equal(LossStatus.Lapsed, Do(Held, new LossCommand.Lapse(), Until).Status);
        Assert.Equal("lapsed", LossReport.Decide(Held, new LossCommand.Confirm(""), Until).Refused!.Code);
    }

    [Fact]
    public void what_lapsed_is_not_confirmed_and_does_not_lapse_again()
    {
        var lapsed = Do(Held, new LossCommand.Lapse(), Until);
        Assert.Equal("lapsed", LossReport.Decide(lapsed, new LossCommand.Confirm(""), Until + 1).Refused!.Code);
        Assert.Null(LossReport.Decide(lapsed, new LossCommand.Lapse(), Until + 1).Next);
        Assert.Equal("notHeld", LossReport.Decide(lapsed, new LossCommand.Cancel("x"), Until + 1).Refused!.Code);
    }

    [Fact]
    public void every_other_way_is_refused()
    {
        foreach (var (state, command) in new (LossReport, LossCommand)[]
        {
            (Asked, new LossCommand.Hold()), (Asked, new LossCommand.Confirm("")), (Asked, new LossCommand.Cancel("x")),
            (Taken, new LossCommand.Accept("6222", Until)), (Taken, new LossCommand.Confirm("")),
            (Held, new LossCommand.Hold()), (Held, new LossCommand.Refuse(LossRefusal.NotFound)),
            (Do(Held, new LossCommand.Cancel("x"), 20), new LossCommand.Confirm("")),
            (Do(Asked, new LossCommand.Refuse(LossRefusal.Bearer), 20), new LossCommand.Accept("6222", Until)),
        })
            Assert.NotNull(LossReport.Decide(state, command, 20).Refused);
    }

    private static LossReport Do(LossReport state, LossCommand command, long nowUs) =>
        LossReport.Decide(state, command, nowUs).Next!;
}
