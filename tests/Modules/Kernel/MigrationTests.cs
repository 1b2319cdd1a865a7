using Dapper;
using Microsoft.Extensions.DependencyInjection;
using TellerLine.Kernel;
using TellerLine.Kernel.Core;
using TellerLine.Kernel.Store;

namespace TellerLine.Modules.Kernel;

public sealed class MigrationTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, BothEngines]
    public async Task a_second_start_applies_nothing_and_remembers_everything(DbEngine engine)
    {
        await using var kernel = await TestKernel.Start(engine);
        await kernel.Journal.Append("contact/1", new Happened(1), ct: Ct);
        var first = await Applied(kernel);

        await using var again = await kernel.Another();

        Assert.Equal(first, await Applied(again));
        Assert.Equal(1, again.Journal.LastSeq);
    }

    [Theory, BothEngines]
    public async Task nodes_that_start_at_once_on_an_empty_database_migrate_it_once(DbEngine engine)
    {
        // The first start made the tables; take them away again and let several nodes race.
        await using var kernel = await TestKernel.Start(engine);
        await kernel.Db.Write(
            s => s.Connection.Execute(
                """
                DROP TABLE journal; DROP TABLE projection; DROP TABLE projection_aside; DROP TABLE audit; DROP TABLE audit_head;
                DROP TABLE installation_key; DROP TABLE encrypted_table; DROP TABLE due; DROP TABLE job_run;
                DROP TABLE migration
                """, transaction: s.Transaction), Ct);

        var nodes = await Task.WhenAll(Enumerable.Range(2, 4).Select(n => Task.Run(() => kernel.Another($"n{n}"))));

        await Task.WhenAll(nodes.Select(n => n.Journal.Append("contact/1", new Happened(1), ct: Ct)));
        Assert.Equal(4, (await kernel.Journal.ReadStream("contact/1", ct: Ct)).Count);
        foreach (var node in nodes)
            await node.DisposeAsync();
    }

    [Theory, BothEngines]
    public async Task a_faulty_migration_leaves_the_database_as_it_was_and_is_named(DbEngine engine)
    {
        await using var kernel = await TestKernel.Start(engine);
        await using var raw = Raw(kernel);
        var program = kernel.Services.GetServices<Capability>().SelectMany(MigrationRunner.Load).ToList();

        var fault = Assert.Throws<MigrationException>(() => MigrationRunner.Apply(
            raw,
            [.. program, new MigrationFile("Test", 1, "good", "CREATE TABLE good (id {{identity}})"),
                new MigrationFile("Test", 2, "bad", "CREATE GARBAGE")],
            TimeProvider.System));

        Assert.StartsWith("Test 002_bad failed", fault.Message);
        MigrationRunner.Apply(
            raw, [.. program, new MigrationFile("Test", 1, "good", "CREATE TABLE good (id {{identity}})")],
            TimeProvider.System);
        var ids = await kernel.Db.Write(s => s.Connection.Query<long>(
            "INSERT INTO good DEFAULT VALUES RETURNING id", transaction: s.Transaction).Single(), Ct);
        Assert.Equal(1, ids);
    }

    [Fact]
    public async Task a_start_with_faulty_configuration_tells_all_faults_and_makes_no_database()
    {
        var directory = Directory.CreateTempSubdirectory("tl-data-").FullName;
        var fault = await Assert.ThrowsAsync<ConfigurationException>(() => TestKernel.Start(
            settings: [("Kernel:DataDirectory", directory), ("Kernel:Node", "!"), ("Kernel:TimeZon", "x"),
                ("Kernel:TimeZone", "Nowhere")]));

        Assert.Equal(["Kernel:TimeZon", "Kernel:Node", "Kernel:TimeZone"], fault.Faults.Select(f => f.Place));
        Assert.False(File.Exists(Path.Combine(directory, "tellerline.db")));
    }

    private static Task<List<string>> Applied(TestKernel kernel) =>
        kernel.Db.Read(
            c => c.Query<string>("SELECT capability || number || hash || applied_at_us FROM migration ORDER BY 1")
            .ToList(), Ct);

    private static IDbEngine Raw(TestKernel kernel) => kernel.Db.Engine == DbEngine.PostgreSql
        ? new PostgreSqlEngine(kernel.PostgreSql)
        : new SqliteEngine(Path.Combine(kernel.DataDirectory, "tellerline.db"));
}
