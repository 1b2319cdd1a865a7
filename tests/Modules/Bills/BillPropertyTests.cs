using Dapper;
using TellerLine.Banking;
using TellerLine.Bills;
using TellerLine.Kernel;
using TellerLine.Modules.Banking;

namespace TellerLine.Modules.Bills;

/// <summary>
/// Whatever happens in whatever order: bills, the same again, lines to core bank and biller cut there and back, our own
/// database failing at any write, a biller that refuses, messages late and twice, reversals, reconciliation. Balances
/// always add up, a key pays at most once, and in the end nobody is left debited without bill or money back.
/// </summary>
public sealed class BillPropertyTests
{
    private const int Steps = 45;

    private static readonly DbFault[] Faults = [DbFault.Broken, DbFault.Busy, DbFault.AnswerLost];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(DbEngine.Sqlite, 1)]
    [InlineData(DbEngine.Sqlite, 2)]
    [InlineData(DbEngine.Sqlite, 3)]
    [InlineData(DbEngine.PostgreSql, 4)]
    public async Task a_customer_is_never_left_debited_without_bill_or_reversal(DbEngine engine, int seed)
    {
        await using var scene = await BillScene.Start(engine);
        var (bank, chance) = (scene.Bank, new Random(seed));
        List<TransferWish> asked = [];
        for (var step = 0; step < Steps; step++)
        {
            bank.Core.CutThere = chance.Next(8) == 0;
            bank.Core.CutBack = chance.Next(5) == 0;
            scene.Biller.CutThere = chance.Next(6) == 0;
            scene.Biller.CutBack = chance.Next(5) == 0;
            scene.Biller.Refuses = chance.Next(5) == 0 ? TransferRefusal.BillerRefused : null;
            if (chance.Next(2) == 0)
                bank.Record.FailWrite(chance.Next(8), Faults[chance.Next(Faults.Length)]);
            await Step(scene, chance, asked);
            Mend(scene);
            await Proved(scene);
        }

        for (var round = 0; round < 3; round++)
        {
            bank.Clock.Advance(TimeSpan.FromMinutes(1));
            await bank.Reconciler.Round(Ct);
        }
        var ended = await States(bank);
        Assert.DoesNotContain(
            ended.Values, state => state is not ("posted" or "failed" or "reversed"));
        foreach (var wish in asked)
            await Late(scene, wish);
        Assert.Equal(ended, await States(bank));
        await Proved(scene);
        await Whole(scene);
        Assert.Contains("posted", ended.Values);
        Assert.Contains("failed", ended.Values);
    }

    private static void Mend(BillScene scene)
    {
        (scene.Bank.Core.CutThere, scene.Bank.Core.CutBack) = (false, false);
        (scene.Biller.CutThere, scene.Biller.CutBack, scene.Biller.Refuses) = (false, false, null);
        scene.Bank.Record.FailWrite(-1, default);
    }

    private static async Task Step(BillScene scene, Random chance, List<TransferWish> asked)
    {
        var bank = scene.Bank;
        switch (chance.Next(10))
        {
            case 0:
                bank.Clock.Advance(TimeSpan.FromSeconds(chance.Next(1, 40)));
                await bank.Reconciler.Round(Ct);
                break;
            case 1 when asked.Count > 0:
                await Late(scene, asked[chance.Next(asked.Count)]);
                break;
            case 2 when asked.Count > 0:
                await Ask(scene, asked[chance.Next(asked.Count)]);
                break;
            case 3 or 4 when asked.Count > 0:
                await Reverse(scene, asked[chance.Next(asked.Count)]);
                break;
            case 5 when asked.Count > 0:
                await bank.Telephone.Untold("C1", Ct);
                break;
            default:
                var wish = await Fresh(scene, chance, asked.Count);
                asked.Add(wish);
                await Ask(scene, wish);
                break;
        }
    }

    private static async Task<TransferWish> Fresh(BillScene scene, Random chance, int nth)
    {
        var wish = await Tries(() => scene.Wish(
            $"key-{nth:0000}-{chance.Next():x}", chance.Next(1_00, 60_00), $"0951601{chance.Next(3)}9000"));
        return wish with { Token = new PinToken("") };
    }

    /// <summary>No fault is ever thrown at who asks.</summary>
    private static async Task Ask(BillScene scene, TransferWish wish) => await scene.Bank.Telephone.Transfer(
        wish with { Token = await Tries(() => scene.Bank.Token("C1")) }, Ct);

    private static async Task<T> Tries<T>(Func<Task<T>> work)
    {
        while (true)
        {
            try
            {
                return await work();
            }
            catch (Exception fault) when (fault is IOException or DbBusyException or DbOutcomeUnknownException)
            {
                // The write that was to fail was not the bill's: it is asked for without one more fault.
            }
        }
    }

    private static async Task Reverse(BillScene scene, TransferWish wish)
    {
        if (await IdOf(scene.Bank, wish) is not { } id)
            return;
        try
        {
            await scene.Reversals.Reverse(id, (_, _) => { }, Ct);
        }
        catch (Exception fault) when (fault is IOException or DbBusyException or DbOutcomeUnknownException)
        {
            // Not asked for, or asked for and not known to be: the record says.
        }
    }

    /// <summary>Messages that were on their way arrive now, and once more: the order and the payment.</summary>
    private static async Task Late(BillScene scene, TransferWish wish)
    {
        if (await IdOf(scene.Bank, wish) is not { } id)
            return;
        var order = new TransferOrder(wish.IdempotencyKey, wish.From, wish.To, wish.Amount, id);
        if (await StateOf(scene.Bank, id) is not ("submitted" or "unknown"))
            Assert.Equal(await scene.Bank.Ledger.Transfer(order, Ct), await scene.Bank.Ledger.Transfer(order, Ct));
        if (await StateOf(scene.Bank, id) is "posted" or "failed" or "reversed")
        {
            var bill = new BillOrder(wish.IdempotencyKey, wish.Bill!, wish.Amount, id);
            await scene.Biller.Inner.Settle(bill, Ct);
            Assert.Equal(
                await scene.Biller.Inner.Pay(bill, Ct), await scene.Biller.Inner.Pay(bill, Ct));
        }
    }

    private static Task<string?> IdOf(Bank bank, TransferWish wish) => bank.Kernel.Db.Read(
        c => c.QuerySingleOrDefault<string?>(
            "SELECT id FROM bank_transaction WHERE idempotency_key = @IdempotencyKey", new { wish.IdempotencyKey }),
        Ct);

    private static Task<string?> StateOf(Bank bank, string id) => bank.Kernel.Db.Read(
        c => c.QuerySingleOrDefault<string?>("SELECT state FROM bank_transaction WHERE id = @id", new { id }), Ct);

    private static async Task<Dictionary<string, string>> States(Bank bank) => (await bank.Kernel.Db.Read(
        c => c.Query<(string, string)>("SELECT id, state FROM bank_transaction ORDER BY id").AsList(), Ct))
        .ToDictionary(one => one.Item1, one => one.Item2);

    /// <summary>At any moment.</summary>
    private static async Task Proved(BillScene scene)
    {
        await scene.Bank.Prove();
        Assert.Empty(await scene.Bank.Kernel.Db.Read(c => c.Query<string>(
            """
            SELECT 'debited twice ' || reference FROM ledger_entry WHERE reference <> '' GROUP BY reference HAVING COUNT(*) > 2
            UNION ALL
            SELECT 'out of bounds ' || t.id FROM bank_transaction t JOIN (
              SELECT e.reference, SUM(p.amount_minor) AS net FROM ledger_entry e JOIN ledger_posting p ON p.entry_id = e.id
              JOIN ledger_account a ON a.number = p.account WHERE a.customer_id = 'C1' GROUP BY e.reference) m
              ON m.reference = t.id WHERE m.net NOT IN (0, -t.amount_minor)
            UNION ALL
            SELECT 'posted and not paid ' || t.id FROM bank_transaction t
              WHERE t.state = 'posted' AND NOT EXISTS (SELECT 1 FROM demonstration_bill b
                WHERE b.key = t.idempotency_key AND b.outcome = 'paid' AND b.receipt = t.receipt)
            UNION ALL
            SELECT 'rows differ ' || t.id FROM bank_transaction t JOIN bill b ON b.id = t.id
              WHERE b.state <> t.state OR COALESCE(b.receipt, '') <> COALESCE(t.receipt, '')
            UNION ALL
            SELECT 'no row ' || t.id FROM bank_transaction t WHERE NOT EXISTS (SELECT 1 FROM bill b WHERE b.id = t.id)
            UNION ALL
            SELECT 'paid more than its keys ' || n.number FROM demonstration_bill_number n WHERE n.paid_minor <>
              (SELECT COALESCE(SUM(b.amount_minor), 0) FROM demonstration_bill b
               WHERE b.biller = n.biller AND b.number = n.number AND b.outcome = 'paid')
            """).AsList(), Ct));
    }

    /// <summary>At the end: what is posted is paid, what is not is given back.</summary>
    private static async Task Whole(BillScene scene) => Assert.Empty(await scene.Bank.Kernel.Db.Read(
        c => c.Query<string>(
        """
        SELECT t.state || ' with ' || COALESCE(m.net, 0) || ' and ' || COALESCE(b.outcome, 'nothing') || ' ' || t.id
        FROM bank_transaction t
        LEFT JOIN (SELECT e.reference, SUM(p.amount_minor) AS net FROM ledger_entry e
          JOIN ledger_posting p ON p.entry_id = e.id JOIN ledger_account a ON a.number = p.account
          WHERE a.customer_id = 'C1' GROUP BY e.reference) m ON m.reference = t.id
        LEFT JOIN demonstration_bill b ON b.key = t.idempotency_key
        WHERE NOT ((t.state = 'posted' AND m.net = -t.amount_minor AND b.outcome = 'paid')
          OR (t.state = 'reversed' AND m.net = 0 AND b.outcome = 'reversed')
          OR (t.state = 'failed' AND COALESCE(m.net, 0) = 0 AND COALESCE(b.outcome, 'refused') = 'refused'))
        UNION ALL
        SELECT 'day sum ' || s.minor FROM bank_day_sum s WHERE s.kind = 'payeeTransfer' AND s.minor <>
          (SELECT COALESCE(SUM(t.amount_minor), 0) FROM bank_transaction t
           WHERE t.bank_day = s.bank_day AND t.state NOT IN ('failed', 'reversed'))
        """).AsList(), Ct));
}
