using Dapper;
using TellerLine.Banking;
using TellerLine.Kernel;

namespace TellerLine.Modules.Banking;

/// <summary>
/// Whatever happens in whatever order: loans asked for and repaid, the same again, lines cut there and back, our own
/// database failing at any write, messages that come late and twice, reconciliation, months going by. The ledger adds
/// up, a key posts at most once, no deposit stands for two loans, and it is stopped as long as one stands on it.
/// </summary>
public sealed class LoanPropertyTests
{
    private const int Steps = 50;

    private static readonly DateOnly Matures = new(2031, 3, 2);

    private static readonly DbFault[] Faults = [DbFault.Broken, DbFault.Busy, DbFault.AnswerLost];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(DbEngine.Sqlite, 1)]
    [InlineData(DbEngine.Sqlite, 2)]
    [InlineData(DbEngine.Sqlite, 3)]
    [InlineData(DbEngine.PostgreSql, 4)]
    public async Task any_order_of_loans_repayments_and_faults_keeps_the_books(DbEngine engine, int seed)
    {
        await using var bank = await Bank.Start(engine);
        var chance = new Random(seed);
        var account = await bank.Open("C1", 100_000_00);
        string[] deposits =
        [
            await LoanBooks.Deposit(bank.Kernel.Db, "C1", 50_000_00, Matures),
            await LoanBooks.Deposit(bank.Kernel.Db, "C1", 20_000_00, Matures),
        ];
        List<TransferWish> asked = [];
        for (var step = 0; step < Steps; step++)
        {
            bank.Core.CutThere = chance.Next(6) == 0;
            bank.Core.CutBack = chance.Next(4) == 0;
            if (chance.Next(3) == 0)
                bank.Record.FailWrite(chance.Next(5), Faults[chance.Next(Faults.Length)]);
            await Step(bank, chance, account, deposits, asked);
            (bank.Core.CutThere, bank.Core.CutBack) = (false, false);
            bank.Record.FailWrite(-1, default);
            await Proved(bank);
        }

        // Everything comes to an end, and then no message that is still on its way changes it.
        bank.Clock.Advance(TimeSpan.FromMinutes(1));
        await bank.Reconciler.Round(Ct);
        var ended = await States(bank);
        Assert.DoesNotContain(ended, one => one.Value is "submitted" or "unknown");
        var before = await Owed(bank);
        foreach (var wish in asked)
            await Late(bank, wish);
        Assert.Equal(ended, await States(bank));
        Assert.Equal(before, await Owed(bank));
        await Proved(bank);
        Assert.Contains("posted", ended.Values);
    }

    private static async Task Step(
        Bank bank, Random chance, string account, string[] deposits, List<TransferWish> asked)
    {
        switch (chance.Next(10))
        {
            case 0:
                bank.Clock.Advance(TimeSpan.FromDays(chance.Next(1, 40)));
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
            case 4 or 5 or 6 when await Loan(bank, chance) is { } loan:
                var fen = chance.Next(3) == 0 ? chance.NextInt64(1, loan.Owed.Minor + 100) : loan.Owed.Minor;
                await New(bank, asked, new TransferWish(
                    TransferKind.Own, "C1", account, loan.Number, Money.Cny(fen), "", "call-1", new PinToken(""))
                {
                    Origin = Bank.Keyed,
                });
                break;
            default:
                await New(bank, asked, new TransferWish(
                    TransferKind.PledgedLoan, "C1", deposits[chance.Next(2)], account,
                    Money.Cny(chance.NextInt64(1, 20_000_00)), "", "call-1", new PinToken(""))
                {
                    Loan = new LoanWish(Matures.AddDays(-chance.Next(1_000)), LoanBooks.LendsBp), Origin = Bank.Keyed,
                });
                break;
        }
    }

    private static async Task New(Bank bank, List<TransferWish> asked, TransferWish wish)
    {
        wish = wish with { IdempotencyKey = $"key-{asked.Count:00000000}" };
        asked.Add(wish);
        await Ask(bank, wish);
    }

    private static async Task<Loan?> Loan(Bank bank, Random chance)
    {
        var all = await ((ILoanBank)bank.Core.Inner).LoansOf("C1", Ct);
        return all.Count == 0 ? null : all[chance.Next(all.Count)];
    }

    /// <summary>No fault is ever thrown at who asks.</summary>
    private static async Task Ask(Bank bank, TransferWish wish)
    {
        while (true)
        {
            PinToken token;
            try
            {
                token = await bank.Token("C1");
            }
            catch (Exception fault) when (fault is IOException or DbBusyException or DbOutcomeUnknownException)
            {
                // The write that was to fail was the PIN's: the order is asked for without one more fault.
                continue;
            }
            await bank.Telephone.Transfer(wish with { Token = token }, Ct);
            return;
        }
    }

    /// <summary>A message that was on its way arrives now, and once more.</summary>
    private static async Task Late(Bank bank, TransferWish wish)
    {
        var id = await bank.Kernel.Db.Read(c => c.QuerySingleOrDefault<string?>(
            "SELECT id FROM bank_transaction WHERE idempotency_key = @IdempotencyKey", new { wish.IdempotencyKey }), Ct);
        if (id is null)
            return;
        var lends = bank.Core.Inner;
        for (var i = 0; i < 2; i++)
        {
            if (wish.Loan is { } loan)
                await lends.Pledge(
                    new PledgeOrder(
                        wish.IdempotencyKey, wish.From, wish.To, wish.Amount, loan.Ends, loan.RateBp, id), Ct);
            else
                await bank.Ledger.Transfer(
                    new TransferOrder(wish.IdempotencyKey, wish.From, wish.To, wish.Amount, id), Ct);
        }
    }

    private static async Task Proved(Bank bank)
    {
        await bank.Prove();
        Assert.Empty(await bank.Kernel.Db.Read(c => c.Query<string>(
            """
            SELECT 'two loans on ' || deposit FROM ledger_loan WHERE repaid_us IS NULL GROUP BY deposit HAVING COUNT(*) > 1
            UNION ALL
            SELECT 'stopped wrongly ' || d.account FROM ledger_deposit d JOIN ledger_account a ON a.number = d.account
            WHERE a.holds <> (SELECT COUNT(*) FROM ledger_loan l WHERE l.deposit = d.account AND l.repaid_us IS NULL)
            UNION ALL
            SELECT 'repaid wrongly ' || l.account FROM ledger_loan l JOIN ledger_account a ON a.number = l.account
            WHERE (a.balance_minor = 0) <> (l.repaid_us IS NOT NULL) OR a.balance_minor > 0
            UNION ALL
            SELECT 'lent twice for ' || t.id FROM bank_transaction t
            WHERE t.kind = 'pledgedLoan' AND (SELECT COUNT(*) FROM ledger_loan l WHERE l.hold_key = t.idempotency_key || '/pledge')
                > CASE WHEN t.state = 'failed' THEN 0 ELSE 1 END
            UNION ALL
            SELECT 'posted and not lent ' || t.id FROM bank_transaction t
            WHERE t.kind = 'pledgedLoan' AND t.state = 'posted'
              AND NOT EXISTS (SELECT 1 FROM ledger_loan l WHERE l.hold_key = t.idempotency_key || '/pledge')
            """).ToList(), Ct));
    }

    private static Task<Dictionary<string, string>> States(Bank bank) => bank.Kernel.Db.Read(
        c => c.Query<(string Id, string State)>("SELECT id, state FROM bank_transaction ORDER BY id")
            .ToDictionary(one => one.Id, one => one.State), Ct);

    private static Task<long> Owed(Bank bank) => bank.Kernel.Db.Read(
        c => c.ExecuteScalar<long>("SELECT COALESCE(SUM(balance_minor), 0) FROM ledger_account WHERE kind = 'loan'"), Ct);
}
