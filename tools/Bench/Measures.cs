using System.Runtime.CompilerServices;
using TellerLine.Bench.Server;

namespace TellerLine.Bench;

/// <summary>One measure by name; it gives one or more results. <c>cold.queue</c> belongs to <c>cold</c>.</summary>
internal sealed record Measure(string Name, Func<CancellationToken, IAsyncEnumerable<Result>> Run)
{
    public bool Is(string name) => Name == name || Name.StartsWith(name + ".", StringComparison.Ordinal);
}

/// <param name="PostgreSql">A connection string; empty: SQLite.</param>
internal sealed record Engine(string Name, string PostgreSql);

/// <summary>What can be measured, in the order of running.</summary>
internal static class Measures
{
    public static readonly IReadOnlyList<Measure> All =
    [
        new("cold.signalling", ColdMeasures.Signalling),
        new("cold.recorded", ColdMeasures.Recorded),
        new("cold.queue", ColdMeasures.Queue),
        new("idle", IdleMeasures.Run),
        new("calls", CallMeasures.Run),
        new("conference", ConferenceMeasures.Run),
        new("transfer", TransferMeasures.Run),
        new("tones", ToneMeasures.Run),
        new("flow", FlowMeasures.Run),
        new("routing", RoutingMeasures.Run),
        new("simulate", SimulateMeasures.Run),
        new("replay", ReplayMeasures.Run),
        new("srtp", SrtpMeasures.Run),
        new("signalling", SignallingMeasures.Run),
        new("centre", CentreMeasures.Run),
        new("parts.definitions", PartsMeasures.Definitions),
        .. OnBoth("parts.due", DueMeasures.Spread),
        .. OnBoth("parts.overdue", DueMeasures.Overdue),
        .. OnBoth("parts.lists", PartsMeasures.Lists),
        .. OnBoth("parts.records", PartsMeasures.Records),
        .. OnBoth("parts.audit", PartsMeasures.Audit),
        .. OnBoth("bank.transfers", BankMeasures.Transfers),
        .. OnBoth("bank.year", BankMeasures.AYear),
        new("reports", ReportMeasures.Run),
    ];

    /// <summary>The same on either database, each a measure of its own.</summary>
    private static IEnumerable<Measure> OnBoth(
        string name, Func<Engine, CancellationToken, IAsyncEnumerable<Result>> run) =>
    [
        new($"{name}.sqlite", ct => run(new Engine("SQLite", ""), ct)),
        new($"{name}.postgresql", ct => OnPostgreSql(name, run, ct)),
    ];

    private static async IAsyncEnumerable<Result> OnPostgreSql(
        string name, Func<Engine, CancellationToken, IAsyncEnumerable<Result>> run,
        [EnumeratorCancellation] CancellationToken ct)
    {
        if (!BenchCluster.IsInstalled)
        {
            yield return Result.NotMeasured($"{name}, PostgreSQL", "", null, "PostgreSQL is not installed");
            yield break;
        }
        var engine = new Engine("PostgreSQL", await BenchCluster.NewDatabase(ct));
        await foreach (var result in run(engine, ct))
            yield return result;
    }
}
