using System.Text.Json;
using TellerLine.Customers;
using TellerLine.Kernel;
using TellerLine.Routing;

namespace TellerLine.Contacts.Desks;

/// <summary>A desk as its page shows it.</summary>
internal static class DeskView
{
    public static DeskState Of(Desk desk, IRouting routing, DeskRegister register, TimeProvider time)
    {
        var snapshot = routing.Look();
        var queue = snapshot.Queue(RoutingLimits.ServiceQueue);
        var state = desk.State;
        return new DeskState(
            new DeskAgent(desk.Agent, desk.Name),
            StateName(state.State), state.Reason, Clock.FromUs(state.SinceUs),
            new DeskPhone(desk.PhoneKind, desk.BrowserUp, register.IsRegistered(desk.Agent)),
            desk.Offer is { } offer ? Offered(offer, time) : null,
            desk.Conversation is { Connected: true } conversation ? Talking(conversation, desk) : null,
            desk.Wrapup is { } owed ? Wrapup(owed, register) : null,
            new DeskQueue(queue.Waiting + queue.Offered, queue.LongestSinceUs is { } us ? Clock.FromUs(us) : null),
            desk.Day);
    }

    public static DeskCaller Caller(LiveContact contact) => new(
        contact.Card is { } card ? card.Kind == CustomerKind.Company ? card.Name : card.Surname : null,
        contact.Card?.Title,
        contact.Card is null ? null : JsonNamingPolicy.CamelCase.ConvertName(contact.Card.Segment.ToString()),
        Masks.Phone(contact.Caller), contact.LevelName, contact.Request?.Path ?? [], contact.RequestReason,
        contact.Request?.SelfServiceEnded ?? false);

    private static DeskWrapup Wrapup(OwedWrapup owed, DeskRegister register)
    {
        var who = Caller(owed.Contact);
        return new DeskWrapup(
            owed.Contact.Id, who.CustomerName, who.Title, who.CallerMasked, Clock.FromUs(owed.EndedUs), owed.Draft, register.WrapupLimitMs);
    }

    private static DeskOffer Offered(LiveOffer offer, TimeProvider time)
    {
        var who = Caller(offer.Contact);
        return new DeskOffer(
            offer.Id, offer.Contact.Id, who.CustomerName, who.Title, who.Segment, who.CallerMasked, who.Identification, who.Path, who.Reason,
            who.SelfServiceEnded, (time.NowUs() - offer.Contact.WaitSinceUs!.Value) / 1000, Clock.FromUs(offer.ExpiresAtUs));
    }

    private static DeskCall Talking(Conversation conversation, Desk desk)
    {
        var who = Caller(conversation.Contact);
        var view = conversation.View;
        return new DeskCall(
            conversation.Contact.Id, who.CustomerName, who.Title, who.Segment, who.CallerMasked, who.Identification, who.Path, who.Reason,
            who.SelfServiceEnded, view.ConnectedAt, view.HeldSince, view.Muted, view.CustomerState, conversation.Contact.Recording, desk.Accounts);
    }

    private static string StateName(AgentState state) => state switch
    {
        AgentState.LoggedOut => "signedOut",
        AgentState.Reserved => "ringing",
        _ => JsonNamingPolicy.CamelCase.ConvertName(state.ToString()),
    };
}
