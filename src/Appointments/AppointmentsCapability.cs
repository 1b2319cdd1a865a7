using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using TellerLine.Access;
using TellerLine.Customers;
using TellerLine.Definitions;
using TellerLine.Kernel;
using TellerLine.Lists;
using static TellerLine.Records.RecordAnswers;

namespace TellerLine.Appointments;

/// <param name="Version">The version that was read.</param>
public sealed record AppointmentCancelling(long Version, AppointmentReason? Form);

/// <inheritdoc cref="AppointmentCancelling"/>
public sealed record AppointmentSettling(long Version);

public static class AppointmentsCapability
{
    public static readonly Capability Appointments = new("Appointments")
    {
        MayUse =
        [
            "Kernel", "Access", "Catalogue", "Customers", "Definitions", "Information", "Lists", "Notices", "Records",
        ],
        Migrations = typeof(AppointmentsCapability).Assembly,
        Permissions =
        [
            AppointmentPermissions.See, AppointmentPermissions.Book, AppointmentPermissions.Settle,
            AppointmentPermissions.EditRules,
        ],
        Definitions = [AppointmentRules.Kind],
        DueKinds = [AppointmentDues.Remind],
        Pages = [new Page("/appointments", AppointmentPermissions.See)],
    };

    /// <summary>After <c>AddCatalogue</c>, <c>AddInformation</c> and <c>AddNotices</c>.</summary>
    public static IServiceCollection AddAppointments(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddCapability(Appointments);
        services.AddSingleton<AppointmentStore>();
        services.AddSingleton<AppointmentNotices>();
        services.AddSingleton<AppointmentBook>();
        services.AddSingleton<IAppointments>(provider => provider.GetRequiredService<AppointmentBook>());
        services.AddSingleton<AppointmentRecords>();
        services.AddSingleton<AppointmentViews>();
        return services;
    }

    public static IEndpointRouteBuilder MapAppointments(this IEndpointRouteBuilder routes)
    {
        var services = routes.ServiceProvider;
        routes.MapList(
            "/api/appointments",
            AppointmentList.Of(
                services.GetRequiredService<ICustomers>(), services.GetRequiredService<AppointmentBook>()));
        var api = routes.MapGroup("/api/appointments").WithTags("Appointments");
        api.MapGet("/{id}", (string id, HttpContext http, AppointmentViews views, CancellationToken ct) =>
            Answer(views.View(id, http.User, ct))).WithName("getAppointment")
            .RequirePermission(AppointmentPermissions.See);
        var book = api.MapGroup("").RequirePermission(AppointmentPermissions.Book);
        book.MapGet("/offered", (HttpContext http, AppointmentRecords records) => records.Offered(http.User))
            .WithName("getOfferedAppointments");
        book.MapGet("/free", (
            string? service, string? branch, string? day, AppointmentRecords records, CancellationToken ct) =>
            records.Free(service, branch, day, ct)).WithName("getFreeAppointments");
        book.MapPost("", (NewAppointment wish, HttpContext http, AppointmentRecords records, CancellationToken ct) =>
            Answer(records.Create(wish, http.User, ct))).WithName("createAppointment");
        book.MapPost("/{id}/cancel", (
            string id, AppointmentCancelling wish, HttpContext http, AppointmentRecords records,
            CancellationToken ct) =>
            Answer(records.Cancel(id, wish.Version, wish.Form, http.User, ct))).WithName("cancelAppointment");
        var settle = api.MapGroup("").RequirePermission(AppointmentPermissions.Settle);
        settle.MapPost("/{id}/keep", (
            string id, AppointmentSettling wish, HttpContext http, AppointmentRecords records, CancellationToken ct) =>
            Answer(records.Apply(id, wish.Version, new AppointmentCommand.Keep(), http.User, ct)))
            .WithName("keepAppointment");
        settle.MapPost("/{id}/miss", (
            string id, AppointmentSettling wish, HttpContext http, AppointmentRecords records, CancellationToken ct) =>
            Answer(records.Apply(id, wish.Version, new AppointmentCommand.Miss(), http.User, ct)))
            .WithName("missAppointment");
        return routes;
    }
}
