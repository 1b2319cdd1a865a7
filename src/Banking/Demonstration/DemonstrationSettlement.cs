using Dapper;
using TellerLine.Kernel;

namespace TellerLine.Banking;

/// <summary>
/// The account at the demonstration bank into which its billers are paid, also of a bank seeded before.
/// </summary>
internal sealed class DemonstrationSettlement(
    IDb db, ICoreBank core, BankingOptions options, TimeProvider time) : IAtStart
{
    private const int Owner = 99_000;

    /// <summary>As the kind <c>billers</c> names it.</summary>
    internal static string Account { get; } = Numbering.Account(Owner, 0, AccountKind.Current, company: true);

    public async Task Run(CancellationToken ct)
    {
        if (!options.Demonstration || core is not EmbeddedLedger || await db.Read(IsThere, ct))
            return;
        var account = new LedgerBooks.OpenedAccount(
            Account, $"E{Owner}", 0, EnumWords.Of(AccountKind.Current), EnumWords.Of(AccountStatus.Active),
            DemonstrationBook.Currency, 0, time.NowUs());
        await db.Write(
            scope =>
            {
                LedgerBooks.Open(scope, account);
                return true;
            },
            ct);
    }

    private static bool IsThere(System.Data.IDbConnection connection) => connection.ExecuteScalar<long?>(
        "SELECT 1 FROM ledger_account WHERE number = @Account", new { Account }) is not null;
}
