using TellerLine.Banking;
using TellerLine.Customers;
using TellerLine.Kernel;

namespace TellerLine.Rules.Banking;

/// <summary>A payment that arrives later: debited, waiting, on its way, arrived or back.</summary>
public sealed class DeferredTests
{
    private static readonly CoreAnswer Posted = new CoreAnswer.Posted("e1", Money.Cny(0), Money.Cny(0));

    private static readonly CoreAnswer Refused = new CoreAnswer.Refused(TransferRefusal.AccountFrozen);

    private static readonly CoreAnswer NoAnswer = new CoreAnswer.Unknown("nothing in time");

    private static readonly TransactionState Waits = new TransactionState.Deferred("e1", Reconciled: false);

    private static readonly TransactionFact Due = new TransactionFact.ArrivalDue();

    private static readonly TransactionFact Revoked = new TransactionFact.GivenUp(TransferRefusal.Revoked);

    [Fact]
    public void what_is_debited_waits_and_what_is_not_has_failed()
    {
        Assert.Equal(
            Waits,
            TransactionMachine.Next(
                new TransactionState.Submitted(), new TransactionFact.CoreAnswered(Posted, Waits: true)));
        Assert.Equal(
            new TransactionState.Deferred("e1", Reconciled: true),
            TransactionMachine.Next(
                new TransactionState.Unknown(), new TransactionFact.Reconciled(Posted, Waits: true)));
        Assert.Equal(
            new TransactionState.Failed(TransferRefusal.AccountFrozen, Reconciled: false),
            TransactionMachine.Next(
                new TransactionState.Submitted(), new TransactionFact.CoreAnswered(Refused, Waits: true)));
    }

    [Fact]
    public void its_time_comes_and_it_arrives_once()
    {
        var arriving = After(Due);
        Assert.Equal(new TransactionState.Debited("e1", false), arriving);
        Assert.Equal(arriving, After(Due, new TransactionFact.Arrived(NoAnswer, Later: false)));
        var there = After(Due, new TransactionFact.Arrived(Posted, Later: false));
        Assert.Equal(new TransactionState.Posted("e1", false), there);
        Assert.Equal(there, TransactionMachine.Next(there, new TransactionFact.Arrived(Posted, Later: true)));
        Assert.Throws<InvalidOperationException>(
            () => TransactionMachine.Next(there, new TransactionFact.Arrived(Refused, Later: true)));
    }

    [Fact]
    public void whichever_comes_first_stands()
    {
        Assert.Equal(After(Due), After(Due, Revoked));
        Assert.Equal(After(Revoked), After(Revoked, Due));
        Assert.Equal(
            new TransactionState.Failed(TransferRefusal.Revoked, Reconciled: false) { Returned = true },
            After(Revoked, new TransactionFact.CoreReturned(Posted, Later: false)));
    }

    [Fact]
    public void what_the_core_bank_refuses_goes_back() =>
        Assert.Equal(
            new TransactionState.Failed(TransferRefusal.AccountFrozen, Reconciled: false) { Returned = true },
            After(
                Due, new TransactionFact.Arrived(Refused, Later: false),
                new TransactionFact.CoreReturned(Posted, Later: false)));

    [Theory]
    [InlineData(TransferSpeed.RealTime, "2026-03-02T10:00:00+08:00", null)]
    [InlineData(TransferSpeed.Ordinary, "2026-03-02T23:30:00+08:00", "2026-03-03T01:30:00+08:00")]
    [InlineData(TransferSpeed.NextDay, "2026-03-02T00:00:00+08:00", "2026-03-03T08:00:00+08:00")]
    [InlineData(TransferSpeed.NextDay, "2026-02-28T23:59:59+08:00", "2026-03-01T08:00:00+08:00")]
    public void it_arrives_when_the_bank_says(TransferSpeed speed, string now, string? arrives) =>
        Assert.Equal(
            arrives is null ? null : Clock.ToUs(DateTimeOffset.Parse(arrives)),
            TransferSpeeds.ArrivesUs(speed, Clock.ToUs(DateTimeOffset.Parse(now)), new KernelOptions(), 8));

    [Fact]
    public void only_payments_to_payees_may_arrive_later()
    {
        var wish = new TransferWish(
            TransferKind.Own, "C1", "1", "2", Money.Cny(1), "wish-0001", "call-1", new PinToken(""))
        {
            Speed = TransferSpeed.NextDay,
            Origin = new OrderOrigin(OrderWay.Keypad, null, "", IdentificationLevel.TransactionPin),
        };
        Assert.Equal(TransferRefusal.SpeedNotOffered, TransferRules.BrokenByOrder(wish, []));
    }

    private static TransactionState After(params TransactionFact[] facts) =>
        facts.Aggregate(Waits, TransactionMachine.Next);
}
