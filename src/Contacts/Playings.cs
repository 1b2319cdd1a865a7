using System.Collections.Concurrent;
using System.Security.Cryptography;
using TellerLine.Kernel;

namespace TellerLine.Contacts;

/// <summary>
/// Somebody plays a recording: with a purpose, after its hashes were checked, written into the contact's story and the
/// audit. A player then fetches it in as many ranges as it likes, under the playing's key.
/// </summary>
internal sealed class Playings(Recordings recordings, IDb db, IAudit audit, TimeProvider time)
{
    private const int Most = 4_096;

    private static readonly TimeSpan Lasts = TimeSpan.FromHours(12);

    public static readonly IReadOnlyList<string> Purposes = ["review", "complaint", "dispute", "quality", "training",
        "investigation"];

    private readonly ConcurrentDictionary<string, Playing> _open = new();

    /// <param name="purpose">One of <see cref="Purposes"/>.</param>
    public async Task<PlayingOutcome> Begin(RecordingRow row, string user, string purpose)
    {
        using var file = await recordings.Open(row);
        if (file is null)
            return new PlayingOutcome.NoFile();
        if (await recordings.Fault(row, file) is { } fault)
        {
            await db.Write(scope =>
            {
                scope.Append(ContactRecord.StreamOf(row.ContactId), new RecordingBroken(row.Id, fault));
                return audit.Add(scope, user, "recording.broken", row.Id, fault);
            });
            return new PlayingOutcome.Broken();
        }
        await db.Write(scope =>
        {
            scope.Append(ContactRecord.StreamOf(row.ContactId), new RecordingPlayed(row.Id, user, purpose));
            return audit.Add(scope, user, "recording.played", row.Id, purpose);
        });
        Forget();
        var key = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        _open[key] = new Playing(row.Id, user, time.GetUtcNow());
        return new PlayingOutcome.Begun(key);
    }

    /// <summary>Whether this user plays this recording under this key.</summary>
    public bool Covers(string key, string recordingId, string user) =>
        _open.TryGetValue(key, out var playing) && playing.RecordingId == recordingId && playing.User == user
        && time.GetUtcNow() - playing.Since < Lasts;

    private void Forget()
    {
        var now = time.GetUtcNow();
        foreach (var (key, playing) in _open)
            if (now - playing.Since >= Lasts)
                _open.TryRemove(key, out _);
        while (_open.Count >= Most)
            _open.TryRemove(_open.MinBy(o => o.Value.Since).Key, out _);
    }

    private sealed record Playing(string RecordingId, string User, DateTimeOffset Since);
}

internal abstract record PlayingOutcome
{
    public sealed record Begun(string Key) : PlayingOutcome;

    public sealed record NoFile : PlayingOutcome;

    /// <summary>The recording is not what was recorded.</summary>
    public sealed record Broken : PlayingOutcome;
}
