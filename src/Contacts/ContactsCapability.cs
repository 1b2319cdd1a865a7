using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using TellerLine.Kernel;

namespace TellerLine.Contacts;

public static class ContactsCapability
{
    public static readonly Capability Contacts = new("Contacts")
    {
        MayUse = ["Kernel", "Access", "Lists", "Definitions", "Customers"],
        Migrations = typeof(ContactsCapability).Assembly,
        Projections = [typeof(ContactBook), typeof(CallbackBook)],
        DueKinds = [SpokenPins.Kind],
        Timeline = ContactTimeline.Own,
        Permissions =
        [
            ContactsPermissions.SeeContacts, ContactsPermissions.Unmask, ContactsPermissions.PlayRecordings,
            ContactsPermissions.WorkCallbacks, ContactsPermissions.EditReasons, ContactsPermissions.EditRecording,
        ],
        Definitions = [ReasonList.Kind, RecordingPolicy.Kind],
        Pages =
        [
            new Page("/contacts", ContactsPermissions.SeeContacts),
            new Page("/callbacks", ContactsPermissions.WorkCallbacks),
        ],
    };

    /// <summary>The contacts' book, of any channel. Needs an <see cref="IRecordingFiles"/>.</summary>
    public static IServiceCollection AddContacts(this IServiceCollection services, IConfiguration configuration) =>
        services
        .AddCapability(Contacts)
        .AddSingleton<IContactRows, ContactRows>()
        .AddSingleton<IWrapups, Wrapups>()
        .AddSingleton<ContactTimeline>()
        .AddSingleton<Recordings>()
        .AddSingleton<IContactEvidence, KeptEvidence>()
        .AddSingleton<Playings>()
        .AddSingleton<ISpokenPins>(services => services.GetRequiredService<SpokenPins>())
        .AddSingleton<NumberSearches>()
        .AddSingleton<Unmaskings>()
        .AddCallerNumbers()
        .AddSingleton<ContactList>().AddSingleton<Callbacks>()
        .AddSingleton<ContactQueries>().AddSingleton<INumbersToDial, NumbersToDial>();

    internal static IServiceCollection AddCallerNumbers(this IServiceCollection services) => services
        .AddSingleton<CallerNumbers>()
        .AddSingleton<ICallerNumbers>(provider => provider.GetRequiredService<CallerNumbers>())
        .AddSingleton<IEncryptedTable>(provider => provider.GetRequiredService<CallerNumbers>())
        .AddSingleton<IEncryptedTable, ArrivedWithNumbers>();

    public static IEndpointRouteBuilder MapContacts(this IEndpointRouteBuilder routes)
    {
        ContactApi.Map(routes);
        RecordingApi.Map(routes);
        Callbacks.Map(routes);
        return routes;
    }
}
