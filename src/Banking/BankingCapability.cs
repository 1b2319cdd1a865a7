using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using TellerLine.Customers;
using TellerLine.Kernel;

namespace TellerLine.Banking;

public static class BankingCapability
{
    public static readonly Capability Banking = new("Banking")
    {
        MayUse = ["Kernel", "Customers"],
        Migrations = typeof(BankingCapability).Assembly,
        Checks = [typeof(ReconciliationCheck)],
        Timeline = [TimelineEvent.Of<TransferSettled>("number", "outcome", "amountMinor", "currency")],
    };

    /// <summary>
    /// Section <c>Banking</c>. After <c>AddCustomers</c>. A bank with its own core registers its <see
    /// cref="ICoreBank"/> before this; else the embedded ledger is it. Whoever records binds
    /// <see cref="IEvidenceGuard"/>; without one no order is taken.
    /// </summary>
    public static IServiceCollection AddBanking(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddCapability(Banking);
        services.AddSection<BankingOptions>(configuration, "Banking");
        services.AddSingleton<ICheckConfiguration, BankingOptionsCheck>();
        services.TryAddSingleton<ICoreBank, EmbeddedLedger>();
        services.AddSingleton<PatientCore>();
        services.AddSingleton<IAccountOwners, AccountOwners>();
        services.AddSingleton<PinKey>();
        services.AddSingleton(new InstallationKey(PinKey.Name, PinStore.Any));
        services.AddSingleton<Pins>();
        services.AddSingleton<IPins>(provider => provider.GetRequiredService<Pins>());
        services.TryAddSingleton<IEvidenceGuard, NoEvidence>();
        services.AddSingleton<OwnTransfers>();
        services.AddSingleton<UntoldTransfers>();
        services.AddSingleton<ITelephoneBank, TelephoneBank>();
        services.AddSingleton<Reconciler>();
        services.AddHostedService(provider => provider.GetRequiredService<Reconciler>());
        services.AddSingleton<IAtStart, DemonstrationSeeder>();
        services.AddSingleton<IDemonstrationBank, DemonstrationBank>();
        return services;
    }
}
