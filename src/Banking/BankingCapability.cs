using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using TellerLine.Catalogue;
using TellerLine.Contracts;
using TellerLine.Customers;
using TellerLine.Kernel;
using TellerLine.Notices;

namespace TellerLine.Banking;

public static class BankingCapability
{
    public static readonly Capability Banking = new("Banking")
    {
        MayUse = ["Kernel", "Catalogue", "Contracts", "Customers", "Notices"],
        Migrations = typeof(BankingCapability).Assembly,
        Checks = [typeof(CoreBankCheck), typeof(ReconciliationCheck)],
        DueKinds = [SecondWaits.Expires, DeferredArrivals.Kind, AtmLedger.Kind],
        Timeline =
        [
            TimelineEvent.Of<TransferSettled>("number", "outcome", "amountMinor", "currency"),
            TimelineEvent.Of<TransferMade>("number", "outcome", "reason", "amountMinor", "currency"),
            TimelineEvent.Of<TransferDeferred>("number", "speed", "arrivesUs", "amountMinor", "currency"),
            TimelineEvent.Of<TransferArrived>("number", "outcome", "reason", "amountMinor", "currency"),
            TimelineEvent.Of<TransferRevoked>("number", "agent", "amountMinor", "currency"),
            TimelineEvent.Of<BillReversed>("number", "amountMinor", "currency"),
            TimelineEvent.Of<SecondAsked>("number", "agent", "why", "amountMinor", "currency"),
            TimelineEvent.Of<SecondDecided>("number", "outcome", "by", "note"),
        ],
    };

    /// <summary>
    /// Section <c>Banking</c>. After <c>AddCustomers</c>, <c>AddContracts</c> and <c>AddNotices</c>; without contracts
    /// no money moves, without notices customers are sent nothing. A bank with its own core names it
    /// (<c>Banking:CoreUrl</c>) or registers an <see cref="ICoreBank"/> before this; else the embedded ledger is it.
    /// One that tells of credit cards is an <see cref="ICardBank"/> too, one that lends an <see cref="ILoanBank"/>, one
    /// whose machines transfer an <see cref="IAtmBank"/>.
    /// Whoever records binds <see cref="IEvidenceGuard"/>; without one no order is taken. Whoever knows billers binds
    /// <see cref="IBillPayer"/>, whoever keeps a book of orders an <see cref="IOrderBook"/>.
    /// </summary>
    public static IServiceCollection AddBanking(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddCapability(Banking);
        services.AddSection<BankingOptions>(configuration, "Banking");
        services.AddSingleton<ICheckConfiguration, BankingOptionsCheck>();
        services.TryAddSingleton<EmbeddedLedger>();
        services.TryAddSingleton<ICoreBank>(provider =>
            provider.GetRequiredService<BankingOptions>() is { CoreUrl.Length: > 0 } options
                ? new HttpCoreBank(options)
                : provider.GetRequiredService<EmbeddedLedger>());
        services.TryAddSingleton<EmbeddedCards>();
        services.TryAddSingleton<ICardBank>(provider => provider.GetRequiredService<ICoreBank>() switch
        {
            ICardBank both => both,
            EmbeddedLedger => provider.GetRequiredService<EmbeddedCards>(),
            _ => new NoCards(),
        });
        services.AddSingleton<ICreditCards, CreditCards>();
        services.TryAddSingleton<ILoanBank>(provider =>
            provider.GetRequiredService<ICoreBank>() as ILoanBank ?? new NoLoans());
        services.AddSingleton<PatientLoans>();
        services.AddSingleton<ILoans, Loans>();
        services.TryAddSingleton<IAtmBank>(provider =>
            provider.GetRequiredService<ICoreBank>() as IAtmBank ?? new NoAtmTransfers());
        services.AddSingleton<PatientAtm>();
        services.AddSingleton<IAtmTransfers, AtmTransfers>();
        services.AddSingleton<AtmLedger>();
        services.AddSingleton<IAtmIntake>(provider => provider.GetRequiredService<AtmLedger>());
        services.AddSingleton<PatientCore>();
        services.AddSingleton<IAccountHolds>(provider => provider.GetRequiredService<PatientCore>());
        services.AddSingleton<IAccountMovements>(provider => provider.GetRequiredService<PatientCore>());
        services.AddSingleton<AccountOwners>();
        services.AddSingleton<IAccountOwners>(provider => provider.GetRequiredService<AccountOwners>());
        services.AddSingleton<IContractAccounts>(provider => provider.GetRequiredService<AccountOwners>());
        services.TryAddSingleton<IContracts, NothingSigned>();
        services.AddSingleton<PinKey>();
        services.AddSingleton(new InstallationKey(PinKey.Name, PinStore.Any));
        services.AddSingleton<Pins>();
        services.AddSingleton<IPins>(provider => provider.GetRequiredService<Pins>());
        services.AddSingleton<IBranchPins>(provider => provider.GetRequiredService<Pins>());
        services.AddSingleton<ISpokenPinLocks>(provider => provider.GetRequiredService<Pins>());
        services.TryAddSingleton<IEvidenceGuard, NoEvidence>();
        services.TryAddSingleton<INotices, NobodyIsTold>();
        services.AddSingleton<BankNotices>();
        services.TryAddSingleton<IRiskScreen, NothingIsRisky>();
        services.TryAddSingleton<IOfferedServices, NoCatalogue>();
        services.AddSingleton<OrderBooks>();
        services.AddSingleton<SecondWaits>();
        services.AddSingleton<SecondExpires>();
        services.AddSingleton<IAtStart, NothingWaits>();
        services.AddSingleton<Transfers>();
        services.TryAddSingleton<IBillPayer, NoBillers>();
        services.AddSingleton<IBillReversals>(provider => provider.GetRequiredService<Transfers>());
        services.AddSingleton<IDeferredTransfers>(provider => provider.GetRequiredService<Transfers>());
        services.AddSingleton<DeferredArrivals>();
        services.AddSingleton<ISecondPerson>(provider => provider.GetRequiredService<Transfers>());
        services.AddSingleton<IPostedTransactions, PostedTransactions>();
        services.AddSingleton<ITransactionFigures, TransactionFigures>();
        services.AddSingleton<ITrialBalance, LedgerTrial>();
        services.AddSingleton<UntoldTransfers>();
        services.AddSingleton<ITelephoneBank, TelephoneBank>();
        services.AddSingleton<Reconciler>();
        services.AddHostedService(provider => provider.GetRequiredService<Reconciler>());
        services.AddSingleton<IAtStart, DemonstrationSeeder>();
        services.AddSingleton<IAtStart, DemonstrationSettlement>();
        services.AddSingleton<IAtStart, DemonstrationLoans>();
        services.AddSingleton<IAtStart, DemonstrationAtm>();
        services.AddSingleton<IAtStart>(p => new DemonstrationConsents(
            p.GetRequiredService<IDb>(), p.GetService<IConsents>(), p.GetRequiredService<IDemonstrationBank>(),
            p.GetRequiredService<BankingOptions>()));
        services.AddSingleton<IAtStart>(p => new DemonstrationContracts(
            p.GetRequiredService<IDb>(), p.GetService<IContractRegister>(), p.GetRequiredService<IDemonstrationBank>(),
            p.GetRequiredService<BankingOptions>(), p.GetRequiredService<KernelOptions>(),
            p.GetRequiredService<TimeProvider>()));
        services.AddSingleton<IAtStart, DemonstrationRatings>();
        services.AddSingleton<IDemonstrationBank, DemonstrationBank>();
        return services;
    }
}
