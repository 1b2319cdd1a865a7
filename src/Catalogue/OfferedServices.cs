using TellerLine.Access;
using TellerLine.Customers;

namespace TellerLine.Catalogue;

/// <param name="Code">For programs.</param>
public sealed record ServiceRefusal(string Code, BilingualText Why)
{
    public const string Disabled = "serviceDisabled", NotThisWay = "notThisWay", NotTrained = "notTrained";
}

/// <summary>
/// What the bank offers now, as the catalogue in force says. What the catalogue does not name is offered: it was
/// written before the program could do it.
/// </summary>
public interface IOfferedServices
{
    /// <param name="agent">Who does it for the customer; null by keypad.</param>
    /// <returns>Null: it may begin.</returns>
    ServiceRefusal? Refuses(string code, ServiceChannel channel, string? agent = null);

    /// <summary>How surely the customer is to be known before, beyond what the service asks for itself.</summary>
    IdentificationLevel Asks(string code);

    /// <summary>Minor units an order; null: the contract alone decides.</summary>
    long? Most(string code);

    /// <summary>Minor units above which an agent needs a second person; null: his level decides.</summary>
    long? SecondAbove(string code);
}

internal sealed class OfferedServices(Func<ServiceCatalogue> catalogue) : IOfferedServices
{
    public ServiceRefusal? Refuses(string code, ServiceChannel channel, string? agent = null) => Find(code) switch
    {
        null => null,
        { Disabled: { } why } => new(ServiceRefusal.Disabled, why),
        var item when !item.Channels.Contains(channel) => new(
            ServiceRefusal.NotThisWay, channel == ServiceChannel.Keypad
                ? new("此项业务由人工办理。", "An agent does this.")
                : new("此项业务由客户按键自助办理。", "Customers do this by keypad.")),
        { Trained: { } trained } when agent is not null && !trained.Contains(agent) => new(
            ServiceRefusal.NotTrained, new("您尚未受过此项业务的培训，请转给受过培训的同事。", "You were not trained for this; pass it to a colleague who was.")),
        _ => null,
    };

    public IdentificationLevel Asks(string code) =>
        Find(code) is { } item && item.Identification > ProgramServices.Find(code)?.Least
            ? item.Identification
            : IdentificationLevel.None;

    public long? Most(string code) => Find(code)?.MostMinor;

    public long? SecondAbove(string code) => Find(code)?.SecondAboveMinor;

    private ServiceItem? Find(string code) => catalogue().Find(code);
}
