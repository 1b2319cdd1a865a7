using TellerLine.Banking;
using TellerLine.Kernel;

namespace TellerLine.Modules.Banking;

public sealed class LedgerTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [BothEngines]
    public async Task a_transfer_moves_once_and_tells_both_balances(DbEngine engine)
    {
        await using var bank = await Bank.Start(engine);
        var (a, b) = (await bank.Open("C1", 100_00), await bank.Open("C1", 5));
        var order = new TransferOrder("key-00000001", a, b, Money.Cny(40_00), "t1");
        var first = Assert.IsType<CoreAnswer.Posted>(await bank.Ledger.Transfer(order, Ct));
        Assert.Equal((Money.Cny(60_00), Money.Cny(40_05)), (first.FromBalance, first.ToBalance));

        // The same key again, by retry and by question, says the same and moves nothing.
        Assert.Equal(first, await bank.Ledger.Transfer(order, Ct));
        Assert.Equal(first, await bank.Ledger.Settle(order, Ct));
        Assert.Equal(60_00, await bank.Fen(a));
        await bank.Prove();
    }

    [Theory]
    [BothEngines]
    public async Task what_moved_stands_in_the_journal_of_both_accounts(DbEngine engine)
    {
        await using var bank = await Bank.Start(engine);
        var (a, b) = (await bank.Open("C1", 100_00), await bank.Open("C1", 0));
        var posted = Assert.IsType<CoreAnswer.Posted>(
            await bank.Ledger.Transfer(new TransferOrder("key-00000001", a, b, Money.Cny(1), "t1"), Ct));
        var (from, to) = (
            Assert.Single(await bank.Kernel.Journal.ReadStream($"account/{a}", ct: Ct)),
            Assert.Single(await bank.Kernel.Journal.ReadStream($"account/{b}", ct: Ct)));
        Assert.Equal(new AccountPosted(posted.EntryId, -1, "CNY", 99_99, 2, "t1"), from.As<AccountPosted>());
        Assert.Equal(new AccountPosted(posted.EntryId, 1, "CNY", 1, 1, "t1"), to.As<AccountPosted>());
        Assert.Equal("t1", from.Cause);
    }

    [Fact]
    public async Task a_key_that_comes_back_with_another_order_is_refused()
    {
        await using var bank = await Bank.Start();
        var (a, b) = (await bank.Open("C1", 100_00), await bank.Open("C1", 0));
        var order = new TransferOrder("key-00000001", a, b, Money.Cny(1), "t1");
        await bank.Ledger.Transfer(order, Ct);
        Assert.Equal(
            new CoreAnswer.Refused(TransferRefusal.KeyReused),
            await bank.Ledger.Transfer(order with { Amount = Money.Cny(2) }, Ct));
    }

    [Fact]
    public async Task a_refusal_is_remembered_even_when_the_money_is_there_later()
    {
        await using var bank = await Bank.Start();
        var (a, b) = (await bank.Open("C1", 10), await bank.Open("C1", 100));
        var order = new TransferOrder("key-00000001", a, b, Money.Cny(50), "t1");
        Assert.Equal(new CoreAnswer.Refused(TransferRefusal.InsufficientFunds), await bank.Ledger.Transfer(order, Ct));
        await bank.Ledger.Transfer(new TransferOrder("key-00000002", b, a, Money.Cny(90), "t2"), Ct);
        Assert.Equal(new CoreAnswer.Refused(TransferRefusal.InsufficientFunds), await bank.Ledger.Transfer(order, Ct));
    }

    [Theory]
    [BothEngines]
    public async Task an_order_asked_about_before_it_comes_never_posts(DbEngine engine)
    {
        await using var bank = await Bank.Start(engine);
        var (a, b) = (await bank.Open("C1", 100), await bank.Open("C1", 0));
        var order = new TransferOrder("key-00000001", a, b, Money.Cny(50), "t1");
        Assert.Equal(new CoreAnswer.Refused(TransferRefusal.NeverArrived), await bank.Ledger.Settle(order, Ct));
        var late = await bank.Ledger.Transfer(order, Ct);
        Assert.Equal(new CoreAnswer.Refused(TransferRefusal.NeverArrived), late);
        Assert.Equal(100, await bank.Fen(a));
    }

    [Fact]
    public async Task closed_frozen_and_house_accounts_are_left_alone()
    {
        await using var bank = await Bank.Start();
        var a = await bank.Open("C1", 100);
        var closed = await bank.Open("C1", 0, status: AccountStatus.Closed);
        var frozen = await bank.Open("C1", 100, status: AccountStatus.Frozen);
        Assert.Equal(TransferRefusal.AccountClosed, await Refusal(bank, a, closed));
        Assert.Equal(TransferRefusal.AccountFrozen, await Refusal(bank, frozen, a));
        Assert.Equal(TransferRefusal.AccountNotFound, await Refusal(bank, "house", a));
        Assert.Equal(TransferRefusal.SameAccount, await Refusal(bank, a, a));
        await bank.Prove();
    }

    [Theory]
    [BothEngines]
    public async Task many_at_once_never_overdraw_and_never_make_money(DbEngine engine)
    {
        await using var bank = await Bank.Start(engine);
        var accounts = new List<string>();
        for (var i = 0; i < 4; i++)
            accounts.Add(
                await bank.Open(
                    "C1", 50, i == 3 ? AccountKind.Credit : AccountKind.Current, creditLimit: i == 3 ? 20 : 0));
        var random = new Random(7);
        var orders = Enumerable.Range(0, 300)
            .Select(i => new TransferOrder(
                $"key-{i:00000000}", accounts[random.Next(4)], accounts[random.Next(4)], Money.Cny(random.Next(1, 60)),
                $"t{i}"))
            .ToList();

        // Every order twice, as an impatient retry sends it.
        var answers = await Task.WhenAll(orders.Concat(orders).Select(order => bank.Ledger.Transfer(order, Ct)));
        for (var i = 0; i < orders.Count; i++)
            Assert.Equal(answers[i], answers[i + orders.Count]);
        var balances = await Task.WhenAll(accounts.Select(bank.Fen));
        Assert.Equal(200, balances.Sum());
        Assert.Contains(answers, answer => answer is CoreAnswer.Refused { Reason: TransferRefusal.InsufficientFunds });
        Assert.Contains(answers, answer => answer is CoreAnswer.Posted);
        await bank.Prove();
    }

    [Fact]
    public async Task two_nodes_on_one_database_share_one_truth()
    {
        await using var bank = await Bank.Start(DbEngine.PostgreSql);
        var (a, b) = (await bank.Open("C1", 1_000), await bank.Open("C1", 1_000));
        await using var other = await bank.Kernel.Another("n2");
        var second = new EmbeddedLedger(other.Db, TimeProvider.System);

        // Crossing directions on two nodes: locks are taken in one order, so they wait and do not die.
        var answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(i => i % 2 == 0
            ? bank.Ledger.Transfer(new TransferOrder($"key-{i / 4:00000000}-{i % 4 / 2}", a, b, Money.Cny(3), "t"), Ct)
            : second.Transfer(
                new TransferOrder($"key-{i / 4:00000000}-{i % 4 / 2 + 2}", b, a, Money.Cny(2), "t"), Ct)));
        Assert.All(answers, answer => Assert.IsType<CoreAnswer.Posted>(answer));
        Assert.Equal(2_000, await bank.Fen(a) + await bank.Fen(b));
        await bank.Prove();
    }

    [Theory]
    [BothEngines]
    public async Task a_transaction_taken_back_leaves_nothing(DbEngine engine)
    {
        await using var bank = await Bank.Start(engine);
        var (a, b) = (await bank.Open("C1", 100), await bank.Open("C1", 0));
        await Assert.ThrowsAsync<InvalidOperationException>(() => bank.Kernel.Db.Write<bool>(scope =>
        {
            LedgerBooks.Post(
                scope, "e1",
                new LedgerEntry(
                    LedgerEntryKind.Transfer, "t1", [new Posting(a, Money.Cny(-10)), new Posting(b, Money.Cny(10))]),
                        0);
            throw new InvalidOperationException("crash");
        }, Ct));
        Assert.Equal((100, 0), (await bank.Fen(a), await bank.Fen(b)));
        await bank.Prove();
    }

    [Theory]
    [BothEngines]
    public async Task the_database_itself_refuses_to_overdraw(DbEngine engine)
    {
        await using var bank = await Bank.Start(engine);
        var (a, b) = (await bank.Open("C1", 100), await bank.Open("C1", 0));
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => bank.Kernel.Db.Write(scope =>
            LedgerBooks.Post(
                scope, "e1",
                new LedgerEntry(
                    LedgerEntryKind.Transfer, "t1", [new Posting(a, Money.Cny(-101)), new Posting(b, Money.Cny(101))]),
                        0), Ct));
        await bank.Prove();
    }

    private static async Task<TransferRefusal> Refusal(Bank bank, string from, string to)
    {
        var answer = await bank.Ledger.Transfer(
            new TransferOrder($"key-{Guid.NewGuid()}", from, to, Money.Cny(1), "t"), Ct);
        return Assert.IsType<CoreAnswer.Refused>(answer).Reason;
    }
}
