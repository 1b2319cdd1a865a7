using Dapper;
using Microsoft.Extensions.DependencyInjection;
using TellerLine.Kernel;

namespace TellerLine.Modules.Kernel;

/// <summary>A projection that adds up each stream, and refuses what it is told to.</summary>
internal sealed class Sums : Projection
{
    public Sums(int version = 1)
        : base("sums", version, "sums") => On<Happened>((happened, row, tables) =>
        {
            Before();
            tables.Execute(
                """
                INSERT INTO {sums} VALUES (@s, @n, 1)
                ON CONFLICT (stream) DO UPDATE SET total = {sums}.total + @n, row_count = {sums}.row_count + 1
                """, new { s = row.Stream, n = happened.N * Factor });
            // After a half-done deed: nothing of it may stay.
            if (row.Stream == "account/bad" && Refused.Contains(happened.N))
                throw new InvalidOperationException($"refused {happened.N}");
            if (row.Stream == "account/bad" && happened.N == Broken)
                tables.Execute("INSERT INTO {sums} VALUES (@s, NULL, NULL)", new { s = "null" });
        });

    public HashSet<int> Refused { get; } = [];

    public Action Before { get; set; } = () => { };

    public int Broken { get; set; } = -1;

    public int Factor { get; init; } = 1;

    public static async Task<TestKernel> Start(DbEngine engine)
    {
        var kernel = await TestKernel.Start(engine, (services, _) => services.AddSingleton<Projection>(new Sums()));
        await MakeTable(kernel.Db);
        return kernel;
    }

    public static Task MakeTable(IDb db) => db.Write(
        s => s.Connection.Execute(
            """
            CREATE TABLE sums (stream TEXT PRIMARY KEY, total BIGINT NOT NULL, row_count BIGINT NOT NULL);
            CREATE INDEX sums_total ON sums (total, stream);
            CREATE INDEX sums_rows ON sums (row_count);
            """, transaction: s.Transaction),
        TestContext.Current.CancellationToken);

    public static Task<List<Row>> Table(TestKernel kernel) => Table(kernel.Db);

    public static Task<List<Row>> Table(IDb db) => db.Read(
        c => c.Query<Row>("SELECT stream AS Stream, total AS Total, row_count AS Rows FROM sums ORDER BY stream")
        .ToList(),
        TestContext.Current.CancellationToken);

    internal sealed record Row(string Stream, long Total, long Rows);
}
