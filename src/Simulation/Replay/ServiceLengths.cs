using TellerLine.Simulation.Core;

namespace TellerLine.Simulation.Replay;

/// <summary>
/// Service lengths by type, seconds: the means of up to a hundred slices of equally many services from the shortest to
/// the longest, so that their mean is that of all. <see cref="Everybody"/> for a type not seen.
/// </summary>
internal sealed class ServiceLengths(IReadOnlyDictionary<string, IReadOnlyList<double>> slices)
{
    public const string Everybody = "*";

    private const int Enough = 50;
    private const int MostSlices = 100;

    public IReadOnlyDictionary<string, IReadOnlyList<double>> Slices => slices;

    public static ServiceLengths Fit(BankLog log)
    {
        var served = log.Calls.Where(c => c.Service?.Agent is not null).ToList();
        var fitted = new Dictionary<string, IReadOnlyList<double>>();
        foreach (var group in served.GroupBy(c => c.Type).Concat(served.GroupBy(_ => Everybody)))
        {
            if (group.Count() >= Enough || group.Key == Everybody)
                fitted[group.Key] = Sliced([.. group.Select(c => c.Service!.LengthS).Order()]);
        }
        return new(fitted);
    }

    public double DrawS(string type, RandomStream random)
    {
        var of = slices.GetValueOrDefault(type) ?? slices.GetValueOrDefault(Everybody) ?? [];
        var chance = random.NextDouble();
        return of.Count == 0 ? 0 : of[(int)(chance * of.Count)];
    }

    private static IReadOnlyList<double> Sliced(int[] sorted)
    {
        var count = Math.Min(MostSlices, sorted.Length);
        return
        [
            .. Enumerable.Range(0, count).Select(
                i => sorted[(sorted.Length * i / count)..(sorted.Length * (i + 1) / count)].Average()),
        ];
    }
}
