using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace TellerLine.SelfService;

public static class SelfServiceCapability
{
    /// <summary>Section <c>SelfService</c> (<see cref="SelfServiceOptions"/>).</summary>
    public static IServiceCollection AddSelfService(this IServiceCollection services, IConfiguration configuration)
    {
        var options = configuration.GetSection("SelfService").Get<SelfServiceOptions>() ?? new SelfServiceOptions();
        services.AddSingleton(options);
        services.AddSingleton<PromptLibrary>();
        services.AddSingleton<TelephoneFlow>();
        return services;
    }
}
