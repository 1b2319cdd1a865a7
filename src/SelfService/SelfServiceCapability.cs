using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using TellerLine.Banking;
using TellerLine.Customers;
using TellerLine.Kernel;

namespace TellerLine.SelfService;

public static class SelfServiceCapability
{
    public static readonly Capability SelfService = new("SelfService") { MayUse = ["Kernel", "Customers", "Banking"] };

    /// <summary>Section <c>SelfService</c> (<see cref="SelfServiceOptions"/>). Offers <see cref="TelephoneFlow"/> and <see cref="PromptLibrary"/>.</summary>
    public static IServiceCollection AddSelfService(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddCapability(SelfService);
        services.AddSection<SelfServiceOptions>(configuration, "SelfService");
        services.AddSingleton<PromptLibrary>();
        services.AddSingleton<MenuSource>();
        services.AddSingleton<ICheckConfiguration, PromptCheck>();
        services.AddSingleton(p => new TelephoneFlow(
            p.GetRequiredService<SelfServiceOptions>(), p.GetRequiredService<MenuSource>().Load, p.GetRequiredService<ICustomers>(),
            p.GetRequiredService<ITelephoneBank>(), p.GetRequiredService<IPins>()));
        return services;
    }
}
