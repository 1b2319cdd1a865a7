using Dapper;
using TellerLine.Kernel;

namespace TellerLine.Banking;

/// <summary>
/// Time deposits and loans of two customers of the demonstration bank, also of a bank seeded before.
/// </summary>
internal sealed class DemonstrationLoans(
    IDb db, ICoreBank core, BankingOptions options, KernelOptions kernel, TimeProvider time) : IAtStart
{
    private const int Saver = 10_002, Debtor = 10_005;

    public async Task Run(CancellationToken ct)
    {
        if (!options.Demonstration || core is not EmbeddedLedger || await db.Read(IsThere, ct))
            return;
        var today = kernel.DayOf(time.NowUs());
        await db.Write(
            scope =>
            {
                Deposit(scope, Saver, 4, 50_000_00, rateBp: 135, today.AddMonths(8), loanRateBp: 285);
                Deposit(scope, Saver, 5, 100_000_00, rateBp: 165, today.AddMonths(20), loanRateBp: 315);
                Deposit(scope, Debtor, 4, 30_000_00, rateBp: 135, today.AddMonths(11), loanRateBp: 285);
                Lent(scope, Saver, 120_000_00, 435, today.AddMonths(-10).AddDays(-12), parts: 36, paid: 10);
                // A part that was to be paid five days ago, and was not.
                Lent(scope, Debtor, 50_000_00, 475, today.AddMonths(-6).AddDays(-5), parts: 24, paid: 5);
                return true;
            },
            ct);
    }

    private static bool IsThere(System.Data.IDbConnection connection) => connection.ExecuteScalar<long?>(
        "SELECT 1 FROM ledger_deposit LIMIT 1") is not null;

    private void Deposit(
        WriteScope scope, int owner, int position, long minor, int rateBp, DateOnly matures, int loanRateBp)
    {
        var number = Numbering.Account(owner, position, AccountKind.Deposit, company: false);
        LedgerBooks.Open(scope, new LedgerBooks.OpenedAccount(
            number, DemonstrationBook.PersonId(owner), position, EnumWords.Of(AccountKind.Deposit),
            EnumWords.Of(AccountStatus.Active), DemonstrationBook.Currency, 0, time.NowUs()));
        LedgerLoans.OpenDeposit(scope, number, rateBp, matures, loanRateBp);
        Opens(scope, number, minor);
    }

    /// <summary>Its instalments up to now were paid on their days.</summary>
    private void Lent(
        WriteScope scope, int owner, long minor, int rateBp, DateOnly started, int parts, int paid)
    {
        var terms = new LoanTerms(minor, rateBp, started, started.AddMonths(parts), parts)
        {
            OverdueBp = options.OverdueBp(rateBp),
        };
        var number = LedgerLoans.Open(
            scope, DemonstrationBook.PersonId(owner), DemonstrationBook.Currency, terms, terms.Due(paid), time.NowUs());
        Opens(scope, number, -terms.After(paid));
    }

    private void Opens(WriteScope scope, string account, long minor) => LedgerBooks.Post(
        scope, $"demo-{account}",
        new LedgerEntry(
            LedgerEntryKind.Opening, "上月结余",
            [new Posting(Holdings.Opening, Money.Cny(-minor)), new Posting(account, Money.Cny(minor))]),
        time.NowUs());
}
