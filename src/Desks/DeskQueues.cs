using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using TellerLine.Access;
using TellerLine.Definitions;
using TellerLine.Routing;

namespace TellerLine.Desks;

/// <param name="ExpectedMs">How long who joins now would wait.</param>
/// <param name="Ready">Agents idle for it.</param>
public sealed record QueueChoice(string Code, BilingualName Name, int Waiting, long ExpectedMs, int Ready);

/// <summary>The queues a customer may be sent to, as they are now.</summary>
public sealed class DeskQueues(IDefinitions definitions, IRouting routing)
{
    public IReadOnlyList<QueueChoice> All
    {
        get
        {
            var now = routing.Look();
            return
            [
                .. Telephone.Select(queue => (queue, now.Queue(queue.Code))).Select(each => new QueueChoice(
                    each.queue.Code, new(each.queue.Zh, each.queue.En), each.Item2.Waiting,
                    each.Item2.ExpectedUs / 1_000, each.Item2.ReadyAgents)),
            ];
        }
    }

    private IEnumerable<DefinedQueue> Telephone =>
        definitions.Now(QueueList.Kind).Value.Queues.Where(queue => queue.Channel == RoutingPlan.Voice);

    public bool Knows(string code) => Telephone.Any(queue => queue.Code == code);

    internal static void Map(IEndpointRouteBuilder routes) => routes.MapGet(
        "/api/desk/queues", (DeskQueues queues) => queues.All)
        .WithName("listDeskQueues").WithTags("Desks").RequirePermission(DesksPermissions.WorkDesk);
}
