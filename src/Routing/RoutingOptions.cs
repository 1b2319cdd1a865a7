using TellerLine.Kernel;

namespace TellerLine.Routing;

/// <summary>Section <c>Routing</c>.</summary>
public sealed record RoutingOptions
{
    /// <summary>How long an offer rings before the contact goes back to the front and the agent is not ready.</summary>
    public int RingTimeoutMs { get; init; } = 20_000;

    /// <summary>The cap of a wrap-up; then it is overdue and the agent not ready. 0: no cap.</summary>
    public int WrapupLimitMs { get; init; } = 120_000;

    /// <summary>How many facts may wait to be applied; whoever tells one more waits.</summary>
    public int ChannelCapacity { get; init; } = 8_192;

    /// <summary>How often a changed domain is written to the journal as a whole.</summary>
    public int SnapshotEveryMs { get; init; } = 300_000;
}

internal sealed class RoutingOptionsCheck(RoutingOptions options) : ICheckConfiguration
{
    public IEnumerable<ConfigurationFault> Check()
    {
        if (options.RingTimeoutMs is < 1_000 or > 300_000)
            yield return Fault(nameof(options.RingTimeoutMs), options.RingTimeoutMs, "1000 to 300000 (milliseconds)");
        if (options.WrapupLimitMs is < 0 or > 3_600_000)
            yield return Fault(
                nameof(options.WrapupLimitMs), options.WrapupLimitMs, "0 (no cap) to 3600000 (milliseconds)");
        if (options.ChannelCapacity is < 16 or > 1_000_000)
            yield return Fault(nameof(options.ChannelCapacity), options.ChannelCapacity, "16 to 1000000 (inputs)");
        if (options.SnapshotEveryMs is < 1_000 or > 3_600_000)
            yield return Fault(
                nameof(options.SnapshotEveryMs), options.SnapshotEveryMs, "1000 to 3600000 (milliseconds)");
    }

    private static ConfigurationFault Fault(string name, int found, string expected) =>
        new($"Routing:{name}", found.ToString(), expected);
}
