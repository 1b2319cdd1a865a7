using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using Dapper;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using TellerLine.Access;
using TellerLine.Banking;
using TellerLine.Contracts;
using TellerLine.Customers;
using TellerLine.Definitions;
using TellerLine.Kernel;
using TellerLine.Lists;
using TellerLine.Notices;
using TellerLine.Signatures;

namespace TellerLine.Bench;

/// <summary>
/// The telephone bank behind the keypad, in this process: transfers between customers' own accounts from the taken PIN
/// to the answer, with contract, limits, journal and the customer's record, on the demonstration bank.
/// </summary>
internal static class BankMeasures
{
    private const int AtOnce = 64, Warm = 2_000, Posted = 6_000;

    /// <summary>Ningxia's transactions of a year.</summary>
    private const int Year = 4_250_000;

    public static async IAsyncEnumerable<Result> Transfers(
        Engine engine, [EnumeratorCancellation] CancellationToken ct)
    {
        await using var bank = await DemoBank.Start(engine.PostgreSql, ct);
        var least = engine.PostgreSql.Length > 0 ? 1_000 : 1_500;
        var ledger = bank.Get<ICoreBank>();
        await Rate(Warm, i => Order(ledger, bank, "warm", i, ct));
        var commits = await Rate(Posted, _ => bank.Db.Write(scope => scope.Connection.Execute(
            "UPDATE audit_head SET seq = seq WHERE id = 1", transaction: scope.Transaction), ct));
        var entries = await Rate(Posted, i => Order(ledger, bank, "order", i, ct));
        yield return new Result(
            $"ledger entries, {engine.Name}", entries, "a second", least,
            $"order, entry, postings, balances, journal in one commit; {AtOnce} at once; a row alone {commits:0} a second",
            AtLeast: true);

        var wishes = await bank.Wishes(Warm + Posted, ct);
        var telephone = bank.Get<ITelephoneBank>();
        var refused = 0;
        await Rate(Warm, i => Transfer(wishes[i]));
        var transfers = await Rate(Posted, i => Transfer(wishes[Warm + i]));
        yield return new Result(
            $"transfers, {engine.Name}", transfers, "a second", least,
            $"PIN's proof, contract, limits, ledger, journal and message in one commit; {AtOnce} at once{Refused()}", AtLeast: true);

        var paced = least / 2;
        wishes = await bank.Wishes(paced * 5, ct);
        var (times, cpu) = await Paced(paced, wishes.Count, i => Transfer(wishes[i]));
        yield return new Result(
            $"a transfer, p99, {engine.Name}", times[(int)(times.Length * 0.99)], "ms", 20,
            $"{paced} a second for 5 s; median {times[times.Length / 2]:0.0} ms; {cpu:0.00} ms of CPU each{Refused()}");
        var sum = await bank.Db.Read(
            c => c.ExecuteScalar<long>("SELECT sum(amount_minor) FROM ledger_posting"), ct);
        if (sum != 0)
            throw new InvalidOperationException($"The ledger does not balance: {sum}.");

        // A database that does not keep up is told as such by the bank itself, and nothing was begun.
        async Task Transfer(TransferWish wish)
        {
            if (await telephone.Transfer(wish, ct) is not TransferOutcome.Posted)
                Interlocked.Increment(ref refused);
        }

        string Refused() => refused == 0 ? "" : $"; {refused} NOT POSTED";
    }

    public static async IAsyncEnumerable<Result> AYear(
        Engine engine, [EnumeratorCancellation] CancellationToken ct)
    {
        await using var bank = await DemoBank.Start(engine.PostgreSql, ct);
        var began = Stopwatch.GetTimestamp();
        await bank.Fill(Year, ct);
        var filling = Stopwatch.GetElapsedTime(began).TotalSeconds;
        var telephone = bank.Get<ITelephoneBank>();
        var chance = new Random(7);
        var times = new double[2_000];
        for (var i = -200; i < times.Length; i++)
        {
            var (customer, accounts) = bank.Customers[chance.Next(bank.Customers.Count)];
            began = Stopwatch.GetTimestamp();
            if (await telephone.Balance(customer, accounts[0], ct) is not BalanceOutcome.Told)
                throw new InvalidOperationException($"{customer} has no balance.");
            if (i >= 0)
                times[i] = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        }

        Array.Sort(times);
        yield return new Result(
            $"balance, p99, of a year, {engine.Name}", times[(int)(times.Length * 0.99)], "ms", 2,
            $"{Year:N0} entries (filled in {filling:0} s); median {times[times.Length / 2]:0.00} ms");
    }

    private static Task Order(ICoreBank ledger, DemoBank bank, string what, int i, CancellationToken ct)
    {
        var (_, accounts) = bank.Customers[i % bank.Customers.Count];
        return Done(ledger.Transfer(
            new TransferOrder($"{what}-{i}", accounts[0], accounts[1], Money.Cny(1), $"B{i:000000}"), ct));

        static async Task Done(Task<CoreAnswer> answer)
        {
            if (await answer is not CoreAnswer.Posted)
                throw new InvalidOperationException($"Not posted: {await answer}.");
        }
    }

    /// <returns>A second, some at once, each beginning when another has ended.</returns>
    private static async Task<double> Rate(int times, Func<int, Task> one)
    {
        var began = Stopwatch.GetTimestamp();
        var next = -1;
        await Together(AtOnce, async _ =>
        {
            while (Interlocked.Increment(ref next) is var i && i < times)
                await one(i);
        });
        return times / Stopwatch.GetElapsedTime(began).TotalSeconds;
    }

    private static Task Together(int many, Func<int, Task> one) =>
        Task.WhenAll(Enumerable.Range(0, many).Select(i => Task.Run(() => one(i))));

    /// <summary>So many a second, whether those before have ended or not; each from when it was due.</summary>
    /// <returns>Sorted, in milliseconds; and the CPU of one.</returns>
    private static async Task<(double[] Times, double Cpu)> Paced(int aSecond, int times, Func<int, Task> one)
    {
        var took = new double[times];
        var own = Process.GetCurrentProcess();
        var before = own.TotalProcessorTime;
        var began = Stopwatch.GetTimestamp();
        var all = new List<Task>(times);
        for (var i = 0; i < times; i++)
        {
            var due = TimeSpan.FromSeconds((double)i / aSecond);
            if (due - Stopwatch.GetElapsedTime(began) is var left && left > TimeSpan.FromMilliseconds(1))
                await Task.Delay(left);
            var at = i;
            all.Add(Task.Run(async () =>
            {
                await one(at);
                took[at] = (Stopwatch.GetElapsedTime(began) - due).TotalMilliseconds;
            }));
        }

        await Task.WhenAll(all);
        own.Refresh();
        Array.Sort(took);
        return (took, (own.TotalProcessorTime - before).TotalMilliseconds / times);
    }

    /// <summary>The demonstration bank with its contracts, in a folder of its own.</summary>
    private sealed class DemoBank(ServiceProvider services, string folder) : IAsyncDisposable
    {
        private int _keys;

        public IDb Db => services.GetRequiredService<IDb>();

        /// <summary>Who has signed, with two accounts or more that the contract names and money on them.</summary>
        public required List<(string Id, IReadOnlyList<string> Accounts)> Customers { get; init; }

        public static async Task<DemoBank> Start(string postgreSql, CancellationToken ct)
        {
            var folder = Directory.CreateTempSubdirectory("tellerline-bench").FullName;
            var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
            {
                ["Kernel:DataDirectory"] = folder, ["Kernel:PostgreSql"] = postgreSql, ["Access:Demo"] = "true",
            }).Build();
            var services = new ServiceCollection().AddLogging().AddSingleton<IConfiguration>(configuration)
                .AddSingleton<IEvidenceGuard, AlwaysKept>()
                .AddKernel(configuration).AddAccess(configuration).AddLists(configuration)
                .AddSignatures(configuration).AddDefinitions(configuration).AddCustomers(configuration)
                .AddNotices(configuration).AddContracts(configuration).AddBanking(configuration)
                .BuildServiceProvider();
            await services.StartKernel(ct);
            var telephone = services.GetRequiredService<ITelephoneBank>();
            var options = services.GetRequiredService<BankingOptions>();
            var book = DemonstrationBook.Of(
                options.DemonstrationSeed,
                services.GetRequiredService<KernelOptions>().DayOf(TimeProvider.System.GetUtcNow().Ticks / 10));
            List<(string, IReadOnlyList<string>)> signed = [];
            foreach (var customer in book.Customers.Take(2_000))
                if (await telephone.Signed(customer.Id, ct) is SignedOutcome.Active { Accounts.Count: > 1 } active
                    && await Pays(telephone, customer.Id, active.Accounts[0], ct)
                    && await Pays(telephone, customer.Id, active.Accounts[1], ct))
                    signed.Add((customer.Id, active.Accounts));
            return new DemoBank(services, folder) { Customers = signed };
        }

        public T Get<T>()
            where T : notnull => services.GetRequiredService<T>();

        /// <summary>Orders of a fen, each with a PIN's proof taken before.</summary>
        public Task<List<TransferWish>> Wishes(int many, CancellationToken ct) => Db.Write(scope =>
        {
            var now = TimeProvider.System.NowUs();
            var wishes = new List<TransferWish>(many);
            for (var i = 0; i < many; i++)
            {
                var (id, accounts) = Customers[i % Customers.Count];
                var key = string.Create(CultureInfo.InvariantCulture, $"bench-{_keys++:00000000}");
                PinTokens.Add(
                    scope, new PinToken(key), id, PinKind.Transaction, key, PinMustChange.No, now, seconds: 600);
                wishes.Add(new TransferWish(
                    TransferKind.Own, id, accounts[0], accounts[1], Money.Cny(1), key, key, new PinToken(key))
                {
                    Origin = new OrderOrigin(OrderWay.Keypad, null, "0.01", IdentificationLevel.TransactionPin),
                });
            }

            return wishes;
        }, ct);

        /// <summary>Entries of a fen from each account to the next, as the ledger would have them.</summary>
        public async Task Fill(int entries, CancellationToken ct)
        {
            var accounts = await Db.Write(scope => scope.Connection.ExecuteScalar<long>(
                """
                CREATE TABLE bench_account AS
                SELECT number, balance_minor AS base, postings AS seq, row_number() OVER (ORDER BY number) - 1 AS j
                FROM ledger_account WHERE customer_id IS NOT NULL AND currency = 'CNY';
                CREATE UNIQUE INDEX bench_account_j ON bench_account (j);
                SELECT count(*) FROM bench_account;
                """, transaction: scope.Transaction), ct);
            const int portion = 50_000;
            for (var first = 0L; first < entries; first += portion)
            {
                var values = new { first, last = Math.Min(entries, first + portion) - 1, accounts };
                await Db.Write(scope => scope.Connection.Execute(
                    """
                    WITH RECURSIVE n(i) AS (SELECT CAST(@first AS BIGINT) UNION ALL SELECT i + 1 FROM n WHERE i < @last)
                    INSERT INTO ledger_entry (id, kind, reference, at_us)
                    SELECT 'year-' || CAST(i AS TEXT), 'transfer', '', 1770000000000000 + i * 7000000 FROM n;
                    WITH RECURSIVE n(i) AS (SELECT CAST(@first AS BIGINT) UNION ALL SELECT i + 1 FROM n WHERE i < @last)
                    INSERT INTO ledger_posting (account, account_seq, entry_id, amount_minor, currency, balance_minor)
                    SELECT a.number, a.seq + 2 * (n.i / @accounts) + (CASE WHEN a.j = 0 THEN 1 ELSE 2 END),
                      'year-' || CAST(n.i AS TEXT), -1, 'CNY', a.base - (CASE WHEN a.j = 0 THEN 1 ELSE 0 END)
                    FROM n JOIN bench_account AS a ON a.j = n.i % @accounts
                    UNION ALL
                    SELECT a.number, a.seq + 2 * (n.i / @accounts) + (CASE WHEN a.j = 0 THEN 2 ELSE 1 END),
                      'year-' || CAST(n.i AS TEXT), 1, 'CNY', a.base + (CASE WHEN a.j = 0 THEN 0 ELSE 1 END)
                    FROM n JOIN bench_account AS a ON a.j = (n.i + 1) % @accounts;
                    """, values, scope.Transaction), ct);
            }

            await Db.Write(scope => scope.Connection.Execute(
                """
                UPDATE ledger_account SET
                  postings = (SELECT max(account_seq) FROM ledger_posting WHERE account = number),
                  balance_minor = (SELECT balance_minor FROM ledger_posting AS p WHERE p.account = number
                                   ORDER BY account_seq DESC LIMIT 1)
                WHERE number IN (SELECT number FROM bench_account)
                """, transaction: scope.Transaction), ct);
        }

        public async ValueTask DisposeAsync()
        {
            await services.DisposeAsync();
            Directory.Delete(folder, recursive: true);
        }

        private static async Task<bool> Pays(
            ITelephoneBank telephone, string customer, string account, CancellationToken ct) =>
            await telephone.Balance(customer, account, ct) is BalanceOutcome.Told
            {
                Account: { Status: AccountStatus.Active, Balance.Minor: > 100_00 },
            };

        /// <summary>There is no call here to record.</summary>
        private sealed class AlwaysKept : IEvidenceGuard
        {
            public bool IsKept(string contactId) => true;
        }
    }
}
