using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TellerLine.Contacts;
using TellerLine.Kernel;
using TellerLine.Routing;

namespace TellerLine.Desks;

/// <summary>Carries the router's orders to desks and telephones, and their answers back.</summary>
internal sealed partial class Offers(
    RouterOrders orders, Lobby lobby, DeskFloor desks, WorkInHand hands, IRouting routing, IDeskPhones phones,
    DeskNotices notices, RoutingOptions options, ILogger<Offers> log)
    : BackgroundService
{
    /// <summary>The agent takes the offer at the desk.</summary>
    /// <returns>A code for the page: null when taken, else <c>phoneDown</c>, <c>tooLate</c>,
    /// <c>notRecorded</c>.</returns>
    public async Task<string?> Accept(Desk desk, string offerId)
    {
        if (desk.Offer is not { } offer || offer.Id != offerId)
            return "tooLate";
        var phone = phones.Look(desk.Agent);
        if (phone.Kind == "sip")
            return "answerThePhone";
        return phone.Up ? await offer.Accept(() => Take(desk, offer)) : "phoneDown";
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await foreach (var effect in orders.Reader.ReadAllAsync(stoppingToken))
            {
                using var scope = log.BeginScope(
                    new KeyValuePair<string, object?>[] { new("Contact", ContactOf(effect)) });
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

    private static string? ContactOf(RouterEffect effect) => effect switch
    {
        OfferMade made => made.ContactId,
        OfferWithdrawn withdrawn => withdrawn.ContactId,
        OfferWon won => won.ContactId,
        ContactRefused refused => refused.ContactId,
        _ => null,
    };

    private async Task Carry(RouterEffect effect)
    {
        switch (effect)
        {
            case OfferMade made when lobby.Find(made.ContactId) is { } work:
                await Ring(made, work);
                break;
            case OfferWithdrawn withdrawn:
                if (desks.Of(withdrawn.Agent).StopRinging(withdrawn.OfferId) is { } stopped)
                {
                    Note(stopped.Work, new OfferEnded(withdrawn.OfferId, withdrawn.Agent, How(withdrawn.Why)));
                    WaitsAgain(stopped.Work, withdrawn.Why);
                }
                break;
            case OfferWon won:
                if (desks.Of(won.Agent).StopRinging(won.OfferId) is { } taken)
                    Note(taken.Work, new OfferEnded(won.OfferId, won.Agent, "accepted"));
                break;
            case ContactRelaxed relaxed when lobby.Find(relaxed.ContactId) is { } waiting:
                Note(waiting, new ContactWaitRelaxed(relaxed.Queue, relaxed.Step));
                break;
            case ContactRefused refused:
                lobby.Refuse(refused);
                break;
            case AgentStateChanged changed:
                var desk = desks.Of(changed.Agent);
                desk.State = changed;
                desk.Changed();
                break;
        }
    }

    /// <summary>
    /// The router has put the contact back to the front; one that has left is out of the lobby and waits for nobody.
    /// </summary>
    private void WaitsAgain(IWaitingWork work, WithdrawReason why)
    {
        if (why is WithdrawReason.ContactLeft or WithdrawReason.PickedUp || lobby.Find(work.Id) is null)
            return;
        Note(work, new ContactQueued(
            work.Queue, work.HeadStartS, AtFront: true, work.WaitSinceUs,
            EnumWords.Of(why)));
    }

    /// <summary>
    /// The contact waits for nobody while its agent consults: its story tells the consultation instead.
    /// </summary>
    private static void Note(IWaitingWork work, object happened)
    {
        if (work.AskedBy is null)
            work.Record.Note(happened);
    }

    private async Task Ring(OfferMade made, IWaitingWork work)
    {
        var desk = desks.Of(made.Agent);
        var phone = phones.Look(desk.Agent);
        var offer = new LiveOffer(made.OfferId, work, made.ExpiresAtUs);
        desk.Ring(offer);
        Note(work, new ContactOffered(made.OfferId, made.Agent, phone.Kind));
        await routing.Tell(new OfferRinging(made.OfferId, made.Agent), CancellationToken.None);
        if (phone.Kind == "sip")
            _ = RingPhone(desk, offer);
    }

    /// <summary>An agent with a SIP phone takes the offer by picking it up.</summary>
    private async Task RingPhone(Desk desk, LiveOffer offer)
    {
        try
        {
            var answer = await phones.Ring(
                desk.Agent, offer.Work.Caller, offer.Work.From, TimeSpan.FromMilliseconds(options.RingTimeoutMs),
                offer.Ringing.Token);
            if (answer == PhoneAnswer.Forwards)
                await notices.Tell(desk.Agent, "phoneForwards");
            if (answer is PhoneAnswer.Declined or PhoneAnswer.Forwards)
                await routing.Tell(new OfferDeclined(offer.Id, desk.Agent), CancellationToken.None);
            else if (answer == PhoneAnswer.Broken)
                await routing.Tell(new AgentGone(desk.Agent), CancellationToken.None);
            else if (answer == PhoneAnswer.PickedUp && await offer.Accept(() => Take(desk, offer)) is not null)
                await phones.PutDown(desk.Agent);
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

    private async Task<string?> Take(Desk desk, LiveOffer offer)
    {
        switch (await routing.Accept(offer.Id, desk.Agent))
        {
            case AcceptOutcome.Won:
                if (lobby.Won(offer.WorkId, desk))
                    return null;
                await hands.NobodyThere(desk, offer.WorkId);
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
