using System.Diagnostics.Metrics;

namespace TellerLine.Kernel;

/// <summary>Figures of the database and what is made from the journal; read only when somebody asks for them.</summary>
internal sealed class KernelMeter(IMeterFactory meters, Db db, ProjectionRunner projections) : IAtStart
{
    public const string Name = "TellerLine.Kernel";

    private static readonly Meter Own = new(Name);

    /// <summary>One try of the writer's transaction, from its begin to its end, in seconds.</summary>
    public static readonly Histogram<double> Commit = Own.CreateHistogram(
        "tellerline.journal.commit.duration", "s", "One transaction of the writer, begin to commit.",
        tags: null, new InstrumentAdvice<double>
        {
            HistogramBucketBoundaries = [0.0005, 0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
        });

    public Task Run(CancellationToken ct)
    {
        var meter = meters.Create(Name);
        meter.CreateObservableGauge(
            "tellerline.journal.waiting", () => db.Health.Waiting, null, "Writes waiting for the one writer.");
        meter.CreateObservableCounter(
            "tellerline.journal.lost", () => db.Health.LostPosts, null, "Entries that could not be kept.");
        meter.CreateObservableGauge(
            "tellerline.database.up", () => db.Health.IsUp ? 1 : 0, null, "1 while the database takes what is written.");
        meter.CreateObservableGauge(
            "tellerline.projection.behind", () => Each(line => line.Behind), null,
            "Numbers of the journal between its end and what was read.");
        meter.CreateObservableGauge(
            "tellerline.projection.aside", () => Each(line => line.Aside), null, "Rows set aside.");
        return Task.CompletedTask;
    }

    private IEnumerable<Measurement<long>> Each(
        Func<(string Name, long Behind, long Aside, bool Full), long> figure) =>
        (projections.Standing ?? []).Select(
            line => new Measurement<long>(figure(line), new KeyValuePair<string, object?>("projection", line.Name)));
}
