using TellerLine.Simulation.Core;

namespace TellerLine.Simulation.Replay;

/// <summary>
/// The shares of the priorities among callers of a type and hour. Taken from those who queued, who alone are asked who
/// they are. Whether a caller queues depends on the hour and the type, not on himself: within an hour the queued stand
/// for all; over the day they would not, since busy hours queue more. Hours with few lean on the type's shares, in
/// which each hour counts by all its callers.
/// </summary>
internal sealed class Priorities(IReadOnlyDictionary<string, IReadOnlyList<IReadOnlyList<double>>> byTypeAndHour)
{
    public const int High = 2;
    public const int Levels = 3;

    /// <summary>The type's shares count like this many callers of the hour.</summary>
    private const double Lean = 20;

    /// <summary>A type's 24 hours, of each the shares of priority 0, 1 and 2.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<IReadOnlyList<double>>> ByTypeAndHour => byTypeAndHour;

    public static Priorities Fit(BankLog log)
    {
        var shares = new Dictionary<string, IReadOnlyList<IReadOnlyList<double>>>();
        foreach (var type in log.Calls.GroupBy(c => c.Type))
        {
            var (known, callers) = (new double[24, Levels], new double[24]);
            foreach (var call in type)
            {
                var hour = BankLog.HourOf(call.ArrivalS);
                callers[hour]++;
                if (call.Priority is { } level)
                    known[hour, level]++;
            }
            if (Overall(known, callers) is { } overall)
                shares[type.Key] = [.. Enumerable.Range(0, 24).Select(hour => OfHour(known, hour, overall))];
        }
        return new(shares);
    }

    /// <summary>0 of a type of which nobody ever queued.</summary>
    public int Draw(string type, int hour, RandomStream random)
    {
        var chance = random.NextDouble();
        if (!byTypeAndHour.TryGetValue(type, out var hours))
            return 0;
        var shares = hours[hour];
        return chance < shares[High] ? High : chance < shares[High] + shares[1] ? 1 : 0;
    }

    private static double[]? Overall(double[,] known, double[] callers)
    {
        var overall = new double[Levels];
        for (var hour = 0; hour < 24; hour++)
        {
            var all = Of(known, hour);
            for (var level = 0; level < Levels && all > 0; level++)
                overall[level] += callers[hour] * known[hour, level] / all;
        }
        var sum = overall.Sum();
        return sum > 0 ? [.. overall.Select(share => share / sum)] : null;
    }

    private static IReadOnlyList<double> OfHour(double[,] known, int hour, double[] overall) =>
    [
        .. Enumerable.Range(0, Levels).Select(
            level => (known[hour, level] + Lean * overall[level]) / (Of(known, hour) + Lean)),
    ];

    private static double Of(double[,] known, int hour) =>
        Enumerable.Range(0, Levels).Sum(level => known[hour, level]);
}
