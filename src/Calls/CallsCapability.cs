using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TellerLine.Access;
using TellerLine.Banking;
using TellerLine.Contacts;
using TellerLine.Definitions;
using TellerLine.Desks;
using TellerLine.Kernel;
using TellerLine.SelfService;
using TellerLine.Voice;

namespace TellerLine.Calls;

public static class CallsCapability
{
    public static readonly Capability Calls = new("Calls")
    {
        MayUse = ["Kernel", "Access", "Definitions", "Voice", "Routing", "Customers", "Banking", "SelfService", "Contacts", "Desks"],
        Migrations = typeof(CallsCapability).Assembly,
        Permissions = [CallsPermissions.DialOut, CallsPermissions.Guide, CallsPermissions.EditDialling],
        Definitions = [DiallingRules.Kind, RoutingRules.Kind],
        Checks = [typeof(RecordingsCheck)],
    };

    /// <summary>
    /// Section <c>Calls</c>: the telephone story. Binds the desks' telephones, the recordings' files and the evidence
    /// of orders.
    /// </summary>
    public static IServiceCollection AddCalls(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddCapability(Calls);
        services.AddSection<CallsOptions>(configuration, "Calls");
        services.AddSingleton<ICheckConfiguration, CallsOptionsCheck>();
        services.AddSingleton<IDialogStore, DialogStore>().AddSingleton<IEncryptedTable, EncryptedDialogs>();
        services.AddSingleton<IRecordingFiles, RecordedFiles>();
        services.AddSingleton<AgentPhones>().AddSingleton<IDeskPhones>(s => s.GetRequiredService<AgentPhones>());
        services.AddSingleton<EmergencyNotice>();
        services.AddSingleton<IAtStart>(s => s.GetRequiredService<EmergencyNotice>());
        services.AddSingleton<ServiceHours>().AddSingleton<WaitingRoom>().AddSingleton<ParkingLot>();
        services.AddSingleton<ConversationRoom>().AddSingleton<NumberedWhom>();
        services.AddSingleton(s => new AgentHandsets(
            s.GetRequiredService<NumberedWhom>(), s.GetRequiredService<IDefinitions>(),
            name => s.GetRequiredService<PromptBook>().Now().Music(name), s.GetRequiredService<TimeProvider>(),
            s.GetRequiredService<ILogger<AgentHandsets>>()));
        services.AddSingleton<LiveConversations>();
        services.AddSingleton<IConversations>(s => s.GetRequiredService<LiveConversations>());
        services.AddSingleton<IServedCalls>(s => s.GetRequiredService<LiveConversations>());
        services.AddSingleton<Consultations>().AddSingleton<ContactRecorder>();
        services.AddSingleton<RecordingRules>();
        services.AddSingleton<Guidance>().AddSingleton<IGuidance>(s => s.GetRequiredService<Guidance>());
        services.AddSingleton<IEvidenceGuard>(s => s.GetRequiredService<ContactRecorder>());
        services.AddSingleton<IDialGate, DialGate>().AddSingleton<CallStories>();
        services.AddSingleton<IKeepCalls>(s => s.GetRequiredService<KeptCalls>());
        services.AddSingleton<OutboundCalls>().AddSingleton<AgentCalls>();
        services.AddSingleton<IOutboundCalls>(s => s.GetRequiredService<OutboundCalls>());
        services.AddSingleton<KeptCalls>().AddSingleton<IEncryptedTable, EncryptedKeptCalls>();
        services.AddSingleton<InboundCalls>().AddSingleton<LeftCalls>().AddSingleton<AfterRestart>();
        services.AddHostedService<TakesUpCalls>();
        return services;
    }

    public static IEndpointRouteBuilder MapCalls(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/desk/guidance", (Guidance guidance) => guidance.Beginnings)
            .RequirePermission(CallsPermissions.Guide)
            .WithName("GuidanceBeginnings")
            .WithTags("Desks")
            .Produces<IReadOnlyList<GuidedBeginning>>();
        return routes;
    }

    /// <summary>
    /// Settles the contacts a dead process left, then takes calls. After the Kernel's start, before anything listens.
    /// </summary>
    public static async Task StartCalls(this IServiceProvider services, CancellationToken ct = default)
    {
        await services.GetRequiredService<AfterRestart>().CloseContacts(ct);
        var exchange = services.GetRequiredService<IExchange>();
        exchange.OnCall = services.GetRequiredService<InboundCalls>().Take;
        exchange.OnUserCall = services.GetRequiredService<AgentCalls>().Take;
    }

    /// <summary>
    /// Before the process ends and leaves its calls to the next: all that is known of them is on disk. Nothing may be
    /// stopped after it, since what is stopped ends its calls.
    /// </summary>
    public static async Task LeaveCalls(this IServiceProvider services)
    {
        await services.GetRequiredService<IExchange>().Leave();
        try
        {
            // Works are done in their order: what was to be written before is written.
            await services.GetRequiredService<IDb>().Write(_ => 0);
        }
        catch (DbBusyException)
        {
            // The database is away: the next start finds what was known when it went.
        }
    }

    /// <summary>Once everything listens: ends the calls a dead process left, and seals their recordings.</summary>
    public static Task SettleCalls(this IServiceProvider services, CancellationToken ct = default) =>
        services.GetRequiredService<AfterRestart>().EndCalls(ct);
}
