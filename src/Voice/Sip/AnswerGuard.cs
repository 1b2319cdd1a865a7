using System.Net;

namespace TellerLine.Voice.Sip;

/// <summary>
/// Wrong digest answers counted by user and source: five in a row lock that user for that source, a minute, then twice
/// as long each time, an hour at most. Another source's guesses never lock the user's own telephone out. A source that
/// tries
/// many users is heard no more for a while, but for those who are registered from it. Bounded; under the stack's gate.
/// </summary>
internal sealed class AnswerGuard(TimeProvider time)
{
    private const int Patience = 5;
    private const int SourcePatience = 50;
    private const int MaxRemembered = 50_000;
    private static readonly TimeSpan First = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    private readonly Dictionary<(string User, IPAddress Source), Wrongs> _wrongs = [];

    /// <param name="registeredHere">The user has a live binding from this source.</param>
    /// <returns>How long it will not be heard; zero when it is.</returns>
    public TimeSpan Locked(string user, IPAddress source, bool registeredHere)
    {
        var alone = Left(user, source);
        var whole = registeredHere ? TimeSpan.Zero : Left("", source);
        return alone > whole ? alone : whole;
    }

    public void Wrong(string user, IPAddress source)
    {
        Count(user, source, Patience);
        Count("", source, SourcePatience);
    }

    public void Right(string user, IPAddress source) => _wrongs.Remove((user, source));

    private TimeSpan Left(string user, IPAddress source) =>
        _wrongs.TryGetValue((user, source), out var wrongs) && wrongs.Until - time.GetUtcNow() is var left
        && left > TimeSpan.Zero
            ? left : TimeSpan.Zero;

    private void Count(string user, IPAddress source, int patience)
    {
        var now = time.GetUtcNow();
        if (!_wrongs.TryGetValue((user, source), out var wrongs) || now - wrongs.Last > Longest)
        {
            if (_wrongs.Count >= MaxRemembered)
                MakeRoom(now);
            wrongs = new Wrongs(0, 0, now, now);
        }

        var count = wrongs.Count + 1;
        _wrongs[(user, source)] = count < patience
            ? wrongs with { Count = count, Last = now }
            : new Wrongs(0, wrongs.Locks + 1, now, now + Lock(wrongs.Locks));
    }

    /// <summary>What is locked longest stays; the rest is forgotten, and counts anew.</summary>
    private void MakeRoom(DateTimeOffset now)
    {
        foreach (var (key, _) in _wrongs.Where(w => w.Value.Until <= now).ToList())
            _wrongs.Remove(key);
        foreach (
            var (key, _) in _wrongs.OrderBy(w => w.Value.Until).Take(_wrongs.Count - (MaxRemembered * 9 / 10)).ToList())
            _wrongs.Remove(key);
    }

    private static TimeSpan Lock(int before) => before >= 6 ? Longest : First * (1 << before);

    private sealed record Wrongs(int Count, int Locks, DateTimeOffset Last, DateTimeOffset Until);
}
