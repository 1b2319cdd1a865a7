using TellerLine.Banking;
using TellerLine.Contracts;
using TellerLine.Customers;
using TellerLine.Kernel;

namespace TellerLine.Modules.Banking;

/// <summary>
/// The ledger in the same database: an order is posted in the transaction that submits it, so that whatever the
/// database does, both are on record or neither; and what is told agrees with it.
/// </summary>
public sealed class LedgerInsideTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, BothEngines]
    public async Task an_order_needs_one_write(DbEngine engine)
    {
        await using var bank = await Bank.StartInside(engine);
        var (wish, a, b) = await Prepare(bank);
        bank.Record.FailWrite(1, DbFault.Broken);
        var posted = Assert.IsType<TransferOutcome.Posted>(await bank.Telephone.Transfer(wish, Ct));
        Assert.Equal((Money.Cny(70_00), Money.Cny(30_00)), (posted.FromBalance, posted.ToBalance));
        Assert.Equal((70_00, 30_00), (await bank.Fen(a), await bank.Fen(b)));
        Assert.Equal(
            ["transaction.submitted", "transaction.posted"],
            (await bank.Kernel.Journal.ReadStream("customer/C1", ct: Ct)).Select(row => row.Kind)
            .Where(kind => kind.StartsWith("transaction.", StringComparison.Ordinal)));
        await bank.Prove();
    }

    [Theory, BothEngines]
    public async Task what_the_ledger_refuses_is_a_failed_transaction_and_counts_into_no_limit(DbEngine engine)
    {
        await using var bank = await Bank.StartInside(engine);
        var (wish, a, _) = await Prepare(bank);
        var refused = Assert.IsType<TransferOutcome.Refused>(
            await bank.Telephone.Transfer(wish with { Amount = Money.Cny(100_01) }, Ct));
        Assert.Equal(TransferRefusal.InsufficientFunds, refused.Reason);
        Assert.NotNull(refused.TransactionId);
        Assert.Equal(100_00, await bank.Fen(a));
        Assert.Equal(TransferEnd.Failed, Assert.Single(await bank.Telephone.Untold("C1", Ct)).End);
        await bank.Prove();
    }

    [Theory, BothEngines]
    public async Task a_commit_whose_answer_is_lost_is_unknown_and_told_on_the_next_call(DbEngine engine)
    {
        await using var bank = await Bank.StartInside(engine);
        var (wish, a, _) = await Prepare(bank);
        bank.Record.FailWrite(0, DbFault.AnswerLost);
        var unknown = Assert.IsType<TransferOutcome.Unknown>(await bank.Telephone.Transfer(wish, Ct));
        var untold = Assert.Single(await bank.Telephone.Untold("C1", Ct));
        Assert.Equal((unknown.TransactionId, TransferEnd.Posted), (untold.TransactionId, untold.End));

        // Impatience under the same key moves nothing more.
        Assert.IsType<TransferOutcome.Posted>(await bank.Telephone.Transfer(wish, Ct));
        Assert.Equal(70_00, await bank.Fen(a));
        await bank.Prove();
    }

    [Theory]
    [InlineData(DbFault.Silent)]
    [InlineData(DbFault.Late)]
    public async Task what_has_begun_and_does_not_end_is_unknown_and_what_has_not_begun_never_is(DbFault fault)
    {
        await using var bank = await Bank.StartInside();
        var (wish, a, _) = await Prepare(bank);
        bank.Record.FailWrite(0, fault);
        var asked = bank.Telephone.Transfer(wish, Ct);
        await bank.Record.Silence.Task.WaitAsync(Ct);
        while (!asked.IsCompleted)
        {
            Ct.ThrowIfCancellationRequested();
            bank.Clock.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Yield();
        }
        if (fault == DbFault.Silent)
            Assert.NotNull(Assert.IsType<TransferOutcome.Unknown>(await asked).TransactionId);
        else
            Assert.IsType<TransferOutcome.NotBegun>(await asked);

        // The writer comes to it after all.
        bank.Record.Turn.SetResult();
        await bank.Kernel.Db.Write(_ => true, Ct);
        Assert.Equal(fault == DbFault.Silent ? 70_00 : 100_00, await bank.Fen(a));
        Assert.Equal(
            fault == DbFault.Silent ? [TransferEnd.Posted] : [],
            (await bank.Telephone.Untold("C1", Ct)).Select(one => one.End));
        await bank.Prove();
    }

    [Fact]
    public async Task what_the_database_takes_back_after_our_patience_is_told_as_not_done()
    {
        await using var bank = await Bank.StartInside();
        var (wish, a, _) = await Prepare(bank);
        bank.Record.FailWrite(0, DbFault.TakenBack);
        var asked = bank.Telephone.Transfer(wish, Ct);
        await bank.Record.Silence.Task.WaitAsync(Ct);
        bank.Clock.Advance(TimeSpan.FromMilliseconds(1_500));
        bank.Record.Turn.SetResult();
        Assert.Equal(new TransferOutcome.Refused(null, TransferRefusal.Busy), await asked);
        Assert.Equal(100_00, await bank.Fen(a));
        Assert.Empty(await bank.Telephone.Untold("C1", Ct));
        await bank.Prove();
    }

    [Theory, BothEngines]
    public async Task what_a_second_person_lets_go_is_posted_with_it(DbEngine engine)
    {
        await using var bank = await Bank.StartInside(engine);
        bank.Papers.Type = new ContractType(
            "extended", "", "", "personal", 200_000, 1_000_000, 50_000, 50_000, 500, 1_000, 5_000);
        var (from, payee) = (await bank.Open("C1", 100_000_00), await bank.Open("C2", 0));
        bank.Papers.Name(payee);
        var wish = new TransferWish(
            TransferKind.Payee, "C1", from, payee, Money.Cny(6_000_00), "wish-0001", "call-1", await bank.Token("C1"))
        {
            PayeeKnown = true, Caller = Papers.Bound,
            Origin = new OrderOrigin(OrderWay.Agent, "1003", "read back", IdentificationLevel.TransactionPin)
            {
                AloneMinor = 5_000_00, Session = "session-maker",
            },
        };
        var pending = Assert.IsType<TransferOutcome.Pending>(await bank.Telephone.Transfer(wish, Ct));
        Assert.Equal(0, await bank.Fen(payee));
        bank.Record.FailWrite(1, DbFault.Broken);
        var approved = Assert.IsType<SecondOutcome.Approved>(await bank.Second.Approve(
            pending.TransactionId, new SecondDecider("3001", "session-3001", 50_000_00), (_, _) => "signed", Ct));
        Assert.IsType<TransferOutcome.Posted>(approved.Transfer);
        Assert.Equal(6_000_00, await bank.Fen(payee));
        Assert.Equal("posted", Assert.Single(await bank.Second.Past(Ct)).State);
        await bank.Prove();
    }

    private static async Task<(TransferWish Wish, string From, string To)> Prepare(Bank bank)
    {
        var (a, b) = (await bank.Open("C1", 100_00), await bank.Open("C1", 0));
        return (
            new TransferWish(
                TransferKind.Own, "C1", a, b, Money.Cny(30_00), "wish-0001", "call-1", await bank.Token("C1"))
            {
                Origin = Bank.Keyed,
            }, a, b);
    }
}
