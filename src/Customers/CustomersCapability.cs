using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using TellerLine.Kernel;

namespace TellerLine.Customers;

public static class CustomersCapability
{
    public static readonly Capability Customers = new("Customers")
    {
        MayUse = ["Kernel"],
        Migrations = typeof(CustomersCapability).Assembly,
    };

    /// <summary>Section <c>Customers</c>. Needs an <see cref="IAccountOwners"/>, which Banking brings.</summary>
    public static IServiceCollection AddCustomers(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddCapability(Customers);
        services.AddSection<CustomersOptions>(configuration, "Customers");
        services.AddSingleton<ICheckConfiguration, CustomersOptionsCheck>();
        services.AddSingleton<IdentityHash>();
        services.AddSingleton(new InstallationKey(IdentityHash.Key, CustomerStore.Any));
        services.AddSingleton<IEncryptedTable, EncryptedCustomers>();
        services.AddSingleton<IEncryptedTable, EncryptedPhones>();
        services.AddSingleton<IEncryptedTable, EncryptedOperators>();
        services.AddSingleton<ICustomers, CustomerStore>();
        services.AddSingleton<ICustomerReach, CustomerReach>();
        services.AddSingleton<ICustomerAnswers, CustomerAnswers>();
        services.AddSingleton<ICustomerRegister, CustomerRegister>();
        services.AddSingleton<IRiskRatings, RiskRatings>();
        return services;
    }
}
