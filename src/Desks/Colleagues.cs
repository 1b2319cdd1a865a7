using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using TellerLine.Access;
using TellerLine.Kernel;
using TellerLine.Routing;

namespace TellerLine.Desks;

/// <summary>Whom an agent may consult just now: the colleagues who are signed in.</summary>
internal static class Colleagues
{
    private const int Most = 500;

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet(
        "/api/desk/colleagues",
        (HttpContext http, IRouting routing, AgentNames names) =>
            routing.Look().Agents.Where(agent => agent.Agent != http.User.Number())
                .OrderBy(agent => agent.State != AgentState.Ready).ThenBy(agent => agent.Agent, StringComparer.Ordinal)
                .Take(Most).Select(agent => new Colleague(
                    agent.Agent, names.Of(agent.Agent), AgentNames.StateOf(agent.State),
                    Clock.FromUs(agent.SinceUs))))
        .WithName("listColleagues").WithTags("Desks").RequirePermission(DesksPermissions.WorkDesk);
}

internal sealed record Colleague(
    string Number, BilingualName Name,
    [property: AllowedValues("signedOut", "notReady", "ready", "ringing", "talking", "hold", "wrapup", "chatting",
        "working")] string State,
    DateTimeOffset Since);
