using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using TellerLine.Access;
using TellerLine.Kernel;

namespace TellerLine.Supervision;

public static class SupervisionCapability
{
    public static readonly Permission Watch = new("floor.watch", "查看现场：座席状态和通话", "See the floor: agents and calls now")
    {
        Team = [Role.TeamLead],
        All = [Role.FloorManager, Role.Operations],
    };

    public static readonly Permission ListenIn = new(
        "floor.listen", "监听、指导、插话（留痕）", "Listen in, coach and barge in; it is written down")
    {
        Team = [Role.TeamLead],
    };

    public static readonly Permission TakeOver = new(
        "floor.takeOver", "接管通话（留痕）", "Take a call over; it is written down")
    {
        Team = [Role.TeamLead],
    };

    public static readonly Permission SwitchEmergency = new(
        "emergency.switch", "开启或关闭紧急公告：每位来电者首先听到（留痕）",
        "Switch the emergency announcement, which every caller hears first; it is written down")
    {
        All = [Role.FloorManager, Role.Operations],
    };

    public static readonly Capability Supervision = new("Supervision")
    {
        MayUse = ["Kernel", "Access", "Definitions", "Routing", "Desks", "Calls"],
        Permissions = [Watch, ListenIn, TakeOver, SwitchEmergency],
        Pages = [new Page("/floor", Watch)],
    };

    public static IServiceCollection AddSupervision(this IServiceCollection services, IConfiguration configuration) =>
        services.AddCapability(Supervision).AddSingleton<Floor>();

    public static IEndpointRouteBuilder MapSupervision(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/api/floor").WithTags("Supervision");
        api.MapGet("", (HttpContext http, Floor floor) => floor.Now(http.User))
            .WithName("getFloor").RequirePermission(Watch);
        api.MapPut("/calls/{id}/listening", (
            string id, ListenCommand command, HttpContext http, Floor floor, CancellationToken ct) =>
            floor.Listen(id, command, http.User, ct))
            .WithName("listenIn").RequirePermission(ListenIn)
            .ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        api.MapDelete("/calls/{id}/listening", (string id, HttpContext http, Floor floor) =>
            floor.Stop(id, http.User)).WithName("stopListening").RequirePermission(ListenIn);
        api.MapPost("/calls/{id}/taking-over", (
            string id, TakeOverCommand command, HttpContext http, Floor floor, CancellationToken ct) =>
            floor.TakeOver(id, command, http.User, ct))
            .WithName("takeCallOver").RequirePermission(TakeOver)
            .ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        api.MapPut("/emergency", (EmergencyCommand command, HttpContext http, Floor floor, CancellationToken ct) =>
            floor.Emergency(command, http.User, ct))
            .WithName("switchEmergency").RequirePermission(SwitchEmergency)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        return routes;
    }
}
