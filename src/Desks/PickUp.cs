using TellerLine.Routing;

namespace TellerLine.Desks;

/// <summary>
/// An agent who is free takes a parked call, or by telephone the one that rings at a colleague's desk.
/// </summary>
public sealed class PickUp
{
    private readonly ParkedCalls _parked;
    private readonly Lobby _lobby;
    private readonly DeskFloor _desks;
    private readonly WorkInHand _hands;
    private readonly IDeskPhones _phones;
    private readonly RoutingOptions _options;

    internal PickUp(
        ParkedCalls parked, Lobby lobby, DeskFloor desks, WorkInHand hands, IDeskPhones phones,
        RoutingOptions options) =>
        (_parked, _lobby, _desks, _hands, _phones, _options) = (parked, lobby, desks, hands, phones, options);

    /// <param name="answer">Answers the agent's telephone, which has called for it; its line is the agent's then.</param>
    /// <param name="place">A parked call's; null: the one parked first.</param>
    /// <returns>As <see cref="Of"/>.</returns>
    public async Task<string?> Parked(string agent, int? place, Func<Task> answer)
    {
        if (Refusal(agent) is { } refused)
            return refused;
        var call = _parked.At(place);
        if (call is null)
            return "noCall";
        await answer();
        return await Win(agent, call.Work.Id, call.TryWin);
    }

    /// <summary>A consultation is the colleague's alone, and so is who asked for him by number.</summary>
    /// <inheritdoc cref="Parked"/>
    public async Task<string?> Offered(string agent, string colleague, Func<Task> answer)
    {
        if (Refusal(agent) is { } refused)
            return refused;
        if (agent == colleague || _desks.Of(colleague).Offer is not { Work: { AskedBy: null } work })
            return "noCall";
        await answer();
        return await Win(agent, work.Id, desk => _lobby.Won(work.Id, desk), rings: true);
    }

    /// <returns>A code for the page: null when it is the agent's, else <c>noCall</c>, <c>phoneDown</c>,
    /// <c>listening</c>, <c>notFree</c>.</returns>
    internal async Task<string?> Of(Desk desk, string contactId)
    {
        if (_parked.Find(contactId) is not { } place)
            return "noCall";
        if (desk.Listening is not null)
            return "listening";
        var phone = _phones.Look(desk.Agent);
        if (phone.Kind == "sip" ? !await Rings(desk, place) : !phone.Up)
            return "phoneDown";
        return await Win(desk.Agent, contactId, place.TryWin);
    }

    private string? Refusal(string agent) =>
        _phones.Look(agent).Kind != "sip" ? "phoneDown"
        : _desks.Of(agent) is not { AtWork: true } desk ? "notFree"
        : desk.Listening is not null ? "listening" : null;

    private async Task<string?> Win(string agent, string workId, Func<Desk, bool> won, bool rings = false)
    {
        if (await _hands.TakeUp(agent, workId, rings) is not { } desk)
        {
            await _phones.PutDown(agent);
            return "notFree";
        }
        if (won(desk))
            return null;
        await _hands.NobodyThere(desk, workId);
        return "noCall";
    }

    /// <summary>A SIP phone is rung first; it is picked up or it is not.</summary>
    private async Task<bool> Rings(Desk desk, ParkedCalls.Place place)
    {
        try
        {
            return await _phones.Ring(
                desk.Agent, place.Work.Caller, place.Work.From, TimeSpan.FromMilliseconds(_options.RingTimeoutMs),
                place.Left) == PhoneAnswer.PickedUp;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
