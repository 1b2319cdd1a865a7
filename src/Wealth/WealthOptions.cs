using TellerLine.Kernel;

namespace TellerLine.Wealth;

/// <summary>Section <c>Wealth</c>.</summary>
public sealed record WealthOptions
{
    /// <summary>How long a customer's risk rating is good for.</summary>
    public int RatingMonths { get; init; } = 12;
}

internal sealed class WealthOptionsCheck(WealthOptions options) : ICheckConfiguration
{
    public IEnumerable<ConfigurationFault> Check()
    {
        if (options.RatingMonths is < 1 or > 12)
            yield return new("Wealth:RatingMonths", $"{options.RatingMonths}", "1 to 12");
    }
}
