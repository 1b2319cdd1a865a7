using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using TellerLine.Access;
using TellerLine.Contacts.Desks;
using TellerLine.Kernel;
using TellerLine.Routing;
using TellerLine.Voice;

namespace TellerLine.Contacts;

public static class ContactsCapability
{
    public static readonly Capability Contacts = new("Contacts")
    {
        MayUse = ["Kernel", "Access", "Voice", "Routing", "Customers", "Banking", "SelfService"],
        Migrations = typeof(ContactsCapability).Assembly,
        Projections = [typeof(ContactBook)],
        Permissions = [ContactsPermissions.WorkDesk, ContactsPermissions.SeeContacts, ContactsPermissions.PlayRecordings],
        Pages =
        [
            new Page("/desk", ContactsPermissions.WorkDesk), new Page("/contacts", ContactsPermissions.SeeContacts),
        ],
    };

    /// <summary>Section <c>Contacts</c>: inbound calls, desks, the contacts' book.</summary>
    public static IServiceCollection AddContacts(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddCapability(Contacts);
        services.AddSection<ContactsOptions>(configuration, "Contacts");
        services.AddSingleton<ICheckConfiguration, CheckContacts>();
        services.AddSingleton<IDialogStore, DialogStore>();
        services.AddSingleton<Lobby>().AddSingleton<WaitingRoom>().AddSingleton<ConversationRoom>().AddSingleton<ContactRecorder>();
        services.AddSingleton<InboundCalls>().AddSingleton<AfterRestart>();
        services.AddSingleton<RecordingFiles>().AddSingleton<ContactQueries>();
        services.AddSingleton<RouterOrders>().AddSingleton<IRoutingObserver>(s => s.GetRequiredService<RouterOrders>());
        services.AddSingleton<DeskChanges>().AddSingleton<IDeskObserver>(s => s.GetRequiredService<DeskChanges>());
        services.AddSingleton<DeskRegister>().AddSingleton<DeskBoard>().AddSingleton<DeskWork>().AddSingleton<Offers>();
        services.AddHostedService(s => s.GetRequiredService<Offers>());
        services.AddHostedService(s => s.GetRequiredService<DeskWork>());
        services.AddSingleton<HubFaults>();
        services.Configure<HubOptions<DeskHub>>(o => o.AddFilter<HubFaults>());
        services.AddSignalR(o =>
            {
                o.MaximumReceiveMessageSize = 64 * 1024;
                // A desk whose network went notices within 12 s (web/src/desk/hub.ts), and so does the centre.
                o.KeepAliveInterval = TimeSpan.FromSeconds(4);
                o.ClientTimeoutInterval = TimeSpan.FromSeconds(12);
            })
            .AddJsonProtocol(o =>
            {
                o.PayloadSerializerOptions.Encoder = JournalJson.Options.Encoder;
                o.PayloadSerializerOptions.PropertyNamingPolicy = JournalJson.Options.PropertyNamingPolicy;
            });
        return services;
    }

    /// <summary>Settles the contacts a dead process left, then takes calls. After the Kernel's start, before anything listens.</summary>
    public static async Task StartContacts(this IServiceProvider services, CancellationToken ct = default)
    {
        await services.GetRequiredService<AfterRestart>().CloseContacts(ct);
        services.GetRequiredService<IExchange>().OnCall = services.GetRequiredService<InboundCalls>().Take;
    }

    /// <summary>Once everything listens: ends the calls a dead process left, and seals their recordings.</summary>
    public static Task SettleCalls(this IServiceProvider services, CancellationToken ct = default) =>
        services.GetRequiredService<AfterRestart>().EndCalls(ct);

    public static IEndpointRouteBuilder MapContacts(this IEndpointRouteBuilder routes)
    {
        ContactApi.Map(routes);
        routes.MapHub<DeskHub>("/hub/desk").RequirePermission(ContactsPermissions.WorkDesk);
        return routes;
    }
}
