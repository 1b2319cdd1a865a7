using TellerLine.Simulation.Core;

namespace TellerLine.Simulation.Scenarios;

/// <summary>
/// Seconds: a number that is always the same, or one of <c>exponential: MEAN</c>,
/// <c>lognormal: { mean: M, sd: S }</c>, <c>values: [ … ]</c>.
/// </summary>
internal static class DurationsReader
{
    private const string Expected =
        "seconds, or one of exponential: MEAN, lognormal: { mean: M, sd: S }, values: [ … ]";

    /// <returns>Null where nothing stands, where it is <c>none</c>, or at a fault.</returns>
    public static Durations? Read(YamlPlace? place)
    {
        if (place is null || place.Text is "none" or "")
            return null;
        if (!place.IsMapping)
            return place.Number(0, 864_000, Expected) is { } seconds ? new ConstantDurations(Us(seconds)) : null;
        var members = place.Members("exponential", "lognormal", "values");
        if (members.Count != 1)
        {
            place.Fault($"{members.Count} of them: expected one of exponential, lognormal, values");
            return null;
        }
        var (kind, said) = members.Single();
        return kind switch
        {
            "exponential" => said.Number(0.001, 864_000, "its mean, seconds, more than 0") is { } mean
                ? new ExponentialDurations(mean * 1e6) : null,
            "lognormal" => Lognormal(said),
            _ => Values(said),
        };
    }

    private static LognormalDurations? Lognormal(YamlPlace place)
    {
        var members = place.Members("mean", "sd");
        if (members.Count < 2)
        {
            if (place.IsMapping)
                place.Fault("expected both mean and sd, seconds");
            return null;
        }
        var mean = members["mean"].Number(0.001, 864_000, "seconds, more than 0");
        var sd = members["sd"].Number(0.001, 8_640_000, "seconds, more than 0");
        return mean is { } m && sd is { } s ? new LognormalDurations(m * 1e6, s * 1e6) : null;
    }

    private static EmpiricalDurations? Values(YamlPlace place)
    {
        var faults = place.Faults.Count;
        long[] values = [
            .. place.Items("the durations that were seen, seconds")
                .Select(item => Us(item.Number(0, 864_000, "seconds, 0 to 864000") ?? 0))];
        return place.Faults.Count == faults ? new EmpiricalDurations(values) : null;
    }

    private static long Us(double seconds) => (long)(seconds * 1e6);
}
