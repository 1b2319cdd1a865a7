using TellerLine.Kernel;

namespace TellerLine.Banking;

/// <summary>
/// Loans of the embedded ledger: accounts whose negative balance is owed, with interest posted when money comes in.
/// </summary>
internal sealed partial class EmbeddedLedger : ILoanBank
{
    /// <summary>What the house earns by lending, and pays for deposits.</summary>
    internal const string Interest = "house/interest";

    private DateOnly Today => _kernel.DayOf(time.NowUs());

    public async Task<IReadOnlyList<Loan>> LoansOf(string customerId, CancellationToken ct) =>
        await db.Read(connection => LedgerLoans.Of(connection, customerId, Today), ct);

    public async Task<IReadOnlyList<TimeDeposit>> DepositsOf(string customerId, CancellationToken ct) =>
        await db.Read(connection => LedgerLoans.DepositsOf(connection, customerId), ct);

    public Task<CoreAnswer> Pledge(PledgeOrder order, CancellationToken ct) =>
        db.Write(scope => Pledge(scope, order), ct);

    public Task<CoreAnswer> Settle(PledgeOrder order, CancellationToken ct) =>
        db.Write(scope => Settle(scope, order.Key), ct);

    private CoreAnswer Pledge(WriteScope scope, PledgeOrder order)
    {
        var asked = Kept(order);
        if (!TakeKey(scope, order.Key))
            return Before(scope, order.Key, asked);
        var accounts = LedgerBooks.Lock(scope, db.Engine, order.Deposit, order.To);
        var deposit = accounts.GetValueOrDefault(order.Deposit);
        var refused = Ledger.Broken(
            order, deposit, LedgerLoans.Deposit(scope, order.Deposit), LedgerLoans.IsPledged(scope, order.Deposit),
            accounts.GetValueOrDefault(order.To), Today);
        CoreAnswer answer = refused is { } reason
            ? new CoreAnswer.Refused(reason) : PayOut(scope, order, deposit!);
        Remember(scope, asked, answer);
        return answer;
    }

    private CoreAnswer.Posted PayOut(WriteScope scope, PledgeOrder order, Account deposit)
    {
        var now = time.NowUs();
        // Its row is held, so that loans are numbered one after the other.
        LedgerBooks.House(scope, db.Engine, Interest, order.Amount.Currency, now);
        var loan = LedgerLoans.Open(
            scope, deposit.CustomerId, order.Amount.Currency,
            new LoanTerms(order.Amount.Minor, order.RateBp, Today, order.Ends, Parts: 1)
            {
                OverdueBp = (options ?? new BankingOptions()).OverdueBp(order.RateBp),
            },
            reckoned: Today, now);
        LedgerLoans.Pledge(scope, loan, order, now);
        var posted = Post(scope, new TransferOrder(order.Key, loan, order.To, order.Amount, order.Reference),
            new LedgerEntry(
                LedgerEntryKind.Loan, order.Reference,
                [new Posting(loan, -order.Amount), new Posting(order.To, order.Amount)]));
        return posted with { FromBalance = deposit.Balance };
    }

    /// <summary>Interest up to today, penalty with it, comes onto the account before what is paid of it.</summary>
    private CoreAnswer.Posted Repay(
        WriteScope scope, TransferOrder order, LedgerEntry entry, LedgerLoans.LoanRow loan, long interest)
    {
        if (interest > 0)
        {
            var amount = order.Amount with { Minor = interest };
            LedgerBooks.House(scope, db.Engine, Interest, amount.Currency, time.NowUs());
            Post(scope, order with { From = order.To, To = Interest, Amount = amount }, new LedgerEntry(
                LedgerEntryKind.Interest, order.Reference,
                [new Posting(order.To, -amount), new Posting(Interest, amount)]));
        }
        LedgerLoans.Reckon(scope, order.To, Today);
        var posted = Post(scope, order, entry);
        if (posted.ToBalance.Minor == 0)
            LedgerLoans.Repaid(scope, loan, order.Reference, time.NowUs());
        return posted;
    }

    /// <summary>As the key's row keeps it: whatever of the order differs is another order.</summary>
    private static TransferOrder Kept(PledgeOrder order) => new(
        order.Key, $"pledge/{order.Deposit}/{LedgerLoans.Text(order.Ends)}/{order.RateBp}", order.To, order.Amount,
        order.Reference);
}
