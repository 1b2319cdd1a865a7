using TellerLine.Access;
using TellerLine.Administration;
using TellerLine.Announcements;
using TellerLine.Appointments;
using TellerLine.Assisted;
using TellerLine.AtmTransfers;
using TellerLine.AuditTrail;
using TellerLine.Banking;
using TellerLine.Bills;
using TellerLine.BranchPins;
using TellerLine.Calls;
using TellerLine.Catalogue;
using TellerLine.Contacts;
using TellerLine.Contracts;
using TellerLine.Customers;
using TellerLine.DayEnd;
using TellerLine.Definitions;
using TellerLine.Desks;
using TellerLine.Files;
using TellerLine.Health;
using TellerLine.Incidents;
using TellerLine.Information;
using TellerLine.Insights;
using TellerLine.Kernel;
using TellerLine.Lists;
using TellerLine.LossReports;
using TellerLine.Movements;
using TellerLine.Notices;
using TellerLine.PersonalMenus;
using TellerLine.Records;
using TellerLine.Routing;
using TellerLine.SelfService;
using TellerLine.Signatures;
using TellerLine.Simulation;
using TellerLine.Skills;
using TellerLine.Supervision;
using TellerLine.Voice;
using TellerLine.Vouchers;
using TellerLine.Wealth;
using TellerLine.Workforce;

namespace TellerLine.Host;

/// <summary>A capability as the program takes it in.</summary>
/// <param name="Map">Null where it has no endpoints.</param>
internal sealed record Installed(
    Capability Manifest,
    Func<IServiceCollection, IConfiguration, IServiceCollection> Add,
    Func<IEndpointRouteBuilder, IEndpointRouteBuilder>? Map = null);

/// <summary>The program: one line per capability, in the order in which they stand on each other.</summary>
internal static class Capabilities
{
    /// <summary>Voice is a library that knows no Kernel: the program speaks for it.</summary>
    private static readonly Capability Voice = new("Voice")
    {
        Checks = [typeof(MediaCheck), typeof(SipCheck), typeof(CallsCheck)],
    };

    public static readonly IReadOnlyList<Installed> All =
    [
        new(KernelCapability.Kernel, KernelCapability.AddKernel),
        new(AccessCapability.Access, AccessCapability.AddAccess, AccessCapability.MapAccess),
        new(ListsCapability.Lists, ListsCapability.AddLists, ListsCapability.MapLists),
        new(AdministrationCapability.Administration, AdministrationCapability.AddAdministration,
            AdministrationCapability.MapAdministration),
        new(RecordsCapability.Records, RecordsCapability.AddRecords),
        new(FilesCapability.Files, FilesCapability.AddFiles),
        new(SignaturesCapability.Signatures, SignaturesCapability.AddSignatures, SignaturesCapability.MapSignatures),
        new(DefinitionsCapability.Definitions, DefinitionsCapability.AddDefinitions,
            DefinitionsCapability.MapDefinitions),
        new(AnnouncementsCapability.Announcements, AnnouncementsCapability.AddAnnouncements,
            AnnouncementsCapability.MapAnnouncements),
        new(Voice, AddVoice, MapVoice),
        new(RoutingCapability.Routing, RoutingCapability.AddRouting),
        new(SkillsCapability.Skills, SkillsCapability.AddSkills, SkillsCapability.MapSkills),
        new(WorkforceCapability.Workforce, WorkforceCapability.AddWorkforce),
        new(SimulationCapability.Simulation, SimulationCapability.AddSimulation),
        new(CustomersCapability.Customers, CustomersCapability.AddCustomers),
        new(CatalogueCapability.Catalogue, CatalogueCapability.AddCatalogue, CatalogueCapability.MapCatalogue),
        new(NoticesCapability.Notices, NoticesCapability.AddNotices, NoticesCapability.MapNotices),
        new(ContractsCapability.Contracts, ContractsCapability.AddContracts, ContractsCapability.MapContracts),
        new(BankingCapability.Banking, BankingCapability.AddBanking),
        new(AtmTransfersCapability.AtmTransfers, AtmTransfersCapability.AddAtmTransfers,
            AtmTransfersCapability.MapAtmTransfers),
        new(MovementsCapability.Movements, MovementsCapability.AddMovements, MovementsCapability.MapMovements),
        new(BillsCapability.Bills, BillsCapability.AddBills, BillsCapability.MapBills),
        new(WealthCapability.Wealth, WealthCapability.AddWealth, WealthCapability.MapWealth),
        new(InformationCapability.Information, InformationCapability.AddInformation,
            InformationCapability.MapInformation),
        new(LossReportsCapability.LossReports, LossReportsCapability.AddLossReports,
            LossReportsCapability.MapLossReports),
        new(BranchPinsCapability.BranchPins, BranchPinsCapability.AddBranchPins, BranchPinsCapability.MapBranchPins),
        new(AppointmentsCapability.Appointments, AppointmentsCapability.AddAppointments,
            AppointmentsCapability.MapAppointments),
        new(PersonalMenusCapability.PersonalMenus, PersonalMenusCapability.AddPersonalMenus,
            PersonalMenusCapability.MapPersonalMenus),
        new(SelfServiceCapability.SelfService, SelfServiceCapability.AddSelfService,
            SelfServiceCapability.MapSelfService),
        new(ContactsCapability.Contacts, ContactsCapability.AddContacts, ContactsCapability.MapContacts),
        new(IncidentsCapability.Incidents, IncidentsCapability.AddIncidents, IncidentsCapability.MapIncidents),
        new(VouchersCapability.Vouchers, VouchersCapability.AddVouchers, VouchersCapability.MapVouchers),
        new(DayEndCapability.DayEnd, DayEndCapability.AddDayEnd, DayEndCapability.MapDayEnd),
        new(DesksCapability.Desks, DesksCapability.AddDesks, DesksCapability.MapDesks),
        new(CallsCapability.Calls, CallsCapability.AddCalls, CallsCapability.MapCalls),
        new(AssistedCapability.Assisted, AssistedCapability.AddAssisted, AssistedCapability.MapAssisted),
        new(SupervisionCapability.Supervision, SupervisionCapability.AddSupervision,
            SupervisionCapability.MapSupervision),
        new(InsightsCapability.Insights, InsightsCapability.AddInsights, InsightsCapability.MapInsights),
        new(AuditTrailCapability.AuditTrail, AuditTrailCapability.AddAuditTrail, AuditTrailCapability.MapAuditTrail),
        new(HealthCapability.Health, HealthCapability.AddHealth, HealthCapability.MapHealth),
    ];

    private static IServiceCollection AddVoice(IServiceCollection services, IConfiguration configuration) => services
        .AddCapability(Voice)
        .AddSection<VoiceOptions>(configuration, "Voice")
        .AddSingleton<ICheckConfiguration, VoiceOptionsCheck>()
        .AddSingleton<ISipAccounts, SipAccounts>()
        .AddSingleton<IAtStart, VoiceMeter>()
        .AddVoice(configuration);

    private static IEndpointRouteBuilder MapVoice(IEndpointRouteBuilder routes)
    {
        // For anybody: a telephone proves itself by digest, a customer's call needs no account.
        routes.MapSip().AllowAnonymous();
        return routes;
    }
}
