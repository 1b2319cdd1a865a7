using Microsoft.Extensions.DependencyInjection;
using TellerLine.Banking;

namespace TellerLine.SelfService.Steps;

/// <summary>Whether there is such a prompt in every language.</summary>
internal delegate bool PromptSays(string name);

/// <summary>All that a menu may name as <c>step</c> or <c>identify</c>: a new one is a line here.</summary>
internal static class TelephoneSteps
{
    public static IServiceCollection AddTelephoneSteps(this IServiceCollection services) => services
        .AddSingleton<Recognition>()
        .AddSingleton<PinEntry>()
        .AddSingleton<PinRenewalEntry>()
        .AddSingleton<OperatorEntry>()
        .AddSingleton<AccountChoice>()
        .AddSingleton<HisAccounts>()
        .AddSingleton<EarlierTransfers>()
        .AddSingleton<MoneyOrder>()
        .AddSingleton<AtmRevocations>()
        .AddSingleton<LaterTransfers>()
        .AddSingleton<IStep, AccountStep>()
        .AddSingleton<IStep, EnquiryPinStep>()
        .AddSingleton<IStep, BalanceStep>()
        .AddSingleton<IStep>(p => ActivatorUtilities.CreateInstance<TransferStep>(p, TransferKind.Own))
        .AddSingleton<IStep>(p => ActivatorUtilities.CreateInstance<TransferStep>(p, TransferKind.Payee))
        .AddSingleton<IStep, BillsStep>()
        .AddSingleton<IStep, WealthProductsStep>()
        .AddSingleton<IStep, WealthBuyStep>()
        .AddSingleton<IStep, WealthHoldingsStep>()
        .AddSingleton<IStep, WealthRedeemStep>()
        .AddSingleton<IStep, MovementsStep>()
        .AddSingleton<IStep, CardBillStep>()
        .AddSingleton<IStep>(p => Repayment<CardDebts>(p))
        .AddSingleton<IStep, CardActivateStep>()
        .AddSingleton<BranchChoice>()
        .AddSingleton<IStep, AppointmentStep>()
        .AddSingleton<IStep, LoanStep>()
        .AddSingleton<IStep>(p => Repayment<LoanDebts>(p))
        .AddSingleton<IStep, PledgedLoanStep>()
        .AddSingleton<IStep, BranchesStep>()
        .AddSingleton<IStep, RatesStep>()
        .AddSingleton<IStep, BulletinsStep>()
        .AddSingleton<IStep, AlertsStep>()
        .AddSingleton<IStep, LossStep>()
        .AddSingleton<IStep, PinStep>()
        .AddSingleton<IStep, OwnMenuStep>();

    private static RepayStep Repayment<T>(IServiceProvider services) where T : IOwed =>
        ActivatorUtilities.CreateInstance<RepayStep>(services, ActivatorUtilities.CreateInstance<T>(services));
}
