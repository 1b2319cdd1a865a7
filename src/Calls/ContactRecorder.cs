using Microsoft.Extensions.Logging;
using TellerLine.Contacts;
using TellerLine.Kernel;
using TellerLine.Voice;

namespace TellerLine.Calls;

/// <summary>Records a contact from its answer to its end; a recorder that cannot record raises its voice and the call goes on.</summary>
internal sealed partial class ContactRecorder(KernelOptions kernel, TimeProvider time, ILogger<ContactRecorder> log)
{
    public async Task Start(LiveContact contact)
    {
        var id = Ids.New(time);
        var day = Clock.FromUs(contact.ArrivedUs);
        var path = Path.Combine(Path.GetFullPath(kernel.DataDirectory), "recordings", $"{day:yyyy}", $"{day:MM}", $"{day:dd}", id + ".tlr");
        try
        {
            await contact.Customer.Record(new RecordRequest(id, path));
            contact.Recording = true;
            await contact.Acknowledge(new RecordingStarted(id, Path.GetRelativePath(kernel.DataDirectory, path)));
        }
        catch (IOException fault)
        {
            RecordingFailed(log, contact.Id, fault);
        }
    }

    public async Task Stop(LiveContact contact)
    {
        if (!contact.Recording)
            return;
        contact.Recording = false;
        try
        {
            if (await contact.Customer.StopRecording() is { } done)
                await contact.Acknowledge(new RecordingFinalised(
                    done.RecordingId, Path.GetRelativePath(kernel.DataDirectory, done.Path), done.DurationMs, done.Sha256, done.GapCount));
        }
        catch (Exception fault) when (fault is IOException or OperationCanceledException)
        {
            // The media process is gone: the file is whole to its last second, and is sealed when the centre starts again.
            RecordingNotSealed(log, contact.Id, fault);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Contact {Contact} is not recorded")]
    private static partial void RecordingFailed(ILogger log, string contact, Exception fault);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The recording of contact {Contact} is not sealed yet")]
    private static partial void RecordingNotSealed(ILogger log, string contact, Exception fault);
}
