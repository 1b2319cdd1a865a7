using Microsoft.Extensions.DependencyInjection;
using TellerLine.Banking;
using TellerLine.Customers;
using TellerLine.Kernel;

namespace TellerLine.Modules.Banking;

/// <summary>
/// Whatever our own database does in a transfer: before the order left nothing was begun, afterwards the end is unknown
/// and told later; money moves once or never, and the record comes to agree with it.
/// </summary>
public sealed class TransferFaultTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(DbEngine.Sqlite, DbFault.Broken)]
    [InlineData(DbEngine.Sqlite, DbFault.AnswerLost)]
    [InlineData(DbEngine.Sqlite, DbFault.Silent)]
    [InlineData(DbEngine.PostgreSql, DbFault.Broken)]
    [InlineData(DbEngine.PostgreSql, DbFault.AnswerLost)]
    public async Task a_fault_before_the_order_left_is_told_as_nothing_begun_and_nothing_moves(
        DbEngine engine, DbFault fault)
    {
        await using var bank = await Bank.Start(engine);
        var (transfer, a) = await Prepare(bank);
        bank.Record.FailWrite(0, fault);
        Assert.IsType<TransferOutcome.NotBegun>(await Asked(bank, transfer, fault));

        // What was stored without being sent is barred when it is asked about: the customer hears, once more, that it
        // was not carried out.
        bank.Clock.Advance(TimeSpan.FromMinutes(1));
        var untold = await bank.Telephone.Untold("C1", Ct);
        Assert.Equal(fault == DbFault.Broken ? [] : new[] { TransferEnd.Failed }, untold.Select(t => t.End));
        Assert.Equal(100_00, await bank.Fen(a));
        await bank.Prove();
    }

    [Theory]
    [InlineData(DbFault.Broken)]
    [InlineData(DbFault.Silent)]
    public async Task a_record_that_cannot_be_read_is_told_as_nothing_begun(DbFault fault)
    {
        await using var bank = await Bank.Start();
        var (transfer, a) = await Prepare(bank);
        bank.Record.FailRead(0, fault);
        Assert.IsType<TransferOutcome.NotBegun>(await Asked(bank, transfer, fault));
        Assert.Equal(100_00, await bank.Fen(a));

        // A later try under the same key is welcome.
        Assert.IsType<TransferOutcome.Posted>(
            await bank.Telephone.Transfer(transfer with { Token = await bank.Token("C1") }, Ct));
    }

    [Fact]
    public async Task what_is_not_recorded_is_not_begun_but_what_was_begun_is_still_told()
    {
        await using var bank = await Bank.Start();
        var (transfer, a) = await Prepare(bank);
        bank.Evidence.Kept = false;
        Assert.Equal(
            new TransferOutcome.Refused(null, TransferRefusal.NotRecorded),
            await bank.Telephone.Transfer(transfer, Ct));
        Assert.Equal(100_00, await bank.Fen(a));
        Assert.IsType<AccountsOutcome.Listed>(await bank.Telephone.Accounts("C1", Ct));

        bank.Evidence.Kept = true;
        Assert.IsType<TransferOutcome.Posted>(await bank.Telephone.Transfer(transfer, Ct));
        bank.Evidence.Kept = false;
        Assert.IsType<TransferOutcome.Posted>(await bank.Telephone.Transfer(transfer, Ct));
        Assert.Equal(70_00, await bank.Fen(a));
    }

    [Fact]
    public async Task too_much_at_once_is_told_as_busy()
    {
        await using var bank = await Bank.Start();
        var (transfer, _) = await Prepare(bank);
        bank.Record.FailWrite(0, DbFault.Busy);
        Assert.Equal(
            new TransferOutcome.Refused(null, TransferRefusal.Busy), await bank.Telephone.Transfer(transfer, Ct));
    }

    [Theory]
    [InlineData(DbEngine.Sqlite, DbFault.Broken)]
    [InlineData(DbEngine.Sqlite, DbFault.Busy)]
    [InlineData(DbEngine.Sqlite, DbFault.AnswerLost)]
    [InlineData(DbEngine.Sqlite, DbFault.Silent)]
    [InlineData(DbEngine.PostgreSql, DbFault.Broken)]
    [InlineData(DbEngine.PostgreSql, DbFault.AnswerLost)]
    public async Task a_fault_after_the_order_left_is_unknown_and_told_on_the_next_call(DbEngine engine, DbFault fault)
    {
        await using var bank = await Bank.Start(engine);
        var (transfer, a) = await Prepare(bank);
        bank.Record.FailWrite(1, fault);
        var unknown = Assert.IsType<TransferOutcome.Unknown>(await Asked(bank, transfer, fault));

        bank.Clock.Advance(TimeSpan.FromMinutes(1));
        var untold = Assert.Single(await bank.Telephone.Untold("C1", Ct));
        Assert.Equal(
            (unknown.TransactionId, new DateOnly(2026, 3, 2), transfer.From, transfer.To, Money.Cny(30_00),
                TransferEnd.Posted),
            (untold.TransactionId, untold.Day, untold.From, untold.To, untold.Amount, untold.End));

        // Impatience under the same key moves nothing more.
        Assert.IsType<TransferOutcome.Posted>(await bank.Telephone.Transfer(transfer, Ct));
        Assert.Equal(70_00, await bank.Fen(a));
        await bank.Prove();
    }

    [Theory, BothEngines]
    public async Task what_was_unknown_is_told_after_a_restart_and_then_no_more(DbEngine engine)
    {
        await using var bank = await Bank.Start(engine);
        var (transfer, _) = await Prepare(bank);
        bank.Core.CutBack = true;
        var unknown = Assert.IsType<TransferOutcome.Unknown>(await bank.Telephone.Transfer(transfer, Ct));
        Assert.Equal(TransferEnd.Unknown, Assert.Single(await bank.Telephone.Untold("C1", Ct)).End);
        bank.Telephone.MarkTold([unknown.TransactionId!]);

        bank.Clock.Advance(TimeSpan.FromMinutes(1));
        await using var restarted = await bank.Kernel.Another();
        var telephone = restarted.Services.GetRequiredService<ITelephoneBank>();
        Assert.Equal(TransferEnd.Posted, Assert.Single(await telephone.Untold("C1", Ct)).End);
        Assert.Empty(await telephone.Untold("C2", Ct));
        telephone.MarkTold([unknown.TransactionId!]);
        await Written(restarted);
        Assert.Empty(await telephone.Untold("C1", Ct));

        var heard = Assert.Single(await restarted.Journal.ReadStream("contact/call-1", ct: Ct));
        Assert.Equal(new TransferSettled(unknown.TransactionId!, "posted", 30_00, "CNY"), heard.As<TransferSettled>());
    }

    [Fact]
    public async Task a_caller_who_hung_up_before_the_end_hears_it_next_time_and_one_who_heard_it_does_not()
    {
        await using var bank = await Bank.Start();
        var (transfer, _) = await Prepare(bank);
        var posted = Assert.IsType<TransferOutcome.Posted>(await bank.Telephone.Transfer(transfer, Ct));
        Assert.Equal(TransferEnd.Posted, Assert.Single(await bank.Telephone.Untold("C1", Ct)).End);
        bank.Telephone.MarkTold([posted.TransactionId]);
        await Written(bank.Kernel);
        Assert.Empty(await bank.Telephone.Untold("C1", Ct));
    }

    [Fact]
    public async Task while_the_core_is_away_it_stays_unknown_and_untold()
    {
        await using var bank = await Bank.Start();
        var (transfer, _) = await Prepare(bank);
        bank.Core.CutBack = true;
        await bank.Telephone.Transfer(transfer, Ct);
        bank.Core.CutThere = true;
        bank.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(TransferEnd.Unknown, Assert.Single(await bank.Telephone.Untold("C1", Ct)).End);
        Assert.Equal(0, await bank.Reconciler.Round(Ct));
    }

    [Theory, BothEngines]
    public async Task transactions_have_numbers_that_people_can_read(DbEngine engine)
    {
        await using var bank = await Bank.Start(engine);
        var (transfer, _) = await Prepare(bank);
        Assert.Equal(
            "T260302000001",
            Assert.IsType<TransferOutcome.Posted>(await bank.Telephone.Transfer(transfer, Ct)).TransactionId);
        var next = transfer with { IdempotencyKey = "wish-0002", Token = await bank.Token("C1") };
        Assert.Equal(
            "T260302000002",
            Assert.IsType<TransferOutcome.Posted>(await bank.Telephone.Transfer(next, Ct)).TransactionId);
    }

    [Theory]
    [InlineData(IdentificationLevel.None, false, false)]
    [InlineData(IdentificationLevel.Number, false, false)]
    [InlineData(IdentificationLevel.Account, true, false)]
    [InlineData(IdentificationLevel.EnquiryPin, true, true)]
    [InlineData(IdentificationLevel.TransactionPin, true, true)]
    public async Task a_desk_sees_of_accounts_what_the_identification_allows(
        IdentificationLevel level, bool tails, bool balances)
    {
        await using var bank = await Bank.Start();
        var account = await bank.Open("C1", 100_00);
        var shown = await bank.Telephone.AccountsAtDesk(new Identification(Card, level), Ct);
        if (!tails)
            Assert.IsType<ShownAccounts.Hidden>(shown);
        else
            Assert.Equal(
                [new ShownAccount(account[^4..], AccountKind.Current, balances ? Money.Cny(100_00) : null)],
                Assert.IsType<ShownAccounts.Listed>(shown).Accounts);
    }

    [Fact]
    public async Task a_desk_waits_for_a_core_that_blocks_its_thread_no_longer_than_is_set()
    {
        await using var bank = await Bank.Start();
        Assert.IsType<ShownAccounts.Hidden>(await bank.Telephone.AccountsAtDesk(null, Ct));
        using var blocked = new ManualResetEventSlim();
        bank.Core.Blocked = blocked;
        var asked = bank.Telephone.AccountsAtDesk(new Identification(Card, IdentificationLevel.EnquiryPin), Ct);
        Assert.False(asked.IsCompleted);
        bank.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.IsType<ShownAccounts.Unavailable>(await asked);
        blocked.Set();
    }

    private static CustomerCard Card { get; } = new(
        "C1", CustomerKind.Personal, "张伟", "张", "先生", Segment.Ordinary, "", "", false, Accessibility.None);

    private static async Task<(TransferWish Transfer, string From)> Prepare(Bank bank)
    {
        var (a, b) = (await bank.Open("C1", 100_00), await bank.Open("C1", 0));
        return (new TransferWish(TransferKind.Own, "C1", a, b, Money.Cny(30_00), "wish-0001", "call-1", await bank.Token("C1"))
        {
            Origin = Bank.Keyed,
        }, a);
    }

    /// <summary>A silence is waited out.</summary>
    private static async Task<TransferOutcome> Asked(Bank bank, TransferWish transfer, DbFault fault)
    {
        var asked = bank.Telephone.Transfer(transfer, Ct);
        if (fault == DbFault.Silent)
        {
            await bank.Record.Silence.Task.WaitAsync(Ct);
            while (!asked.IsCompleted)
            {
                Ct.ThrowIfCancellationRequested();
                bank.Clock.Advance(TimeSpan.FromMilliseconds(100));
                await Task.Yield();
            }
        }
        return await asked;
    }

    /// <summary>What is not waited for is written before anything that is.</summary>
    private static Task<bool> Written(TestKernel kernel) => kernel.Db.Write(_ => true, Ct);
}
