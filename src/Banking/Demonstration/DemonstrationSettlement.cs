using Dapper;
using TellerLine.Kernel;

namespace TellerLine.Banking;

/// <summary>
/// The bank's own accounts at the demonstration bank: into one its billers are paid, through the other wealth products
/// are bought and paid back. Also of a bank seeded before.
/// </summary>
internal sealed class DemonstrationSettlement(
    IDb db, ICoreBank core, BankingOptions options, TimeProvider time) : IAtStart
{
    private const int Owner = 99_000;

    /// <summary>As the kind <c>billers</c> names it.</summary>
    internal static string Account { get; } = Numbering.Account(Owner, 0, AccountKind.Current, company: true);

    /// <summary>As the kind <c>wealthProducts</c> names it.</summary>
    internal static string Wealth { get; } = Numbering.Account(Owner, 1, AccountKind.Current, company: true);

    private static IReadOnlyList<string> All => [Account, Wealth];

    public async Task Run(CancellationToken ct)
    {
        if (!options.Demonstration || core is not EmbeddedLedger)
            return;
        for (var position = 0; position < All.Count; position++)
        {
            if (await db.Read(connection => IsThere(connection, All[position]), ct))
                continue;
            var account = new LedgerBooks.OpenedAccount(
                All[position], $"E{Owner}", position, EnumWords.Of(AccountKind.Current),
                EnumWords.Of(AccountStatus.Active), DemonstrationBook.Currency, 0, time.NowUs());
            await db.Write(
                scope =>
                {
                    LedgerBooks.Open(scope, account);
                    return true;
                },
                ct);
        }
    }

    private static bool IsThere(System.Data.IDbConnection connection, string number) =>
        connection.ExecuteScalar<long?>(
            "SELECT 1 FROM ledger_account WHERE number = @number", new { number }) is not null;
}
