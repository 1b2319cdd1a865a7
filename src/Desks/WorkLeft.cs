using TellerLine.Routing;

namespace TellerLine.Desks;

/// <summary>
/// Agents whose work outlived the process before this one: at work again with it, whether their pages are back or not.
/// One whose page does not come back leaves as any does whose desk is lost: its lease runs out.
/// </summary>
public sealed class WorkLeft
{
    private readonly DeskFloor _desks;
    private readonly IRouting _routing;

    internal WorkLeft(DeskFloor desks, IRouting routing) => (_desks, _routing) = (desks, routing);

    /// <returns>Null when the agent has another work already.</returns>
    public async Task<Desk?> TakeUp(string agent, string workId, bool held)
    {
        var desk = _desks.Of(agent);
        if (!desk.AtWork)
        {
            desk.AtWork = true;
            await _routing.Tell(new AgentSignedIn(agent, [RoutingLimits.ServiceQueue]), CancellationToken.None);
        }
        if (await _routing.Take(workId, agent) != AcceptOutcome.Won)
            return null;
        if (held)
            await _routing.Tell(new ConversationHeld(workId, agent), CancellationToken.None);
        return desk;
    }
}
