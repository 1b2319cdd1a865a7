using System.Text.Json;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TellerLine.Routing;
using TellerLine.Voice;

namespace TellerLine.Contacts.Desks;

/// <summary>Carries the router's orders to desks and telephones, and their answers back.</summary>
internal sealed partial class Offers(
    RouterOrders orders, Lobby lobby, DeskBoard desks, IRouting routing, IExchange exchange, RoutingOptions options, ILogger<Offers> log)
    : BackgroundService
{
    /// <summary>The agent takes the offer at the desk.</summary>
    /// <returns>A code for the page: null when taken, else <c>phoneDown</c>, <c>tooLate</c>, <c>notRecorded</c>.</returns>
    public async Task<string?> Accept(Desk desk, string offerId)
    {
        if (desk.Offer is not { } offer || offer.Id != offerId)
            return "tooLate";
        if (desk.PhoneKind == "sip")
            return "answerThePhone";
        return desk.Browser is { } leg && desk.BrowserUp ? await offer.Accept(() => Take(desk, offer, leg)) : "phoneDown";
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await foreach (var effect in orders.Reader.ReadAllAsync(stoppingToken))
            {
                try
                {
                    await Carry(effect);
                }
                catch (Exception fault) when (fault is not OperationCanceledException)
                {
                    EffectBroke(log, effect.GetType().Name, fault);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The host stops.
        }
    }

    private async Task Carry(RouterEffect effect)
    {
        switch (effect)
        {
            case OfferMade made when lobby.Find(made.ContactId) is { } contact:
                await Ring(made, contact);
                break;
            case OfferWithdrawn withdrawn:
                if (desks.Of(withdrawn.Agent).StopRinging(withdrawn.OfferId) is { } stopped)
                {
                    stopped.Contact.Note(new OfferEnded(withdrawn.OfferId, withdrawn.Agent, How(withdrawn.Why)));
                    WaitsAgain(stopped.Contact, withdrawn.Why);
                }
                break;
            case OfferWon won:
                if (desks.Of(won.Agent).StopRinging(won.OfferId) is { } taken)
                    taken.Contact.Note(new OfferEnded(won.OfferId, won.Agent, "accepted"));
                break;
            case ContactRefused refused:
                lobby.Refuse(refused.ContactId);
                break;
            case AgentStateChanged changed:
                var desk = desks.Of(changed.Agent);
                var before = desk.State.State;
                desk.State = changed;
                desk.Changed();
                if (before == AgentState.Wrapup && changed.State != AgentState.Wrapup)
                    await desks.SettleWrapup(desk);
                break;
        }
    }

    /// <summary>The router has put the contact back to the front; one that has left is out of the lobby and waits for nobody.</summary>
    private void WaitsAgain(LiveContact contact, WithdrawReason why)
    {
        if (why == WithdrawReason.ContactLeft || lobby.Find(contact.Id) is null)
            return;
        contact.Where = "queue";
        contact.Note(new ContactQueued(
            RoutingLimits.ServiceQueue, contact.Request!.Priority, AtFront: true, contact.WaitSinceUs!.Value,
            JsonNamingPolicy.CamelCase.ConvertName(why.ToString())));
    }

    private async Task Ring(OfferMade made, LiveContact contact)
    {
        var desk = desks.Of(made.Agent);
        var offer = new LiveOffer(made.OfferId, contact, made.ExpiresAtUs);
        contact.Where = "ringing";
        desk.Ring(offer);
        contact.Note(new ContactOffered(made.OfferId, made.Agent, desk.PhoneKind));
        await routing.Tell(new OfferRinging(made.OfferId, made.Agent), CancellationToken.None);
        if (desk.PhoneKind == "sip")
            _ = RingPhone(desk, offer);
    }

    /// <summary>An agent with a SIP phone takes the offer by picking it up.</summary>
    private async Task RingPhone(Desk desk, LiveOffer offer)
    {
        try
        {
            var name = offer.Contact.Card is { } card ? card.Surname + card.Title : "";
            var dialled = await exchange.Dial(
                new DialRequest(desk.Agent, offer.Contact.Caller ?? "anonymous", name, TimeSpan.FromMilliseconds(options.RingTimeoutMs)),
                offer.Ringing.Token);
            switch (dialled)
            {
                case Dialled.Answered answered:
                    if (await offer.Accept(() => Take(desk, offer, answered.Leg)) is not null)
                        await answered.Leg.Hangup();
                    break;
                case Dialled.NotAnswered { Status: 486 or 600 or 603 or 480 }:
                    await routing.Tell(new OfferDeclined(offer.Id, desk.Agent), CancellationToken.None);
                    break;
            }
        }
        catch (OperationCanceledException)
        {
            // Withdrawn while it rang: the phone was told by CANCEL.
        }
        catch (Exception fault)
        {
            PhoneBroke(log, desk.Agent, fault);
            await routing.Tell(new OfferDeclined(offer.Id, desk.Agent), CancellationToken.None);
        }
    }

    private async Task<string?> Take(Desk desk, LiveOffer offer, ILeg leg)
    {
        switch (await routing.Accept(offer.Id, desk.Agent))
        {
            case AcceptOutcome.Won:
                if (lobby.Won(offer.Contact.Id, new AgentLine(desk, leg)))
                    return null;
                await desk.NobodyThere(offer.Contact.Id, leg);
                return "tooLate";
            case AcceptOutcome.NotRecorded:
                return "notRecorded";
            default:
                return "tooLate";
        }
    }

    private static string How(WithdrawReason why) => why switch
    {
        WithdrawReason.NoAnswer => "noAnswer",
        WithdrawReason.Declined => "declined",
        _ => "withdrawn",
    };

    [LoggerMessage(Level = LogLevel.Error, Message = "Carrying out {Effect} failed")]
    private static partial void EffectBroke(ILogger log, string effect, Exception fault);

    [LoggerMessage(Level = LogLevel.Error, Message = "Ringing the telephone of {Agent} failed")]
    private static partial void PhoneBroke(ILogger log, string agent, Exception fault);
}
