using Microsoft.Extensions.Logging;
using TellerLine.Contacts;
using TellerLine.Desks;
using TellerLine.Kernel;
using TellerLine.SelfService;
using TellerLine.Voice;

namespace TellerLine.Calls;

/// <summary>A parked customer hears music until somebody picks the call up.</summary>
internal sealed partial class ParkingLot(
    ParkedCalls parked, WorkInHand hands, CallsOptions options, TimeProvider time, ILogger<ParkingLot> log)
{
    /// <param name="by">The agent who parked it.</param>
    /// <returns>The desk of who picked it up; null when nobody did in time.</returns>
    /// <exception cref="OperationCanceledException">The customer hung up.</exception>
    public Task<Desk?> Wait(LiveContact contact, Telephone phone, string by)
    {
        var place = parked.Enter(contact, by);
        contact.Note(new ContactParked(by, place.Number));
        contact.ServedByAnother(options);
        return Wait(contact, phone, place, []);
    }

    /// <summary>
    /// Parked in the process before this one: at the same number where it is free, no longer than it would have been,
    /// and picked up even while it is told.
    /// </summary>
    public async Task<Desk?> GoOn(LiveContact contact, Telephone phone, KeptParked kept)
    {
        await contact.Customer.Resume();
        phone.Note(new PromptsSpoken(WaitingRoom.Restarted, phone.Language, [PromptNames.Restarted]));
        return await Wait(
            contact, phone, parked.Enter(contact, kept.By, (kept.Number, kept.SinceUs)), [PromptNames.Restarted]);
    }

    private async Task<Desk?> Wait(
        LiveContact contact, Telephone phone, ParkedCalls.Place entered, IReadOnlyList<string> told)
    {
        using var place = entered;
        var gone = contact.Customer.Gone;
        contact.Park(new KeptParked(place.By, place.Number, place.SinceUs));
        var leftUs = (options.ParkMs * 1_000L) - (time.NowUs() - place.SinceUs);
        using var late = new CancellationTokenSource(TimeSpan.FromMicroseconds(Math.Max(0, leftUs)), time);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(gone, late.Token);
        var entertained = Entertain(contact, phone, told, over.Token);
        try
        {
            return await place.Taken.WaitAsync(over.Token);
        }
        catch (OperationCanceledException)
        {
            // Leaving the place decides the race with an agent who picks it up in this instant.
            place.Dispose();
            if (place.Taken is { IsCompletedSuccessfully: true, Result: { } desk })
            {
                if (!gone.IsCancellationRequested)
                    return desk;
                await hands.NobodyThere(desk, contact.Id);
            }
            gone.ThrowIfCancellationRequested();
            return null;
        }
        finally
        {
            contact.Park(null);
            await over.CancelAsync();
            await entertained;
        }
    }

    private async Task Entertain(
        LiveContact contact, Telephone phone, IReadOnlyList<string> told, CancellationToken ct)
    {
        try
        {
            if (told.Count > 0)
                await phone.Say(told, ct);
            await contact.Customer.Play(new PlayRequest([phone.Music], Loop: true), ct);
        }
        catch (OperationCanceledException)
        {
            // What played is stopped by the bridge, the next prompt or the hang-up.
        }
        catch (Exception fault)
        {
            NoMusic(log, contact.Id, fault);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Parked contact {Contact} waits in silence")]
    private static partial void NoMusic(ILogger log, string contact, Exception fault);
}
