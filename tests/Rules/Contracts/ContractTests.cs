using TellerLine.Contracts;

namespace TellerLine.Rules.Contracts;

public sealed class ContractTests
{
    private static readonly ContractTerms
        First = new("standard", ["6222000000001000"], [], [], 1_000, 5_000, 1_000, 5_000),
        Second = First with { PerDay = 2_000 };

    private static readonly Contract Draft = new("K1", "C1", "branches/x", ContractStatus.Draft, 0, null, First);

    [Fact]
    public void a_change_counts_once_it_is_signed_and_until_then_the_old_terms_do()
    {
        var signed = Do(Draft, new ContractCommand.Sign());
        Assert.Equal(Draft with { Status = ContractStatus.Active, Edition = 1, Terms = First, Pending = null }, signed);
        var changed = Do(signed, new ContractCommand.Change(Second));
        Assert.Equal(signed with { Pending = Second }, changed);
        Assert.Equal(signed, Do(changed, new ContractCommand.Discard()));
        var again = Do(changed, new ContractCommand.Sign());
        Assert.Equal((2, Second, null), (again.Edition, again.Terms, again.Pending));
    }

    [Fact]
    public void signing_other_terms_does_not_resume_what_was_suspended()
    {
        var suspended = Do(Do(Draft, new ContractCommand.Sign()), new ContractCommand.Suspend("lost telephone"));
        var signed = Do(Do(suspended, new ContractCommand.Change(Second)), new ContractCommand.Sign());
        Assert.Equal(ContractStatus.Suspended, signed.Status);
        Assert.Equal(ContractStatus.Active, Do(signed, new ContractCommand.Resume("found")).Status);
    }

    [Fact]
    public void what_is_terminated_stays_so_and_each_step_has_its_reason_why_not()
    {
        var active = Do(Draft, new ContractCommand.Sign());
        Assert.Equal("nothingToSign", Why(active, new ContractCommand.Sign()));
        Assert.Equal("nothingToSign", Why(active, new ContractCommand.Discard()));
        Assert.Equal("neverSigned", Why(Draft, new ContractCommand.Discard()));
        Assert.Equal("notActive", Why(Draft, new ContractCommand.Suspend("x")));
        Assert.Equal("notSuspended", Why(active, new ContractCommand.Resume("x")));
        var terminated = Do(Do(active, new ContractCommand.Change(Second)), new ContractCommand.Terminate("moved away"));
        Assert.Equal(active with { Status = ContractStatus.Terminated }, terminated);
        foreach (var command in new ContractCommand[]
        {
            new ContractCommand.Change(Second), new ContractCommand.Sign(), new ContractCommand.Resume("x"),
            new ContractCommand.Suspend("x"), new ContractCommand.Terminate("x"), new ContractCommand.Discard(),
        })
            Assert.Equal("terminated", Why(terminated, command));
    }

    [Fact]
    public void who_may_suspend_may_not_for_that_reason_write_and_the_other_way_round()
    {
        var active = Do(Draft, new ContractCommand.Sign());
        Assert.Equal("notYours", Contract.Decide(active, new ContractCommand.Suspend("x"), true, false).Refused!.Code);
        Assert.Equal("notYours", Contract.Decide(active, new ContractCommand.Terminate("x"), false, true).Refused!.Code);
        Assert.Null(Contract.Decide(active, new ContractCommand.Suspend("x"), false, true).Refused);
    }

    [Fact]
    public void the_lower_of_what_was_signed_and_what_the_bank_allows_now_counts()
    {
        var type = new ContractType("standard", "", "", "personal", 200_000, 1_000_000, 1_000, 5_000, 500, 1_000);
        var terms = First with { Phones = ["+8613800000001"], OwnPerDay = 5_000, PerTransaction = 800, PerDay = 900 };
        var signed = new SignedContract("K1", 1, true, terms, type);
        Assert.Equal(new ContractLimits(1_000_00, 5_000_00), signed.OwnLimits);
        Assert.Equal(new ContractLimits(800_00, 900_00), signed.LimitsFrom("+8613800000001"));
        Assert.Equal(new ContractLimits(500_00, 900_00), signed.LimitsFrom("+8613800000002"));
        Assert.Equal(new ContractLimits(500_00, 900_00), signed.LimitsFrom(null));
        var lowered = signed with
        {
            Type = type with
            {
                BoundPerTransaction = 300, BoundPerDay = 400, UnboundPerTransaction = 100, UnboundPerDay = 200,
            },
        };
        Assert.Equal(new ContractLimits(300_00, 400_00), lowered.LimitsFrom("+8613800000001"));
        Assert.Equal(new ContractLimits(100_00, 200_00), lowered.LimitsFrom(null));
    }

    private static Contract Do(Contract state, ContractCommand command) =>
        Contract.Decide(state, command, true, true) is { Next: { } next } ? next
        : throw new InvalidOperationException(Why(state, command));

    private static string Why(Contract state, ContractCommand command) =>
        Contract.Decide(state, command, true, true).Refused?.Code ?? "";
}
