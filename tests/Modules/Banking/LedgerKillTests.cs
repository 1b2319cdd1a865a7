using System.Diagnostics;
using Dapper;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using TellerLine.Banking;
using TellerLine.Customers;
using TellerLine.Kernel;

namespace TellerLine.Modules.Banking;

public sealed class LedgerKillTests
{
    private const int Writers = 4;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task kill_9_loses_no_acknowledged_posting_and_leaves_no_half_of_one()
    {
        await using var bank = await Bank.Start();
        var (a, b) = (await bank.Open("C1", 1_000_000), await bank.Open("C1", 1_000_000));
        using var child = Process.Start(
            new ProcessStartInfo(Environment.ProcessPath!, ["transfer", bank.Kernel.DataDirectory, a, b])
        {
            RedirectStandardOutput = true,
        })!;
        List<string> acknowledged = [];
        while (acknowledged.Count < 1_000 && await child.StandardOutput.ReadLineAsync(Ct) is { } key)
            acknowledged.Add(key);
        child.Kill();

        // What was acknowledged before the kill and read after it counts too; a last line may be torn.
        while (await child.StandardOutput.ReadLineAsync(Ct) is { Length: 24 } key)
            acknowledged.Add(key);
        await child.WaitForExitAsync(Ct);
        Assert.Equal(128 + 9, child.ExitCode);
        Assert.True(acknowledged.Count >= 1_000);

        await using var after = await bank.Kernel.Another();
        var posted = await after.Db.Read(
            c => c.Query<string>("SELECT key FROM ledger_order WHERE outcome = 'posted'").ToHashSet(), Ct);
        Assert.All(acknowledged, key => Assert.Contains(key, posted));
        Assert.Empty(await Bank.Faults(after.Db));
        Assert.Equal(2_000_000, await bank.Fen(a) + await bank.Fen(b));
        var (postings, entries) = await after.Db.Read(
            c => (c.ExecuteScalar<long>("SELECT count(*) FROM ledger_posting"),
                c.ExecuteScalar<long>("SELECT count(*) FROM journal WHERE kind = 'account.posted'")),
            Ct);
        Assert.Equal(postings - 4, entries);
    }

    /// <summary>The child: tells each transfer's key after its commit, and goes on until it is killed.</summary>
    public static async Task<int> TransferUntilKilled(string dataDirectory, string one, string other)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Kernel:DataDirectory"] = dataDirectory, ["Banking:Demonstration"] = "false",
        }).Build();
        var services = new ServiceCollection().AddKernel(configuration).AddCustomers(configuration)
            .AddBanking(configuration).BuildServiceProvider();
        await services.StartKernel();
        var core = services.GetRequiredService<ICoreBank>();
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(async writer =>
        {
            for (var i = 0; i < 1_000_000; i++)
            {
                var key = $"key-{writer:000}-{i:0000000000000000}";
                var (from, to) = i % 2 == 0 ? (one, other) : (other, one);
                if (await core.Transfer(new TransferOrder(key, from, to, Money.Cny(1 + (i % 7)), key),
                    CancellationToken.None) is CoreAnswer.Posted)
                    Console.WriteLine(key);
            }
        }));
        return 1;
    }
}
