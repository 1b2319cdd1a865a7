using System.Data;
using Dapper;
using TellerLine.Kernel;

namespace TellerLine.Banking;

/// <summary>
/// 张伟 paid cash into a machine some hours before the first start and sent it to 李明, which he may take back by
/// telephone. Once, also in a bank seeded before; his balance is as it was.
/// </summary>
internal sealed class DemonstrationAtm(
    IDb db, ICoreBank core, AtmLedger machines, BankingOptions options, KernelOptions kernel, TimeProvider time)
    : IAtStart
{
    private const long HoursAgoUs = 3 * 3_600_000_000L;

    private const string Machine = "ATM-03";

    private static readonly Money Sent = Money.Cny(500_00);

    public async Task Run(CancellationToken ct)
    {
        if (!options.Demonstration || core is not EmbeddedLedger || !await db.Read(IsWanted, ct))
            return;
        var now = time.NowUs();
        var book = DemonstrationBook.Of(options.DemonstrationSeed, kernel.DayOf(now));
        var payee = book.Customers.First(customer => customer.Id == "C10020");
        var to = book.Accounts.First(account => account.CustomerId == payee.Id && account.Position == 0).Number;
        await db.Write(
            scope =>
            {
                LedgerBooks.Post(
                    scope, "demo-atm",
                    new LedgerEntry(
                        LedgerEntryKind.Cash, Machine,
                        [new Posting(Holdings.Cash, -Sent), new Posting(Numbering.FixtureAccount, Sent)]), now);
                return machines.Take(scope, new AtmTransferMade(
                    "ATM-DEMO-0001", Machine, "新华东街网点", Numbering.FixtureAccount, to, payee.Name, Sent,
                    now - HoursAgoUs));
            },
            ct);
    }

    private static bool IsWanted(IDbConnection connection) =>
        connection.ExecuteScalar<long?>("SELECT 1 FROM ledger_atm_transfer LIMIT 1") is null
        && connection.ExecuteScalar<long>(
            "SELECT COUNT(*) FROM ledger_account WHERE number IN (@one, @other)",
            new { one = Numbering.FixtureAccount, other = Holdings.Cash }) == 2;
}
