using TellerLine.Banking;
using TellerLine.Kernel;

namespace TellerLine.Modules.Banking;

/// <summary>Time deposits and loans put into the embedded ledger for a test.</summary>
internal static class LoanBooks
{
    internal const int EarnsBp = 135, LendsBp = 285;

    internal static async Task<string> Deposit(IDb db, string customerId, long fen, DateOnly matures)
    {
        var number = await Bank.Open(db, customerId, fen, AccountKind.Deposit);
        await db.Write(scope =>
        {
            LedgerLoans.OpenDeposit(scope, number, EarnsBp, matures, LendsBp);
            return true;
        });
        return number;
    }

    /// <summary>Paid out by the house on its first day.</summary>
    internal static Task<string> Loan(IDb db, string customerId, LoanTerms terms) => db.Write(scope =>
    {
        var number = LedgerLoans.Open(scope, customerId, "CNY", terms, terms.Started, 0);
        var amount = Money.Cny(terms.PrincipalMinor);
        LedgerBooks.Post(scope, Guid.NewGuid().ToString(), new LedgerEntry(
            LedgerEntryKind.Opening, "", [new Posting("house", amount), new Posting(number, -amount)]), 0);
        return number;
    });
}
