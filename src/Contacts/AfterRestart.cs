using System.Text.Json;
using Dapper;
using Microsoft.Extensions.Logging;
using TellerLine.Kernel;
using TellerLine.Voice;
using TellerLine.Voice.Media.Recording;

namespace TellerLine.Contacts;

/// <summary>
/// Settles what a dead process left behind: its contacts are closed as dropped by the system (never as abandoned by the customer), or, where
/// the conversation was over and only the wrap-up was owed, as handled; their recordings are sealed. Their dialogs are ended by the
/// exchange, which has adopted the media process.
/// </summary>
internal sealed partial class AfterRestart(
    IDb db, IJournal journal, IProjections projections, IExchange exchange, KernelOptions kernel, ILogger<AfterRestart> log)
{
    private List<Unsealed> unsealed = [];

    /// <summary>Before the first call: the contacts.</summary>
    public async Task CloseContacts(CancellationToken ct)
    {
        await projections.CatchUp(ct);
        var open = await db.Read(c => c.Query<Open>(
            "SELECT id, ended_us AS EndedUs, connected_us AS ConnectedUs FROM contacts WHERE closed_us IS NULL ORDER BY started_us").AsList(), ct);
        foreach (var contact in open)
            await Close(contact, ct);
        unsealed = await db.Read(c => c.Query<Unsealed>(
            "SELECT id, contact_id AS ContactId, path FROM recordings WHERE sha256 IS NULL").AsList(), ct);
        if (open.Count > 0)
            Settled(log, open.Count);
    }

    private async Task Close(Open contact, CancellationToken ct)
    {
        var stream = $"contact/{contact.Id}";
        if (contact.EndedUs is not null)
        {
            await journal.Append(stream, new ContactClosed(contact.ConnectedUs is null ? "systemDropped" : "handled"), ct: ct);
            return;
        }
        await journal.Append(stream, new SystemDropped("hostRestarted"), ct: ct);
        // Nobody saw when they stopped talking: the time until the restart is not theirs.
        await journal.Append(stream, new ContactEnded("system", contact.ConnectedUs is null ? "queue" : "conversation", 0), ct: ct);
        await journal.Append(stream, new ContactClosed("systemDropped"), ct: ct);
    }

    /// <summary>Once the exchange listens: the dialogs, and then the recordings, which the media process wrote until its calls ended.</summary>
    public async Task EndCalls(CancellationToken ct)
    {
        await exchange.SettleStoredDialogs(ct);
        foreach (var recording in unsealed)
        {
            try
            {
                var done = RecordingReader.Seal(Path.Combine(kernel.DataDirectory, recording.Path));
                await journal.Append($"contact/{recording.ContactId}",
                    new RecordingFinalised(recording.Id, recording.Path, done.DurationMs, done.Sha256, done.GapCount), ct: ct);
            }
            catch (Exception fault) when (fault is IOException or InvalidDataException or JsonException)
            {
                NotSealed(log, recording.Id, fault);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Count} contacts of the process before this one were settled")]
    private static partial void Settled(ILogger log, int count);

    [LoggerMessage(Level = LogLevel.Error, Message = "Recording {Recording} cannot be sealed")]
    private static partial void NotSealed(ILogger log, string recording, Exception fault);

    private sealed class Open
    {
        public string Id { get; set; } = "";

        public long? EndedUs { get; set; }

        public long? ConnectedUs { get; set; }
    }

    private sealed class Unsealed
    {
        public string Id { get; set; } = "";

        public string ContactId { get; set; } = "";

        public string Path { get; set; } = "";
    }
}
