using System.Collections.Concurrent;

namespace TellerLine.Kernel;

/// <summary>
/// Who opens a record with a customer's personal data: once a person, record and ten minutes in the audit trail,
/// however often the page asks again. After a restart it may stand there twice.
/// </summary>
public sealed class Viewings(TimeProvider time)
{
    /// <summary>Beyond it the oldest are forgotten, and written down once more.</summary>
    internal const int Most = 10_000;

    private static readonly TimeSpan Lasts = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<(string Reader, string Record), Viewing> _written = new();

    /// <summary>Completes when it stands in the trail: nothing is shown before.</summary>
    /// <param name="record">As the trail names it, <c>contact/n1-a</c>.</param>
    /// <param name="write">Writes it down; others may wait for the same, so that it is no one's to cancel.</param>
    public async Task Begin(string reader, string record, Func<Task> write)
    {
        var (key, now) = ((reader, record), time.GetUtcNow());
        var viewing = _written.AddOrUpdate(
            key, _ => new Viewing(now, new Lazy<Task>(write)), (_, old) => now - old.Since < Lasts ? old
            : new Viewing(now, new Lazy<Task>(write)));
        try
        {
            await viewing.Written.Value;
        }
        catch
        {
            _written.TryRemove(new(key, viewing));
            throw;
        }
        Forget(now);
    }

    internal int Count => _written.Count;

    private void Forget(DateTimeOffset now)
    {
        if (_written.Count <= Most)
            return;
        foreach (var one in _written)
            if (now - one.Value.Since >= Lasts)
                _written.TryRemove(one);
        // A tenth at once: sorting is not for every request.
        if (_written.Count > Most)
            foreach (var one in _written.OrderBy(one => one.Value.Since).Take(_written.Count - (Most * 9 / 10)))
                _written.TryRemove(one);
    }

    private sealed record Viewing(DateTimeOffset Since, Lazy<Task> Written);
}
