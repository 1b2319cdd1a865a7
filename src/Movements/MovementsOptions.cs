using TellerLine.Kernel;

namespace TellerLine.Movements;

/// <summary>Section <c>Movements</c>.</summary>
public sealed record MovementsOptions
{
    /// <summary>How often the core bank is asked what moved on accounts with alerts.</summary>
    public int FollowEveryMs { get; init; } = 5_000;

    /// <summary>
    /// How far back is read again each time: a movement the core bank shows so long after its own time is still told.
    /// </summary>
    public int ReadBackSeconds { get; init; } = 600;
}

internal sealed class MovementsOptionsCheck(MovementsOptions options) : ICheckConfiguration
{
    private const int LeastMs = 100, MostMs = 3_600_000, Day = 86_400;

    public IEnumerable<ConfigurationFault> Check()
    {
        if (options.FollowEveryMs is < LeastMs or > MostMs)
            yield return new("Movements:FollowEveryMs", $"{options.FollowEveryMs}", $"{LeastMs} to {MostMs}");
        if (options.ReadBackSeconds is < 0 or > Day)
            yield return new("Movements:ReadBackSeconds", $"{options.ReadBackSeconds}", $"0 to {Day}");
    }
}
