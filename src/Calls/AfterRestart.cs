using System.Text.Json;
using Microsoft.Extensions.Logging;
using TellerLine.Contacts;
using TellerLine.Desks;
using TellerLine.Kernel;
using TellerLine.Voice;
using TellerLine.Voice.Media.Recording;

namespace TellerLine.Calls;

/// <summary>
/// Settles what a dead process left behind: its contacts are ended as dropped by the system (never as abandoned by the
/// customer) and closed, unless an agent owes the wrap-up, who is told; their recordings are sealed. Their dialogs are
/// ended by the exchange, which has adopted the
/// media process.
/// </summary>
internal sealed partial class AfterRestart(
    IContactRows contacts, IDeskNotices notices, IJournal journal, IExchange exchange, KernelOptions kernel,
    ILogger<AfterRestart> log)
{
    private IReadOnlyList<UnsealedRecording> _unsealed = [];

    /// <summary>Before the first call: the contacts.</summary>
    public async Task CloseContacts(CancellationToken ct)
    {
        var open = await contacts.Open(ct);
        foreach (var contact in open)
            await Settle(contact);
        _unsealed = await contacts.Unsealed(ct);
        if (open.Count > 0)
            Settled(log, open.Count);
    }

    private async Task Settle(OpenContact contact)
    {
        var record = contact.Record;
        if (contact.EndedBy is null)
        {
            // Nobody saw when they stopped talking: the time until the restart is not theirs.
            await record.End("system", 0, "hostRestarted");
            if (record.InHandOf is { } agent)
                await notices.Tell(agent, "callDroppedByRestart", record.Id);
        }
        else
            await record.End(contact.EndedBy, 0);
        await record.Over();
    }

    /// <summary>
    /// Once the exchange listens: the dialogs, and then the recordings, which the media process wrote until its calls
    /// ended.
    /// </summary>
    public async Task EndCalls(CancellationToken ct)
    {
        await exchange.SettleStoredDialogs(ct);
        foreach (var recording in _unsealed)
        {
            try
            {
                var done = RecordingReader.Seal(Path.Combine(kernel.DataDirectory, recording.Path));
                await journal.Append(
                    ContactRecord.StreamOf(recording.ContactId),
                    new RecordingFinalised(recording.Id, recording.Path, done.DurationMs, done.Sha256, done.GapCount),
                    ct: ct);
            }
            catch (Exception fault) when (
                fault is IOException or InvalidDataException or JsonException or UnauthorizedAccessException)
            {
                NotSealed(log, recording.Id, fault);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Count} contacts of the process before this one were settled")]
    private static partial void Settled(ILogger log, int count);

    [LoggerMessage(Level = LogLevel.Error, Message = "Recording {Recording} cannot be sealed")]
    private static partial void NotSealed(ILogger log, string recording, Exception fault);
}
