using System.Diagnostics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using TellerLine.Kernel;

namespace TellerLine.Modules.Kernel;

public sealed class NodeLockTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task a_second_node_on_a_database_is_refused_with_the_reason_until_the_first_is_dead()
    {
        await using var kernel = await TestKernel.Start(DbEngine.PostgreSql);
        using var first = Process.Start(
            new ProcessStartInfo(Environment.ProcessPath!, ["node", kernel.DataDirectory, kernel.PostgreSql])
        {
            RedirectStandardOutput = true,
        })!;
        Assert.Equal("taken", await first.StandardOutput.ReadLineAsync(Ct));
        await using var second = await kernel.Another("n2");

        var refused = await Assert.ThrowsAsync<NodeTakenException>(() => second.Services.TakeNode(Ct));
        Assert.Contains(
            "Another node works on this database: tellerline node n1 ", refused.Message, StringComparison.Ordinal);

        // Killed, it does not stand in the way of its own restart.
        first.Kill();
        await kernel.Services.TakeNode(Ct);
    }

    [Fact]
    public async Task a_node_whose_connection_was_cut_takes_its_place_again()
    {
        await using var kernel = await TestKernel.Start(DbEngine.PostgreSql);
        await kernel.Services.TakeNode(Ct);
        await using var admin = new Npgsql.NpgsqlConnection(kernel.PostgreSql);
        await admin.OpenAsync(Ct);
        await using var cut = new Npgsql.NpgsqlCommand(
            "SELECT pid FROM pg_stat_activity WHERE application_name LIKE 'tellerline node n1%' AND datname = current_database()", admin);
        var before = await cut.ExecuteScalarAsync(Ct);
        await using (var end = new Npgsql.NpgsqlCommand($"SELECT pg_terminate_backend({before}, 5000)", admin))
            await end.ExecuteScalarAsync(Ct);

        object? after;
        do
            after = await cut.ExecuteScalarAsync(Ct);
        while (after is null || after.Equals(before));

        await using var second = await kernel.Another("n2");
        await Assert.ThrowsAsync<NodeTakenException>(() => second.Services.TakeNode(Ct));
    }

    /// <summary>The child: holds its place until it is killed.</summary>
    public static async Task<int> HoldUntilKilled(string dataDirectory, string postgreSql)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Kernel:DataDirectory"] = dataDirectory, ["Kernel:PostgreSql"] = postgreSql,
        }).Build();
        await new ServiceCollection().AddKernel(configuration).BuildServiceProvider().TakeNode();
        Console.WriteLine("taken");
        await Task.Delay(Timeout.Infinite);
        return 1;
    }
}
