using Dapper;
using Microsoft.Extensions.DependencyInjection;
using TellerLine.Banking;
using TellerLine.Customers;
using TellerLine.Kernel;
using TellerLine.Modules.Banking;
using TellerLine.Wealth;

namespace TellerLine.Modules.Wealth;

/// <summary>A bank with a customer rated C4, his account, and the account of the bank's wealth products.</summary>
internal sealed class WealthScene : IAsyncDisposable
{
    private WealthScene(Bank bank, string account) => (Bank, Account) = (bank, account);

    public Bank Bank { get; }

    /// <summary>C1's, with 500,000 yuan.</summary>
    public string Account { get; }

    public IWealth Wealth => Bank.Kernel.Services.GetRequiredService<IWealth>();

    public static string Settlement => DemonstrationSettlement.Wealth;

    private IRiskRatings Ratings => Bank.Kernel.Services.GetRequiredService<IRiskRatings>();

    public static async Task<WealthScene> Start(DbEngine engine = DbEngine.Sqlite)
    {
        var bank = await Bank.StartWithNotices(
            engine, (services, configuration) => services.AddWealth(configuration));
        var account = await bank.Open("C1", 500_000_00);
        await bank.Kernel.Db.Write(scope =>
        {
            LedgerBooks.Open(scope, new LedgerBooks.OpenedAccount(
                Settlement, "E99000", 1, "current", "active", "CNY", 0, 0));
            return true;
        });
        var scene = new WealthScene(bank, account);
        await scene.Rate("C4", new DateOnly(2026, 1, 15));
        return scene;
    }

    public Task Rate(string level, DateOnly on) => Bank.Kernel.Db.Write(scope =>
    {
        Ratings.Put(scope, "C1", new RiskRating(level, on));
        return true;
    });

    /// <summary>10,000 yuan of the daily product, which is paid back on any day.</summary>
    public async Task<TransferWish> Purchase(
        string key = "key-00000001", long fen = 10_000_00, string product = "daily", OrderWay way = OrderWay.Keypad) =>
        new(
            TransferKind.WealthPurchase, "C1", Account, Settlement, Money.Cny(fen), key, "call-1",
            await Bank.Token("C1"))
        {
            Caller = Papers.Bound,
            Subject = product,
            Origin = Bank.Keyed with { Way = way, Agent = way == OrderWay.Agent ? "1003" : null },
        };

    public async Task<TransferWish> Redemption(string holding, string key = "key-00000002", long fen = 10_000_00) =>
        new(
            TransferKind.WealthRedemption, "C1", Settlement, Account, Money.Cny(fen), key, "call-1",
            await Bank.Token("C1"))
        {
            Caller = Papers.Bound,
            Subject = holding,
            Origin = Bank.Keyed,
        };

    public Task<TransferOutcome> Ask(TransferWish wish) =>
        Bank.Telephone.Transfer(wish, TestContext.Current.CancellationToken);

    public Task<IReadOnlyList<WealthHolding>> Held() =>
        Wealth.Held("C1", TestContext.Current.CancellationToken);

    public Task<long> Left(string product) => Wealth.LeftMinor(
        Wealth.Find(product)!, TestContext.Current.CancellationToken);

    /// <summary>The templates of the messages that were written.</summary>
    public async Task<List<string>> Told() => await Bank.Kernel.Db.Read(c =>
        c.Query<string>("SELECT template FROM notice ORDER BY template").AsList());

    /// <summary>At any moment: order, holding, quota and money say the same.</summary>
    public async Task Proved()
    {
        await Bank.Prove();
        Assert.Empty(await Bank.Kernel.Db.Read(c => c.Query<string>(
            """
            SELECT 'states differ ' || t.id FROM bank_transaction t LEFT JOIN wealth_order o ON o.id = t.id
              WHERE o.id IS NULL OR o.state <> t.state
            UNION ALL
            SELECT 'posted and not held ' || o.id FROM wealth_order o WHERE o.kind = 'wealthPurchase' AND o.state = 'posted'
              AND NOT EXISTS (SELECT 1 FROM wealth_holding h WHERE h.id = o.id AND o.amount_minor =
                CASE WHEN h.state = 'redeemed' THEN 0 ELSE h.amount_minor END
                + (SELECT COALESCE(SUM(r.cost_minor), 0) FROM wealth_order r WHERE r.holding = h.id AND r.kind = 'wealthRedemption' AND r.state = 'posted'))
            UNION ALL
            SELECT 'held and not posted ' || h.id FROM wealth_holding h WHERE NOT EXISTS
              (SELECT 1 FROM wealth_order o WHERE o.id = h.id AND o.state = 'posted')
            UNION ALL
            SELECT h.state || ' is wrong ' || h.id FROM wealth_holding h WHERE h.state <> CASE
              WHEN (SELECT SUM(o.cost_minor) FROM wealth_order o WHERE o.holding = h.id AND o.kind = 'wealthRedemption' AND o.state = 'posted')
                = (SELECT p.amount_minor FROM wealth_order p WHERE p.id = h.id) THEN 'redeemed'
              WHEN EXISTS (SELECT 1 FROM wealth_order o WHERE o.holding = h.id AND o.kind = 'wealthRedemption' AND o.state IN ('pending', 'submitted', 'unknown')) THEN 'redeeming'
              ELSE 'held' END
            UNION ALL
            SELECT 'quota ' || q.taken_minor || ' of ' || q.product FROM wealth_quota q WHERE q.taken_minor <>
              (SELECT COALESCE(SUM(CASE WHEN o.kind = 'wealthPurchase' AND o.state NOT IN ('failed', 'voided') THEN o.amount_minor
                                        WHEN o.kind = 'wealthRedemption' AND o.state = 'posted' THEN -o.cost_minor ELSE 0 END), 0)
               FROM wealth_order o WHERE o.product = q.product)
            UNION ALL
            SELECT 'moved twice ' || reference FROM ledger_entry WHERE reference <> '' GROUP BY reference HAVING COUNT(*) > 1
            """).AsList()));
    }

    public ValueTask DisposeAsync() => Bank.DisposeAsync();
}
