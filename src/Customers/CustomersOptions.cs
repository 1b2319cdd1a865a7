namespace TellerLine.Customers;

/// <summary>Section <c>Customers</c>.</summary>
public sealed record CustomersOptions
{
    /// <summary>The age from which a person is offered first and served slowly.</summary>
    public int ElderlyFrom { get; init; } = 65;
}
