using Dapper;
using Microsoft.Extensions.Logging;
using TellerLine.Customers;
using TellerLine.Kernel;

namespace TellerLine.Banking;

/// <summary>
/// Puts the demonstration bank into an empty database, whole in one transaction; does nothing when there is any
/// account, or when a real core bank stands behind the port.
/// </summary>
internal sealed partial class DemonstrationSeeder(
    IDb db, ICoreBank core, ICustomerRegister register, Pins pins, BankingOptions options, KernelOptions kernel,
    TimeProvider time,
    ILogger<DemonstrationSeeder> log) : IAtStart
{
    /// <summary>
    /// Rounds of PBKDF2 for PINs that are printed on the start page: to protect what is public, less than any other PIN
    /// gets. A PIN set later over one of them gets <see cref="BankingOptions.PinIterations"/>.
    /// </summary>
    private const int Iterations = 1_000;

    public async Task Run(CancellationToken ct)
    {
        if (!options.Demonstration || core is not EmbeddedLedger || await db.Read(HasAccounts, ct))
            return;
        var started = time.GetTimestamp();
        var book = DemonstrationBook.Of(options.DemonstrationSeed, kernel.DayOf(time.NowUs()));
        var hashes = Hashes(book);
        var firstDayUs = kernel.Day(book.LastDay.AddDays(1 - DemonstrationBook.Days)).FromUs;
        await db.Write(scope => HasAccounts(scope.Connection, scope.Transaction)
            || Seed(scope, book, hashes, firstDayUs), ct);
        LogSeeded(log, book.Customers.Count, book.Entries.Count, (long)time.GetElapsedTime(started).TotalMilliseconds);
    }

    private bool Seed(
        WriteScope scope, DemonstrationBook book, List<(string Id, PinKind Kind, PinHash Hash)> hashes, long firstDayUs)
    {
        foreach (var customer in book.Customers)
            register.Add(scope, customer);
        var postings = LedgerFilling.Fill(scope, book, firstDayUs);
        foreach (var (id, kind, hash) in hashes)
            PinStore.Put(scope, id, kind, hash, PinMustChange.No, time.NowUs());
        scope.Append(
            "bank/demonstration",
            new DemonstrationSeeded(
                book.Seed, book.LastDay, book.Customers.Count, book.Accounts.Count, book.Entries.Count, postings));
        return true;
    }

    private List<(string Id, PinKind Kind, PinHash Hash)> Hashes(DemonstrationBook book) =>
        book.Customers.SelectMany(
            customer => new[] { (customer.Id, Kind: PinKind.Enquiry), (customer.Id, Kind: PinKind.Transaction) })
            .AsParallel()
            .Select(pin => (pin.Id, pin.Kind,
                pins.Hash(DemonstrationBank.PinOf(pin.Kind), pin.Id, pin.Kind, Iterations)))
            .ToList();

    private static bool HasAccounts(System.Data.IDbConnection connection) => HasAccounts(connection, null);

    private static bool HasAccounts(System.Data.IDbConnection connection, System.Data.IDbTransaction? transaction) =>
        connection.ExecuteScalar<long?>("SELECT 1 FROM ledger_account LIMIT 1", transaction: transaction) is not null;

    [LoggerMessage(Level = LogLevel.Information,
        Message =
        "Demonstration bank: {Customers} customers, {Entries} entries, seeded in {Ms} ms. Its PINs are public.")]
    private static partial void LogSeeded(ILogger logger, int customers, int entries, long ms);
}
