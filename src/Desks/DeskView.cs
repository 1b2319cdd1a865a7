using TellerLine.Kernel;
using TellerLine.Routing;

namespace TellerLine.Desks;

/// <summary>A desk as its page shows it. Made of what the desks know themselves: the router is not asked.</summary>
internal sealed class DeskView(
    Lobby lobby, ParkedCalls parked, IDeskPhones phones, AgentNames names, RoutingOptions limits, TimeProvider time)
{
    public DeskState Of(Desk desk)
    {
        var state = desk.State;
        var (waiting, longestSinceUs) = lobby.Queue;
        return new DeskState(
            desk.View, new DeskAgent(desk.Agent, desk.Name),
            AgentNames.StateOf(state.State), state.Reason, Clock.FromUs(state.SinceUs),
            phones.Look(desk.Agent),
            desk.Offer is { } offer ? Offered(offer) : null,
            (desk.Work as ICallInHand)?.View is { } call ? call with { Draft = desk.Draft } : null,
            desk.Wrapup is { } owed ? Wrapup(owed, overdue: state.State != AgentState.Wrapup) : null,
            new DeskQueue(waiting, longestSinceUs is { } us ? Clock.FromUs(us) : null),
            desk.Day, desk.Told, desk.Listening, parked.All)
        {
            Dial = (desk.Work as IDialInHand)?.Dial ?? (desk.Work is null ? desk.LastDial : null),
        };
    }

    private DeskWrapup Wrapup(OwedWrapup owed, bool overdue) => new(
        owed.Record.Id, owed.CustomerName, owed.Title, owed.CallerMasked, Clock.FromUs(owed.EndedUs), owed.Draft,
        limits.WrapupLimitMs, overdue);

    private DeskOffer Offered(LiveOffer offer) => DeskOffer.Of(
        offer.Work.Caller, offer.Id, offer.Work.Record.Id, (time.NowUs() - offer.Work.WaitSinceUs) / 1000,
        Clock.FromUs(offer.ExpiresAtUs), limits.RingTimeoutMs,
        offer.Work.AskedBy is { } agent ? new DeskAgent(agent, names.Of(agent)) : null);
}
