using Microsoft.Extensions.DependencyInjection;
using TellerLine.Catalogue;
using TellerLine.Definitions;

namespace TellerLine.Modules.Catalogue;

/// <summary>The catalogue that ships, or with one service otherwise.</summary>
internal static class Services
{
    public static IOfferedServices Shipped { get; } = new OfferedServices(() => Read());

    /// <summary>What <paramref name="change"/> makes of a service holds at the next question.</summary>
    public static IOfferedServices With(string code, Func<ServiceItem, ServiceItem> change) => new OfferedServices(
        () => new ServiceCatalogue([.. Read().Services.Select(item => item.Code == code ? change(item) : item)]));

    /// <summary>Instead of what was added before.</summary>
    public static IServiceCollection Offering(this IServiceCollection added, IOfferedServices? services) =>
        services is null ? added : added.AddSingleton(services);

    private static ServiceCatalogue Read() => (ServiceCatalogue)new DefinitionCheck<ServiceCatalogue>(
        ServiceCatalogue.Kind, new ServiceCollection().BuildServiceProvider())
        .Read(ServiceCatalogue.Kind.Shipped[0].Yaml).Value!;
}
