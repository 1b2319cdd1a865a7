using TellerLine.Routing;

namespace TellerLine.Desks;

/// <summary>Puts work into agents' hands and takes it out again, and tells the router what became of it.</summary>
public sealed class WorkInHand
{
    private readonly IRouting _routing;
    private readonly IDeskPhones _phones;

    internal WorkInHand(IRouting routing, IDeskPhones phones) => (_routing, _phones) = (routing, phones);

    public void Begin(Desk desk, IWorkInHand work) => desk.Begin(work);

    public async Task Over(Desk desk, IWorkInHand work, WorkEnd end)
    {
        desk.Over(work, end == WorkEnd.Wrapup);
        if (end == WorkEnd.AgentAway)
            await _routing.Tell(new AgentLost(desk.Agent), CancellationToken.None);
        else
            await _routing.Tell(new ConversationEnded(work.Record.Id, desk.Agent), CancellationToken.None);
        if (end == WorkEnd.Nothing)
            await _routing.Tell(new WrapupDone(desk.Agent, true, work.Record.Id), CancellationToken.None);
    }

    /// <summary>The caller hung up in the instant this agent accepted: no conversation, no wrap-up, ready again.</summary>
    public async Task NobodyThere(Desk desk, string contactId)
    {
        await _phones.PutDown(desk.Agent);
        await _routing.Tell(new ConversationEnded(contactId, desk.Agent), CancellationToken.None);
        await _routing.Tell(new WrapupDone(desk.Agent, true, contactId), CancellationToken.None);
    }
}
