using TellerLine.Kernel;

namespace TellerLine.Desks;

/// <summary>Section <c>Desks</c>.</summary>
public sealed record DesksOptions
{
    /// <summary>A desk whose connection was lost stays its agent's for so long.</summary>
    public int GraceMs { get; init; } = 10_000;
}

internal sealed class DesksOptionsCheck(DesksOptions options) : ICheckConfiguration
{
    public IEnumerable<ConfigurationFault> Check()
    {
        if (options.GraceMs is < 0 or > 60_000)
            yield return new("Desks:GraceMs", options.GraceMs.ToString(), "0 to 60000 (milliseconds)");
    }
}
