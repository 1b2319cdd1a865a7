using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TellerLine.Appointments;
using TellerLine.Banking;
using TellerLine.Bills;
using TellerLine.Catalogue;
using TellerLine.Customers;
using TellerLine.Information;
using TellerLine.LossReports;
using TellerLine.Movements;
using TellerLine.PersonalMenus;
using TellerLine.SelfService;
using TellerLine.SelfService.Core;
using TellerLine.SelfService.Steps;
using TellerLine.Wealth;

namespace TellerLine.Rules.SelfService;

/// <summary>
/// The telephone bank with all its steps, as the program makes it, over a bank in memory. What a new step asks of is
/// added here.
/// </summary>
internal sealed class TelephoneBankUnderTest
{
    public Bank Bank { get; } = new();

    public Machines Machines { get; } = new();

    public Losses Losses { get; } = new();

    public OpenBillers Billers { get; } = new();

    public OpenWealth Wealth { get; } = new();

    public OwnMenus OwnMenus { get; init; } = new();

    public Alerts Alerts { get; } = new();

    public OpenLoans Loans { get; } = new();

    public OpenOperators Operators { get; } = new();

    public OpenInformation Information { get; } = new();

    public OpenAppointments Appointments { get; } = new();

    /// <summary>Of every call that begins; the bank's menu, as it is now.</summary>
    public required Func<Menu> Menu { get; init; }

    public Func<ServiceCatalogue> Catalogue { get; init; } = FlowTests.Shipped;

    public FlowWorld World { get; init; } = new(_ => null, _ => true, () => new DateOnly(2026, 3, 2));

    public ILogger<TelephoneFlow> Log { get; init; } = new FlowTests.FaultLog();

    public TelephoneFlow Flow()
    {
        var services = new ServiceCollection()
            .AddSingleton(new SelfServiceOptions())
            .AddSingleton(World)
            .AddSingleton<PromptSays>(name => Spoken.Manifests.Values.All(m => m.ContainsKey(name)))
            .AddSingleton<IOfferedServices>(new OfferedServices(Catalogue))
            .AddSingleton<ICustomers>(Bank)
            .AddSingleton<ITelephoneBank>(Bank)
            .AddSingleton<IDeferredTransfers>(Bank)
            .AddSingleton<IAtmTransfers>(Machines)
            .AddSingleton<IPins>(Bank)
            .AddSingleton<IStatements>(Bank)
            .AddSingleton<ICreditCards>(Bank)
            .AddSingleton<ILoans>(Loans)
            .AddSingleton<ICustomerAnswers>(Operators)
            .AddSingleton<ILossReports>(Losses)
            .AddSingleton<IBills>(Billers)
            .AddSingleton<IWealth>(Wealth)
            .AddSingleton<IPersonalMenus>(OwnMenus)
            .AddSingleton<IInformation>(Information)
            .AddSingleton<IMovementAlerts>(Alerts)
            .AddSingleton<IAppointments>(Appointments)
            .AddTelephoneSteps()
            .BuildServiceProvider();
        return new TelephoneFlow(
            services.GetRequiredService<SelfServiceOptions>(), Menu, services.GetRequiredService<Recognition>(),
            OwnMenus, services.GetRequiredService<IOfferedServices>(), services.GetServices<IStep>(), World, Log);
    }
}
