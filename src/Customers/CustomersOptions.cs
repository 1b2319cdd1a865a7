using TellerLine.Kernel;

namespace TellerLine.Customers;

/// <summary>Section <c>Customers</c>.</summary>
public sealed record CustomersOptions
{
    /// <summary>The age from which a person is offered first and served slowly.</summary>
    public int ElderlyFrom { get; init; } = 65;
}

internal sealed class CustomersOptionsCheck(CustomersOptions options) : ICheckConfiguration
{
    public IEnumerable<ConfigurationFault> Check()
    {
        if (options.ElderlyFrom is < 50 or > 100)
            yield return new ConfigurationFault("Customers:ElderlyFrom", $"{options.ElderlyFrom}", "50 to 100");
    }
}
