using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using TellerLine.Kernel;

namespace TellerLine.Customers;

public static class CustomersSetup
{
    /// <summary>Section <c>Customers</c>. Needs an <see cref="IAccountOwners"/>, which Banking brings.</summary>
    public static IServiceCollection AddCustomers(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSection<CustomersOptions>(configuration, "Customers");
        services.AddSingleton<ICheckConfiguration, CustomersOptionsCheck>();
        services.AddSingleton(new Migrations("Customers", typeof(CustomersSetup).Assembly));
        services.AddSingleton<IdentityHash>();
        services.AddSingleton<ICustomers, CustomerStore>();
        services.AddSingleton<ICustomerRegister, CustomerRegister>();
        return services;
    }
}
