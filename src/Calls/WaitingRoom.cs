using Microsoft.Extensions.Logging;
using TellerLine.Contacts;
using TellerLine.Desks;
using TellerLine.Routing;
using TellerLine.SelfService;
using TellerLine.Voice;

namespace TellerLine.Calls;

/// <summary>A caller waits for a person: music, the position from time to time, until an agent has accepted.</summary>
internal sealed partial class WaitingRoom(
    IRouting routing, Lobby lobby, WorkInHand hands, CallsOptions options, TimeProvider time,
    ILogger<WaitingRoom> log)
{
    /// <summary>Queued as it was when the centre went away: place and wait clock are kept.</summary>
    public const string Restarted = "restarted";

    /// <param name="reason">See <see cref="ContactQueued.Reason"/>; anything but <c>request</c> and
    /// <c>transferred</c> queues at the front.</param>
    /// <returns>The desk of the agent who took the call, or null when there is no room in the queue.</returns>
    /// <exception cref="OperationCanceledException">The caller hung up.</exception>
    public async Task<Desk?> Wait(LiveContact contact, Telephone phone, string reason, CancellationToken gone)
    {
        var request = contact.Request!;
        if (reason is not ("request" or Restarted))
            contact.ServedByAnother(options);
        var atFront = reason == Restarted ? contact.AtFront
            : reason is not ("request" or "transferred") || request.Reason == HumanReason.LossReport;
        using var place = lobby.Enter(contact);
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(gone);
        await contact.Acknowledge(new ContactQueued(
            RoutingLimits.ServiceQueue, request.Priority, atFront, contact.WaitSinceUs!.Value, reason));
        await routing.Tell(
            new ContactWaits(
                contact.Id, RoutingLimits.ServiceQueue, Priorities.HeadStartUs(request.Priority),
                contact.WaitSinceUs.Value, atFront),
            CancellationToken.None);
        var entertained = Entertain(contact, phone, reason, waiting.Token);
        try
        {
            return await hands.Taken(place, gone);
        }
        finally
        {
            await waiting.CancelAsync();
            await entertained;
        }
    }

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
                    contact.Note(new PositionAnnounced(position));
                    await phone.Say(Announcements.QueuePosition(phone.Language, position - 1), ct);
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
