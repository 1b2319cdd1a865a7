using TellerLine.Catalogue;
using TellerLine.Customers;

namespace TellerLine.Banking;

/// <summary>Where the bank has no catalogue, the contract alone decides.</summary>
internal sealed class NoCatalogue : IOfferedServices
{
    public ServiceRefusal? Refuses(string code, ServiceChannel channel, string? agent = null) => null;

    public IdentificationLevel Asks(string code) => IdentificationLevel.None;

    public long? Most(string code) => null;

    public long? SecondAbove(string code) => null;
}
