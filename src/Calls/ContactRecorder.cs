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
internal sealed partial class ContactRecorder : IEvidenceGuard
{
    private readonly KernelOptions _kernel;
    private readonly TimeProvider _time;
    private readonly ILogger<ContactRecorder> _log;

    /// <summary>Contacts whose recording is whole so far, with its id.</summary>
    private readonly ConcurrentDictionary<string, string> _recorded = new();

    public ContactRecorder(
        IExchange exchange, KernelOptions kernel, TimeProvider time, ILogger<ContactRecorder> log)
    {
        (_kernel, _time, _log) = (kernel, time, log);
        exchange.RecordingBroken += Broke;
    }

    /// <summary>A contact could not be recorded, or time is missing in its recording; must be quick.</summary>
    public event Action? Failed;

    public static string FolderOf(KernelOptions kernel) =>
        Path.Combine(Path.GetFullPath(kernel.DataDirectory), "recordings");

    public bool IsKept(string contactId) =>
        _recorded.ContainsKey(contactId) && !_withheld.ContainsKey(contactId);

    public async Task Start(LiveContact contact)
    {
        var id = Ids.New(_time);
        var path = PathOf(contact, id);
        // Before it begins: its first fault may be told before this goes on.
        _recorded[contact.Id] = id;
        try
        {
            if (_withheld.ContainsKey(contact.Id))
                await contact.Customer.WithholdRecording(true);
            await contact.Customer.Record(new RecordRequest(id, path));
        }
        catch (Exception) when (contact.Customer.Gone.IsCancellationRequested)
        {
            _recorded.TryRemove(contact.Id, out _);
            throw;
        }
        catch (Exception fault)
        {
            _recorded.TryRemove(contact.Id, out _);
            // Whatever the disk, its rights or the media process say: the customer is served.
            NotRecorded(_log, contact.Id, fault);
            contact.Note(new RecordingFailed());
            Failed?.Invoke();
            return;
        }
        (contact.Recording, contact.RecordingId) = (true, id);
        await contact.Acknowledge(new RecordingStarted(id, Path.GetRelativePath(_kernel.DataDirectory, path)));
    }

    public async Task Stop(LiveContact contact)
    {
        _recorded.TryRemove(contact.Id, out _);
        _withheld.TryRemove(contact.Id, out _);
        if (!contact.Recording)
            return;
        contact.Recording = false;
        await Seal(contact, contact.Customer);
    }

    private async Task Seal(LiveContact contact, ILeg line)
    {
        try
        {
            if (await line.StopRecording() is { } done)
                await contact.Acknowledge(new RecordingFinalised(
                    done.RecordingId, Path.GetRelativePath(_kernel.DataDirectory, done.Path), done.DurationMs,
                    done.Sha256, done.GapCount));
        }
        catch (Exception fault)
        {
            // The media process is gone: the file is whole to its last second, and is sealed when the centre starts
            // again.
            NotSealed(_log, contact.Id, fault);
        }
    }

    /// <summary>What is said from here on may be missing: the recording proves nothing begun after it.</summary>
    private void Broke(string recordingId)
    {
        foreach (var (contact, recording) in _recorded)
            if (recording == recordingId && _recorded.TryRemove(new(contact, recording)))
            {
                NoEvidence(_log, contact);
                Failed?.Invoke();
            }
    }

    [LoggerMessage(Level = LogLevel.Critical,
        Message = "Time is missing in the recording of contact {Contact}: it takes no more orders by telephone")]
    private static partial void NoEvidence(ILogger log, string contact);

    [LoggerMessage(Level = LogLevel.Critical,
        Message = "Contact {Contact} is not recorded: see to the recordings' folder and its disk")]
    private static partial void NotRecorded(ILogger log, string contact, Exception fault);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The recording of contact {Contact} is not sealed yet")]
    private static partial void NotSealed(ILogger log, string contact, Exception fault);
}
