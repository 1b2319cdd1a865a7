using Microsoft.Extensions.Logging;
using TellerLine.Contacts;
using TellerLine.Kernel;
using TellerLine.Voice;

namespace TellerLine.Calls;

/// <summary>
/// What agent and consulted say while the customer waits: a recording of its own of the same contact, of the consulted
/// one's line. It proves nothing of the customer's, and a contact is served without it.
/// </summary>
internal sealed partial class ContactRecorder
{
    /// <summary>Begins with the first moment that is kept; what is not kept after that is silent in it.</summary>
    /// <exception cref="OperationCanceledException">The consulted one's line is gone.</exception>
    public async Task KeepApart(LiveContact contact, Consultation with, bool kept)
    {
        var apart = with.Apart;
        if (apart.Id is null)
        {
            if (kept && !apart.Tried)
                await StartApart(contact, with);
        }
        else if (apart.Kept != kept)
        {
            await with.Leg!.WithholdRecording(!kept);
            apart.Kept = kept;
        }
    }

    /// <summary>Seals it. Harmless when there is none.</summary>
    public Task StopApart(LiveContact contact, Consultation with)
    {
        if (with.Apart.Id is null)
            return Task.CompletedTask;
        with.Apart.Id = null;
        return Seal(contact, with.Leg!);
    }

    private async Task StartApart(LiveContact contact, Consultation with)
    {
        var (apart, id) = (with.Apart, Ids.New(_time));
        var path = PathOf(contact, id);
        apart.Tried = true;
        try
        {
            await with.Leg!.Record(new RecordRequest(id, path));
        }
        catch (Exception) when (with.Leg!.Gone.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception fault)
        {
            NotRecordedApart(_log, contact.Id, fault);
            contact.Note(new RecordingFailed { Consultation = with.Id });
            Failed?.Invoke();
            return;
        }
        (apart.Id, apart.Kept) = (id, true);
        await contact.Acknowledge(
            new RecordingStarted(id, Path.GetRelativePath(_kernel.DataDirectory, path)) { Consultation = with.Id });
    }

    [LoggerMessage(Level = LogLevel.Critical,
        Message = "A consultation about contact {Contact} is not recorded: see to the recordings' folder and its disk")]
    private static partial void NotRecordedApart(ILogger log, string contact, Exception fault);
}

/// <summary>How a consultation is recorded.</summary>
internal sealed class ApartRecording
{
    /// <summary>Of the recording that runs, or null.</summary>
    public string? Id { get; set; }

    /// <summary>It was begun, or could not be.</summary>
    public bool Tried { get; set; }

    /// <summary>Something of it is kept just now; null: not known, a process before this one began it.</summary>
    public bool? Kept { get; set; }

    public void GoesOn(string? id) => (Id, Tried) = (id, id is not null);
}
