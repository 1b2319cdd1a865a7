using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using TellerLine.Banking;
using TellerLine.Contacts;
using TellerLine.Kernel;
using TellerLine.Voice;

namespace TellerLine.Calls;

/// <summary>
/// Records a contact from its answer to its end. One that cannot be recorded goes on all the same: it is marked,
/// alarmed, and what needs a recording as its evidence is refused.
/// </summary>
internal sealed partial class ContactRecorder(KernelOptions kernel, TimeProvider time, ILogger<ContactRecorder> log)
    : IEvidenceGuard
{
    private readonly ConcurrentDictionary<string, byte> _recorded = new();

    public bool IsKept(string contactId) => _recorded.ContainsKey(contactId);

    public async Task Start(LiveContact contact)
    {
        var id = Ids.New(time);
        var day = Clock.FromUs(contact.ArrivedUs);
        var path = Path.Combine(
            Path.GetFullPath(kernel.DataDirectory), "recordings", $"{day:yyyy}", $"{day:MM}", $"{day:dd}", id + ".tlr");
        try
        {
            await contact.Customer.Record(new RecordRequest(id, path));
        }
        catch (Exception fault) when (!contact.Customer.Gone.IsCancellationRequested)
        {
            // Whatever the disk, its rights or the media process say: the customer is served.
            NotRecorded(log, contact.Id, fault);
            contact.Note(new RecordingFailed());
            return;
        }
        contact.Recording = true;
        _recorded[contact.Id] = 0;
        await contact.Acknowledge(new RecordingStarted(id, Path.GetRelativePath(kernel.DataDirectory, path)));
    }

    public async Task Stop(LiveContact contact)
    {
        _recorded.TryRemove(contact.Id, out _);
        if (!contact.Recording)
            return;
        contact.Recording = false;
        try
        {
            if (await contact.Customer.StopRecording() is { } done)
                await contact.Acknowledge(new RecordingFinalised(
                    done.RecordingId, Path.GetRelativePath(kernel.DataDirectory, done.Path), done.DurationMs,
                    done.Sha256, done.GapCount));
        }
        catch (Exception fault)
        {
            // The media process is gone: the file is whole to its last second, and is sealed when the centre starts
            // again.
            NotSealed(log, contact.Id, fault);
        }
    }

    [LoggerMessage(Level = LogLevel.Critical,
        Message = "Contact {Contact} is not recorded: see to the recordings' folder and its disk")]
    private static partial void NotRecorded(ILogger log, string contact, Exception fault);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The recording of contact {Contact} is not sealed yet")]
    private static partial void NotSealed(ILogger log, string contact, Exception fault);
}
