using System.Text.Json;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TellerLine.Contacts;
using TellerLine.Desks;
using TellerLine.Kernel;
using TellerLine.Voice;
using TellerLine.Voice.Media.Recording;

namespace TellerLine.Calls;

/// <summary>
/// What a dead process left behind: calls whose lines outlived it go on (<see cref="LeftCalls"/>); the other contacts
/// are ended as dropped by the system (never as abandoned by the customer) and closed, unless an agent owes the
/// wrap-up, who is told; their recordings are sealed. Their dialogs are ended by the exchange, which has adopted the
/// media process.
/// </summary>
internal sealed partial class AfterRestart(
    IContactRows contacts, IDeskNotices notices, IJournal journal, IExchange exchange, KernelOptions kernel,
    KeptCalls kept, LeftCalls calls, ILogger<AfterRestart> log)
{
    private readonly List<(OpenContact Contact, KeptCall Call)> _mayGoOn = [];
    private IReadOnlyList<UnsealedRecording> _unsealed = [];

    /// <summary>Before the first call: the contacts of which nothing can be left.</summary>
    public async Task CloseContacts(CancellationToken ct)
    {
        var left = await kept.All(ct);
        var open = await contacts.Open(ct);
        var settled = 0;
        foreach (var contact in open)
        {
            if (contact.EndedBy is null && left.TryGetValue(contact.Record.Id, out var call))
                _mayGoOn.Add((contact, call));
            else
            {
                await Settle(contact);
                settled++;
            }
        }
        foreach (var id in left.Keys.Except(_mayGoOn.Select(one => one.Call.ContactId)))
            kept.Forget(id);
        _unsealed = await contacts.Unsealed(ct);
        if (settled > 0)
            Settled(log, settled);
    }

    /// <summary>Once the exchange has its lines, and before any desk is back: the calls that are still there.</summary>
    public async Task TakeUp(CancellationToken ct)
    {
        foreach (var (contact, call) in _mayGoOn)
        {
            try
            {
                if (await calls.TakeUp(contact.Record, call, ct) is { } goOn)
                {
                    _unsealed = [.. _unsealed.Where(recording => !goOn.Contains(recording.Id))];
                    WentOn(log, call.ContactId);
                    continue;
                }
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                NotTakenUp(log, call.ContactId, fault);
            }
            await Settle(contact);
            kept.Forget(call.ContactId);
        }
        _mayGoOn.Clear();
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

    [LoggerMessage(Level = LogLevel.Information, Message = "The call of contact {Contact} goes on after the restart")]
    private static partial void WentOn(ILogger log, string contact);

    [LoggerMessage(Level = LogLevel.Error, Message = "The call of contact {Contact} cannot go on after the restart")]
    private static partial void NotTakenUp(ILogger log, string contact, Exception fault);

    [LoggerMessage(Level = LogLevel.Error, Message = "Recording {Recording} cannot be sealed")]
    private static partial void NotSealed(ILogger log, string recording, Exception fault);
}

/// <summary>Between the start of the exchange and that of the pages.</summary>
internal sealed class TakesUpCalls(AfterRestart after) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => after.TakeUp(cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
