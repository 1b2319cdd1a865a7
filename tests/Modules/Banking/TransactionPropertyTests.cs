using Dapper;
using TellerLine.Banking;
using TellerLine.Kernel;

namespace TellerLine.Modules.Banking;

/// <summary>
/// Whatever happens in whatever order: orders, the same order again, another under its key, lines cut there and back,
/// our own database failing at any write, messages that come late and twice, reconciliation, midnight. Balances always
/// add up, a key posts at most once, no limit is passed, and the record comes to agree with the ledger.
/// </summary>
public sealed class TransactionPropertyTests
{
    private const int Steps = 60;

    private static readonly DbFault[] Faults = [DbFault.Broken, DbFault.Busy, DbFault.AnswerLost];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(DbEngine.Sqlite, 1, false)]
    [InlineData(DbEngine.Sqlite, 2, false)]
    [InlineData(DbEngine.Sqlite, 3, false)]
    [InlineData(DbEngine.PostgreSql, 4, false)]
    [InlineData(DbEngine.PostgreSql, 5, false)]
    [InlineData(DbEngine.Sqlite, 6, true)]
    [InlineData(DbEngine.Sqlite, 7, true)]
    [InlineData(DbEngine.PostgreSql, 8, true)]
    public async Task any_order_of_orders_faults_and_late_messages_keeps_the_books(
        DbEngine engine, int seed, bool inside)
    {
        await using var bank = inside ? await Bank.StartInside(engine) : await Bank.Start(engine);
        var chance = new Random(seed);
        string[] own = [await bank.Open("C1", 50_000_00), await bank.Open("C1", 20_000_00)];
        var payee = await bank.Open("C2", 0);
        bank.Papers.Name(payee);
        List<TransferWish> asked = [];
        for (var step = 0; step < Steps; step++)
        {
            bank.Core.CutThere = chance.Next(6) == 0;
            bank.Core.CutBack = chance.Next(4) == 0;
            if (chance.Next(3) == 0)
                bank.Record.FailWrite(chance.Next(5), Faults[chance.Next(Faults.Length)]);
            await Step(bank, chance, own, payee, asked);
            (bank.Core.CutThere, bank.Core.CutBack) = (false, false);
            bank.Record.FailWrite(-1, default);
            await Proved(bank);
        }

        // Everything comes to an end, and then no message that is still on its way changes it.
        bank.Clock.Advance(TimeSpan.FromMinutes(1));
        await bank.Reconciler.Round(Ct);
        var ended = await States(bank);
        Assert.DoesNotContain(ended, one => one.Value is "submitted" or "unknown");
        foreach (var wish in asked)
            await Late(bank, wish);
        Assert.Equal(ended, await States(bank));
        await Proved(bank);
        Assert.Contains("posted", ended.Values);
    }

    private static async Task Step(Bank bank, Random chance, string[] own, string payee, List<TransferWish> asked)
    {
        switch (chance.Next(10))
        {
            case 0:
                bank.Clock.Advance(TimeSpan.FromHours(chance.Next(1, 14)));
                break;
            case 1:
                bank.Clock.Advance(TimeSpan.FromSeconds(chance.Next(1, 10)));
                await bank.Reconciler.Round(Ct);
                break;
            case 2 when asked.Count > 0:
                await Late(bank, asked[chance.Next(asked.Count)]);
                break;
            case 3 when asked.Count > 0:
                await Ask(bank, asked[chance.Next(asked.Count)]);
                break;
            case 4 when asked.Count > 0:
                var other = asked[chance.Next(asked.Count)];
                await Ask(bank, other with { Amount = Money.Cny(other.Amount.Minor + 1) });
                break;
            default:
                var toPayee = chance.Next(3) > 0;
                var from = own[chance.Next(2)];
                var wish = new TransferWish(
                    toPayee ? TransferKind.Payee : TransferKind.Own, "C1", from,
                    toPayee ? payee : own.Single(one => one != from), Money.Cny(chance.Next(1, 1_050_00)),
                    $"key-{asked.Count:0000}-{chance.Next():x}", "call-1", new PinToken(""))
                {
                    Caller = chance.Next(2) == 0 ? Papers.Bound : null, PayeeKnown = true, Origin = Bank.Keyed,
                };
                asked.Add(wish);
                await Ask(bank, wish);
                break;
        }
    }

    /// <summary>No fault is ever thrown at who asks.</summary>
    private static async Task Ask(Bank bank, TransferWish wish) =>
        await bank.Telephone.Transfer(wish with { Token = await TokenOf(bank) }, Ct);

    private static async Task<PinToken> TokenOf(Bank bank)
    {
        while (true)
        {
            try
            {
                return await bank.Token("C1");
            }
            catch (Exception fault) when (fault is IOException or DbBusyException or DbOutcomeUnknownException)
            {
                // The write that was to fail was the PIN's: the order is asked for without one more fault.
            }
        }
    }

    /// <summary>A message that was on its way arrives now, and once more.</summary>
    private static async Task Late(Bank bank, TransferWish wish)
    {
        var id = await bank.Kernel.Db.Read(c => c.QuerySingleOrDefault<string?>(
            "SELECT id FROM bank_transaction WHERE idempotency_key = @IdempotencyKey", new { wish.IdempotencyKey }), Ct);
        if (id is null)
            return;
        var order = new TransferOrder(wish.IdempotencyKey, wish.From, wish.To, wish.Amount, id);
        var first = await bank.Ledger.Transfer(order, Ct);
        Assert.Equal(first, await bank.Ledger.Transfer(order, Ct));
    }

    private static async Task<Dictionary<string, string>> States(Bank bank) => (await bank.Kernel.Db.Read(
        c => c.Query<(string, string)>("SELECT id, state FROM bank_transaction ORDER BY id").AsList(), Ct))
        .ToDictionary(one => one.Item1, one => one.Item2);

    private static async Task Proved(Bank bank)
    {
        await bank.Prove();
        Assert.Empty(await bank.Kernel.Db.Read(c => c.Query<string>(
            """
            SELECT 'twice ' || reference FROM ledger_entry WHERE reference <> '' GROUP BY reference HAVING COUNT(*) > 1
            UNION ALL
            SELECT 'key twice ' || t.idempotency_key FROM bank_transaction t GROUP BY t.idempotency_key HAVING COUNT(*) > 1
            UNION ALL
            SELECT 'posted and not in the ledger ' || t.id FROM bank_transaction t
            WHERE t.state = 'posted' AND NOT EXISTS (SELECT 1 FROM ledger_entry e WHERE e.id = t.entry_id AND e.reference = t.id)
            UNION ALL
            SELECT 'failed and in the ledger ' || t.id FROM bank_transaction t
            WHERE t.state = 'failed' AND EXISTS (SELECT 1 FROM ledger_entry e WHERE e.reference = t.id)
            UNION ALL
            SELECT 'day sum ' || s.kind || s.bank_day FROM bank_day_sum s WHERE s.minor <>
              (SELECT COALESCE(SUM(t.amount_minor), 0) FROM bank_transaction t WHERE t.customer_id = s.customer_id
               AND t.kind = s.kind AND t.bank_day = s.bank_day AND t.state <> 'failed')
            UNION ALL
            SELECT 'over the day ' || s.bank_day FROM bank_day_sum s WHERE s.kind = 'payeeTransfer' AND s.minor > 500000
            UNION ALL
            SELECT 'over one ' || t.id FROM bank_transaction t WHERE t.kind = 'payeeTransfer' AND t.amount_minor > 100000
            """).AsList(), Ct));
    }
}
