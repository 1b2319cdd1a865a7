using Dapper;
using Microsoft.Extensions.DependencyInjection;
using TellerLine.Banking;
using TellerLine.Kernel;
using TellerLine.LossReports;
using TellerLine.Modules.Banking;
using TellerLine.Notices;

namespace TellerLine.Modules.LossReports;

/// <summary>
/// An oral loss report as the example has it: taken on 18 March 2026 at 14:05, confirmed on the 22nd or lapsed on the
/// 24th at 00:00. The bank's clock is eight hours before Greenwich's.
/// </summary>
public sealed class OralLossTests
{
    private const string Caller = "+8613800000001";

    private static readonly DateTimeOffset Taken = new(2026, 3, 18, 14, 5, 0, TimeSpan.FromHours(8));

    private static readonly DateTimeOffset Lapses = new(2026, 3, 24, 0, 0, 0, TimeSpan.FromHours(8));

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, BothEngines]
    public async Task payments_stop_at_once_and_what_went_out_before_is_shown_as_prior(DbEngine engine)
    {
        await using var bank = await Start(engine);
        var (account, other) = (await bank.Open("C1", 10_000_00, AccountKind.Savings), await bank.Open("C1", 0));
        At(bank, Taken.AddMinutes(-15));
        await Posted(bank, account, other, 500_00);
        At(bank, Taken);

        var held = await Report(bank, "passbook", account);
        Assert.Equal(("LR260318000001", new DateOnly(2026, 3, 24), false), (held.Number, held.LapsesOn, held.Again));
        var stored = (await bank.Kernel.Db.Read(c => LossStore.Find(c, held.Number), Ct))!;
        Assert.Equal(LossStatus.Provisional, stored.Report.Status);
        Assert.Equal(Clock.ToUs(Lapses), stored.Report.ValidUntilUs);
        Assert.Equal([new PriorDebit(Clock.ToUs(Taken.AddMinutes(-15)), 500_00, "CNY")], stored.Prior!);

        At(bank, Taken.AddMinutes(5));
        Assert.Equal(
            TransferRefusal.AccountHeld,
            Assert.IsType<CoreAnswer.Refused>(await Move(bank, account, other, 1_00)).Reason);
        // Money still comes in, and the balance may be told.
        Assert.IsType<CoreAnswer.Posted>(await Move(bank, other, account, 1_00));
        Assert.Equal(9_501_00, await bank.Fen(account));
        await bank.Prove();
        await CatchUp(bank);
        var text = Assert.Single(await Texts(bank));
        Assert.Contains($"您尾号{account[^4..]}的存折已于03-18 14:05挂失止付，编号LR260318000001，有效期至2026-03-24 00:00", text, StringComparison.Ordinal);
    }

    [Theory, BothEngines]
    public async Task it_is_reminded_a_day_and_two_hours_before_and_lapses_once_at_midnight_over_a_restart_at_23_59(
        DbEngine engine)
    {
        await using var bank = await Start(engine);
        var (account, other) = (await bank.Open("C1", 10_000_00, AccountKind.Savings), await bank.Open("C1", 0));
        At(bank, Taken);
        var number = (await Report(bank, "passbook", account)).Number;
        At(bank, Lapses.AddDays(-1).AddSeconds(-1));
        await CatchUp(bank);
        Assert.DoesNotContain("loss.reminded", await Story(bank, number));
        At(bank, Lapses.AddDays(-1));
        await CatchUp(bank);
        At(bank, Lapses.AddHours(-2));
        await CatchUp(bank);
        Assert.Equal(2, (await Story(bank, number)).Count(kind => kind == "loss.reminded"));

        At(bank, Lapses.AddMinutes(-1));
        await CatchUp(bank);
        Assert.Equal(
            TransferRefusal.AccountHeld,
            Assert.IsType<CoreAnswer.Refused>(await Move(bank, account, other, 1)).Reason);
        await using (var again = await bank.Kernel.Another())
        {
            await CatchUp(again);
            Assert.DoesNotContain("loss.lapsed", await Story(bank, number));
            At(bank, Lapses);
            await CatchUp(again);
            await CatchUp(again);
        }

        await using var third = await bank.Kernel.Another();
        await CatchUp(third);
        var story = await Story(bank, number);
        Assert.Single(story, kind => kind == "loss.lapsed");
        Assert.Single(story, kind => kind == "loss.released");
        var stored = (await bank.Kernel.Db.Read(c => LossStore.Find(c, number), Ct))!;
        Assert.Equal((LossStatus.Lapsed, Clock.ToUs(Lapses)), (stored.Report.Status, stored.ReleasedUs));
        Assert.IsType<CoreAnswer.Posted>(await Move(bank, account, other, 2));
        Assert.Contains(
            await Texts(bank), text => text.Contains("已于03-24 00:00失效，账户恢复支付", StringComparison.Ordinal));
    }

    [Theory, BothEngines]
    public async Task the_same_again_is_the_same_number(DbEngine engine)
    {
        await using var bank = await Start(engine);
        var account = await bank.Open("C1", 10_00, AccountKind.Savings);
        var first = await Report(bank, "passbook", account);
        var again = await Report(bank, "debitCard", account);
        Assert.Equal(first with { Again = true }, again);
        Assert.Equal(1, await Holds(bank, account));
    }

    [Fact]
    public async Task a_credit_card_is_stopped_for_good()
    {
        await using var bank = await Start(DbEngine.Sqlite);
        var card = await bank.Open("C1", 0, AccountKind.Credit, creditLimit: 100_00);
        var held = await Report(bank, "creditCard", card);
        Assert.Null(held.LapsesOn);
        bank.Clock.Advance(TimeSpan.FromDays(365));
        await CatchUp(bank);
        Assert.Equal(["loss.requested", "loss.identified", "loss.held"], await Story(bank, held.Number));
        Assert.Equal(1, await Holds(bank, card));
    }

    [Fact]
    public async Task what_is_not_there_is_closed_or_belongs_to_its_bearer_is_refused()
    {
        await using var bank = await Start(DbEngine.Sqlite);
        var closed = await bank.Open("C1", 0, AccountKind.Savings, AccountStatus.Closed);
        var card = await bank.Open("C1", 0, AccountKind.Credit);
        Assert.Equal("closed", await Refused(bank, "passbook", closed[^4..]));
        // A credit card has no passbook.
        Assert.Equal("notFound", await Refused(bank, "passbook", card[^4..]));
        Assert.Equal("bearer", await Refused(bank, "bearerCertificate", "0000"));
    }

    [Fact]
    public async Task three_wrong_answers_in_a_day_refuse_it_and_leave_a_risk_event()
    {
        await using var bank = await Start(DbEngine.Sqlite);
        var losses = Losses(bank);
        var asked = new LossAsked("C1", "passbook", Caller, "call-1");
        Assert.Equal(new LossIdentity.Wrong(2), await losses.Identify(asked, "P7654321", Ct));
        // Another call, another number: they count together.
        Assert.Equal(
            new LossIdentity.Wrong(1),
            await losses.Identify(asked with { Caller = "+8613900000000", ContactId = "call-2" }, "P1234567", Ct));
        Assert.IsType<LossIdentity.Refused>(await losses.Identify(asked, "P7654321", Ct));
        Assert.IsType<LossIdentity.Refused>(await losses.Identify(asked, "P1234567", Ct));
        var risks = await bank.Kernel.Journal.ReadStream("customer/C1", ct: Ct);
        Assert.Equal(2, risks.Count(row => row.Kind == "risk.lossIdentification"));
        bank.Clock.Advance(TimeSpan.FromDays(1));
        Assert.IsType<LossIdentity.Right>(await losses.Identify(asked, "P1234567", Ct));
    }

    [Theory, BothEngines]
    public async Task a_core_bank_that_does_not_answer_is_asked_again_under_the_same_key(DbEngine engine)
    {
        await using var bank = await Start(engine);
        var account = await bank.Open("C1", 10_00, AccountKind.Savings);
        bank.Core.CutBack = true;
        var answer = await Ask(bank, "passbook", account[^4..]);
        var number = Assert.IsType<LossAnswer.Pending>(answer).Number;
        Assert.Equal(["loss.requested", "loss.identified"], await Story(bank, number));
        bank.Core.CutBack = false;
        await using (var again = await bank.Kernel.Another())
        {
            bank.Clock.Advance(TimeSpan.FromSeconds(10));
            await CatchUp(again);
        }

        Assert.Equal(["loss.requested", "loss.identified", "loss.held"], await Story(bank, number));
        Assert.Equal(1, await Holds(bank, account));
        Assert.Equal(number, (await Report(bank, "passbook", account)).Number);
    }

    [Fact]
    public async Task nothing_is_taken_while_the_core_bank_is_away()
    {
        await using var bank = await Start(DbEngine.Sqlite);
        var account = await bank.Open("C1", 10_00, AccountKind.Savings);
        bank.Core.CutThere = true;
        Assert.IsType<LossAnswer.Unavailable>(await Ask(bank, "passbook", account[^4..]));
        Assert.Equal(0, await bank.Kernel.Db.Read(c => c.ExecuteScalar<long>("SELECT count(*) FROM loss_report"), Ct));
    }

    [Theory, BothEngines]
    public async Task a_hold_is_placed_and_lifted_once_whatever_comes_again_or_late(DbEngine engine)
    {
        await using var bank = await Start(engine);
        var account = await bank.Open("C1", 10_00);
        var order = new HoldOrder("LR1", account, "LR1");
        var placed = await bank.Ledger.Place(order, Ct);
        Assert.Equal(placed, await bank.Ledger.Place(order, Ct));
        Assert.Equal(1, await Holds(bank, account));
        Assert.Equal(
            new HoldAnswer.Refused(HoldRefusal.KeyReused),
            await bank.Ledger.Place(order with { Account = await bank.Open("C1", 0) }, Ct));
        Assert.IsType<HoldAnswer.Done>(await bank.Ledger.Release(order, Ct));
        Assert.IsType<HoldAnswer.Done>(await bank.Ledger.Release(order, Ct));
        Assert.Equal(0, await Holds(bank, account));
        // A message late on its way holds nothing any more.
        Assert.Equal(new HoldAnswer.Refused(HoldRefusal.Released), await bank.Ledger.Place(order, Ct));
        var barred = new HoldOrder("LR2", account, "LR2");
        Assert.IsType<HoldAnswer.Done>(await bank.Ledger.Release(barred, Ct));
        Assert.Equal(new HoldAnswer.Refused(HoldRefusal.Released), await bank.Ledger.Place(barred, Ct));
        Assert.Equal(0, await Holds(bank, account));
    }

    private static Task<Bank> Start(DbEngine engine) => Bank.StartWithNotices(
        engine, (services, configuration) => services.AddLossReports(configuration));

    private static void At(Bank bank, DateTimeOffset when) => bank.Clock.Advance(when - bank.Clock.GetUtcNow());

    private static ILossReports Losses(Bank bank) => bank.Kernel.Services.GetRequiredService<ILossReports>();

    private static async Task<LossAnswer> Ask(Bank bank, string product, string tail)
    {
        var asked = new LossAsked("C1", product, Caller, "call-1");
        var right = Assert.IsType<LossIdentity.Right>(await Losses(bank).Identify(asked, "P1234567", Ct));
        return await Losses(bank).Report(asked, right.Proof, tail, Ct);
    }

    private static async Task<LossAnswer.Held> Report(Bank bank, string product, string account) =>
        Assert.IsType<LossAnswer.Held>(await Ask(bank, product, account[^4..]));

    private static async Task<string> Refused(Bank bank, string product, string tail) =>
        Assert.IsType<LossAnswer.Refused>(await Ask(bank, product, tail)).Why;

    private static Task<CoreAnswer> Move(Bank bank, string from, string to, long fen) => bank.Ledger.Transfer(
        new TransferOrder(Guid.NewGuid().ToString(), from, to, Money.Cny(fen), "T1"), Ct);

    private static async Task Posted(Bank bank, string from, string to, long fen) =>
        Assert.IsType<CoreAnswer.Posted>(await Move(bank, from, to, fen));

    private static Task<long> Holds(Bank bank, string account) => bank.Kernel.Db.Read(
        c => c.ExecuteScalar<long>("SELECT holds FROM ledger_account WHERE number = @account", new { account }), Ct);

    private static async Task<List<string>> Story(Bank bank, string number) =>
        [.. (await bank.Kernel.Journal.ReadStream($"loss/{number}", ct: Ct)).Select(row => row.Kind)];

    private static Task CatchUp(Bank bank) => CatchUp(bank.Kernel);

    private static Task CatchUp(TestKernel kernel) =>
        kernel.Services.GetRequiredService<DueRunner>().CatchUp(Ct);

    private static async Task<IReadOnlyList<string>> Texts(Bank bank) =>
        [.. (await bank.Kernel.Services.GetRequiredService<Inbox>().Look("C1", Ct))!.Messages.Select(m => m.Text)];
}
