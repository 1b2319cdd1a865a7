using System.Text.Json;
using TellerLine.Kernel;
using TellerLine.Routing;

namespace TellerLine.Desks;

/// <summary>A desk as its page shows it.</summary>
internal sealed class DeskView(IRouting routing, IDeskPhones phones, RoutingOptions limits, TimeProvider time)
{
    public DeskState Of(Desk desk)
    {
        var queue = routing.Look().Queue(RoutingLimits.ServiceQueue);
        var state = desk.State;
        return new DeskState(
            new DeskAgent(desk.Agent, desk.Name),
            StateName(state.State), state.Reason, Clock.FromUs(state.SinceUs),
            phones.Look(desk.Agent),
            desk.Offer is { } offer ? Offered(offer) : null,
            (desk.Work as ICallInHand)?.View,
            desk.Wrapup is { } owed ? Wrapup(owed) : null,
            new DeskQueue(queue.Waiting + queue.Offered, queue.LongestSinceUs is { } us ? Clock.FromUs(us) : null),
            desk.Day);
    }

    private DeskWrapup Wrapup(OwedWrapup owed) => new(
        owed.Record.Id, owed.Caller.CustomerName, owed.Caller.Title, owed.Caller.CallerMasked, Clock.FromUs(owed.EndedUs), owed.Draft,
        limits.WrapupLimitMs);

    private DeskOffer Offered(LiveOffer offer)
    {
        var who = offer.Work.Caller;
        return new DeskOffer(
            offer.Id, offer.ContactId, who.CustomerName, who.Title, who.Segment, who.CallerMasked, who.Identification, who.Path, who.Reason,
            who.SelfServiceEnded, (time.NowUs() - offer.Work.WaitSinceUs) / 1000, Clock.FromUs(offer.ExpiresAtUs));
    }

    private static string StateName(AgentState state) => state switch
    {
        AgentState.LoggedOut => "signedOut",
        AgentState.Reserved => "ringing",
        _ => JsonNamingPolicy.CamelCase.ConvertName(state.ToString()),
    };
}
