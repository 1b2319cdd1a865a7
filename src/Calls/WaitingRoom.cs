using Microsoft.Extensions.Logging;
using TellerLine.Contacts;
using TellerLine.Definitions;
using TellerLine.Desks;
using TellerLine.Kernel;
using TellerLine.Routing;
using TellerLine.SelfService;
using TellerLine.Voice;

namespace TellerLine.Calls;

/// <summary>A caller waits for a person: music, the position from time to time, until an agent has accepted.</summary>
internal sealed partial class WaitingRoom(
    IRouting routing, Lobby lobby, WorkInHand hands, IDefinitions definitions, IContactRows contacts,
    CallsOptions options, TimeProvider time,
    ILogger<WaitingRoom> log)
{
    /// <summary>Queued as it was when the centre went away: place and wait clock are kept.</summary>
    public const string Restarted = "restarted";

    /// <param name="reason">See <see cref="ContactQueued.Reason"/>; anything but <c>request</c> and
    /// <c>transferred</c> queues at the front.</param>
    /// <param name="first">The first wait of this request: how it is routed is told, and an overloaded queue may turn
    /// it away.</param>
    /// <returns>The desk of the agent who took the call, or null with why it does not wait.</returns>
    /// <exception cref="OperationCanceledException">The caller hung up.</exception>
    public async Task<(Desk? Desk, ContactRefused? Refused)> Wait(
        LiveContact contact, Telephone phone, string reason, bool first, CancellationToken gone)
    {
        var request = contact.Request!;
        if (reason is not ("request" or Restarted))
            contact.ServedByAnother(options);
        var atFront = reason == Restarted ? contact.AtFront
            : reason is not ("request" or "transferred") || request.Reason == HumanReason.LossReport;
        var wanted = contact.Routed(definitions);
        if (first)
        {
            contact.Note(new ContactRouted(
                wanted.Queue, contact.HeadStartS, [.. wanted.Rules.Select(rule => rule.Zh)],
                [.. wanted.Rules.Select(rule => rule.En)], wanted.Version));
        }
        using var place = lobby.Enter(contact);
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(gone);
        await contact.Acknowledge(new ContactQueued(
            contact.Queue, contact.HeadStartS, atFront, contact.WaitSinceUs!.Value, reason));
        await routing.Tell(
            new ContactWaits(contact.Id, contact.Queue, wanted.HeadStartUs, contact.WaitSinceUs.Value, atFront)
            {
                Demands = wanted.Demands,
                Timbre = wanted.Timbre,
                Preferred = await LastAgent(contact, wanted),
                Fresh = first && request.Reason != HumanReason.LossReport,
            },
            CancellationToken.None);
        var entertained = Entertain(contact, phone, reason, waiting.Token);
        try
        {
            return (await hands.Taken(place, gone), place.Refused);
        }
        finally
        {
            await waiting.CancelAsync();
            await entertained;
        }
    }

    /// <summary>Who served this customer of late, where the bank's rules prefer that agent.</summary>
    private async Task<string?> LastAgent(LiveContact contact, Wanted wanted) =>
        wanted.LastAgentHours > 0 && contact.Card is { } customer
            ? await contacts.LastAgentOf(
                customer.Id, time.NowUs() - wanted.LastAgentHours * 3_600_000_000L, contact.Id)
            : null;

    [LoggerMessage(Level = LogLevel.Error, Message = "Waiting contact {Contact} hears nothing any more")]
    private static partial void NotEntertained(ILogger log, string contact, Exception fault);

    private async Task Entertain(LiveContact contact, Telephone phone, string reason, CancellationToken ct)
    {
        var music = new PlayRequest([phone.Music], Loop: true);
        try
        {
            if (reason is "request" or "transferred")
                await phone.Say([PromptNames.QueueWelcome], ct);
            while (true)
            {
                if (routing.PositionOf(contact.Id) is { } position)
                {
                    var expectedUs = routing.ExpectedUs(contact.Id);
                    contact.Note(new PositionAnnounced(position) { ExpectedUs = expectedUs });
                    await phone.Say(
                        [
                            .. Announcements.QueuePosition(phone.Language, position - 1),
                            .. Announcements.ExpectedWait(phone.Language, expectedUs),
                        ], ct);
                }
                var playing = contact.Customer.Play(music, ct);
                await Task.Delay(TimeSpan.FromMilliseconds(options.PositionEveryMs), time, ct);
                await contact.Customer.StopPlay();
                await playing;
            }
        }
        catch (OperationCanceledException)
        {
            // The wait is over, one way or the other; what played is stopped by the bridge or the hang-up.
        }
        catch (Exception fault)
        {
            // A prompt that went missing, or the music: the caller waits in silence, and is answered all the same.
            NotEntertained(log, contact.Id, fault);
        }
    }
}
