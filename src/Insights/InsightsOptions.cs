using TellerLine.Kernel;

namespace TellerLine.Insights;

/// <summary>Section <c>Insights</c>.</summary>
public sealed record InsightsOptions
{
    public const int MostPastDays = 400;

    /// <summary>The demonstration centre has a past, so that reports have something to show.</summary>
    public bool Demonstration { get; init; }

    /// <summary>How many days before the first start; 0: none.</summary>
    public int PastDays { get; init; } = 30;

    /// <summary>The same seed makes the same past.</summary>
    public int PastSeed { get; init; } = 96_558;

    /// <summary>Its contacts of a working day in percent of 33,000.</summary>
    public int PastPercent { get; init; } = 100;
}

internal sealed class InsightsOptionsCheck(InsightsOptions options) : ICheckConfiguration
{
    public IEnumerable<ConfigurationFault> Check()
    {
        if (options.PastDays is < 0 or > InsightsOptions.MostPastDays)
            yield return new("Insights:PastDays", $"{options.PastDays}", $"0 to {InsightsOptions.MostPastDays}");
        if (options.PastPercent is < 1 or > 1_000)
            yield return new("Insights:PastPercent", $"{options.PastPercent}", "1 to 1000");
    }
}
