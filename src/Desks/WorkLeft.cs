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
    private readonly Duty _duty;

    internal WorkLeft(DeskFloor desks, IRouting routing, Duty duty) =>
        (_desks, _routing, _duty) = (desks, routing, duty);

    /// <returns>Null when the agent has another work already.</returns>
    public async Task<Desk?> TakeUp(string agent, string workId, bool held)
    {
        var desk = _desks.Of(agent);
        var returns = await _duty.Begin(desk);
        if (await _routing.Take(workId, agent) != AcceptOutcome.Won)
            return null;
        // Who signs in is not ready, and would be so again after the wrap-up; this one was at work all the time.
        if (returns)
            await _routing.Tell(new AgentReady(agent), CancellationToken.None);
        if (held)
            await _routing.Tell(new ConversationHeld(workId, agent), CancellationToken.None);
        return desk;
    }
}
