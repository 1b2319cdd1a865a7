using Microsoft.Extensions.Logging;

namespace TellerLine.Kernel.Store;

/// <summary>Those who hear of each commit. One that throws is logged and hears the next one all the same.</summary>
internal sealed partial class Followers(ILogger log)
{
    private readonly Lock _gate = new();
    private Action<JournalRow>[] _all = [];
    private long _lastSeq;

    public long LastSeq => Interlocked.Read(ref _lastSeq);

    public void StartAt(long seq) => Interlocked.Exchange(ref _lastSeq, seq);

    public IDisposable Add(Action<JournalRow> follower)
    {
        lock (_gate)
            _all = [.. _all, follower];
        return new Following(this, follower);
    }

    public void Tell(IReadOnlyList<JournalRow> rows)
    {
        Interlocked.Exchange(ref _lastSeq, Math.Max(LastSeq, rows[^1].Seq));
        var all = Volatile.Read(ref _all);
        foreach (var row in rows)
        {
            foreach (var follower in all)
            {
                try
                {
                    follower(row);
                }
                catch (Exception e)
                {
                    LogFaulty(e, follower.Method.DeclaringType?.FullName, row.Seq, row.Kind);
                }
            }
        }
    }

    private void Remove(Action<JournalRow> follower)
    {
        lock (_gate)
        {
            var at = Array.IndexOf(_all, follower);
            if (at >= 0)
                _all = [.. _all[..at], .. _all[(at + 1)..]];
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A follower of the journal ({Follower}) threw at {Seq} {Kind}.")]
    private partial void LogFaulty(Exception e, string? follower, long seq, string kind);

    private sealed class Following(Followers followers, Action<JournalRow> follower) : IDisposable
    {
        public void Dispose() => followers.Remove(follower);
    }
}
