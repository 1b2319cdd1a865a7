using TellerLine.Contacts;
using TellerLine.Routing;

namespace TellerLine.Desks;

/// <summary>Puts work into agents' hands and takes it out again, and tells the router what became of it.</summary>
public sealed class WorkInHand
{
    private readonly IRouting _routing;
    private readonly IDeskPhones _phones;
    private readonly IDeskNotices _notices;
    private readonly DeskFloor _desks;

    internal WorkInHand(IRouting routing, IDeskPhones phones, IDeskNotices notices, DeskFloor desks) =>
        (_routing, _phones, _notices, _desks) = (routing, phones, notices, desks);

    /// <summary>Waits for an agent to take the work at this place, which is left either way.</summary>
    /// <returns>The desk of who took it, or null when nobody will.</returns>
    /// <exception cref="OperationCanceledException">It waits no more: the router is told, and whoever was accepting in
    /// this instant is free again.</exception>
    public async Task<Desk?> Taken(Lobby.Place place, CancellationToken gone)
    {
        try
        {
            return await place.Taken.WaitAsync(gone);
        }
        catch (OperationCanceledException)
        {
            // Leaving the place decides the race with an agent who is accepting: whoever is later finds it taken.
            place.Dispose();
            if (place.Taken is { IsCompletedSuccessfully: true, Result: { } desk })
                await NobodyThere(desk, place.Work.Id);
            await _routing.Tell(new ContactLeft(place.Work.Id), CancellationToken.None);
            throw;
        }
        finally
        {
            place.Dispose();
        }
    }

    /// <summary>
    /// An agent who is free, ready or not, has the work at once, offered by nobody: it was dialled, picked up or taken
    /// over. Nothing came of it: <see cref="NobodyThere"/>.
    /// </summary>
    /// <param name="rings">It rings at a colleague's desk.</param>
    /// <returns>Null when the agent is not free, or owes a wrap-up.</returns>
    public async Task<Desk?> TakeUp(string agent, string workId, bool rings = false) =>
        _desks.Of(agent) is { AtWork: true, Wrapup: null } desk
            && await _routing.Take(workId, agent, rings) == AcceptOutcome.Won ? desk : null;

    /// <returns>The agent's desk; null when the agent is not at work.</returns>
    public Desk? DeskOf(string agent) => _desks.Of(agent) is { AtWork: true } desk ? desk : null;

    public static void Begin(Desk desk, IWorkInHand work) => desk.Begin(work);

    public async Task Over(Desk desk, IWorkInHand work, WorkEnd end)
    {
        desk.Over(work, owesWrapup: end != WorkEnd.Consulted && work.Record.IsOwedBy(desk.Agent));
        if (end is WorkEnd.AgentAway or WorkEnd.AgentAwayInMenu or WorkEnd.MediaLost)
        {
            await _routing.Tell(new AgentGone(desk.Agent), CancellationToken.None);
            var told = end == WorkEnd.MediaLost ? "callDroppedByMedia"
                : end == WorkEnd.AgentAway ? "callLostWhileAway" : "callLeftInMenu";
            await _notices.Tell(desk.Agent, told, work.Record.Id);
        }
        else
            await _routing.Tell(new ConversationEnded(work.Id, desk.Agent), CancellationToken.None);
        if (end is WorkEnd.Nothing or WorkEnd.Consulted)
            await _routing.Tell(new WrapupDone(desk.Agent, true, work.Id), CancellationToken.None);
    }

    /// <summary>The agent has given the contact to whom was consulted and wraps up.</summary>
    /// <param name="consultId">When that was an agent: what the router knows that consultation by.</param>
    /// <param name="agentAway">The agent did not come back to a conference that went on.</param>
    public async Task HandedOver(Desk desk, IWorkInHand work, string? consultId, bool agentAway)
    {
        desk.Over(work, owesWrapup: work.Record.IsOwedBy(desk.Agent));
        await _routing.Tell(
            new ConversationHandedOver(work.Id, desk.Agent, consultId), CancellationToken.None);
        if (agentAway)
            await _routing.Tell(new AgentGone(desk.Agent), CancellationToken.None);
    }

    /// <summary>
    /// The caller hung up in the instant this agent accepted: no conversation, no wrap-up, ready again.
    /// </summary>
    /// <param name="end">Or the agent's telephone was gone in that instant (<see cref="WorkEnd.AgentAway"/>): not
    /// ready.</param>
    public async Task NobodyThere(Desk desk, string contactId, WorkEnd end = WorkEnd.Nothing)
    {
        await _phones.PutDown(desk.Agent);
        if (end == WorkEnd.AgentAway)
        {
            await _routing.Tell(new AgentGone(desk.Agent), CancellationToken.None);
            return;
        }
        await _routing.Tell(new ConversationEnded(contactId, desk.Agent), CancellationToken.None);
        await _routing.Tell(new WrapupDone(desk.Agent, true, contactId), CancellationToken.None);
    }
}
