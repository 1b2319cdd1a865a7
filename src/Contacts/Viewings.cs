using System.Collections.Concurrent;
using TellerLine.Kernel;

namespace TellerLine.Contacts;

/// <summary>
/// Who opens the record of a contact that is not in the own hand: once a person, contact and ten minutes in the audit
/// trail, however often the page asks again. After a restart it may stand there twice.
/// </summary>
internal sealed class Viewings(IAudit audit, TimeProvider time)
{
    /// <summary>Beyond it the oldest are forgotten, and written down once more.</summary>
    internal const int Most = 10_000;

    private static readonly TimeSpan Lasts = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<(string Reader, string Contact), Viewing> _written = new();

    /// <summary>Completes when it stands in the trail: nothing is shown before.</summary>
    public async Task Begin(string reader, ContactDetail contact)
    {
        var (key, now) = ((reader, contact.Id), time.GetUtcNow());
        var viewing = _written.AddOrUpdate(
            key, _ => new Viewing(now, Written()), (_, old) => now - old.Since < Lasts ? old
            : new Viewing(now, Written()));
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

        // Another request of the same reader waits for the same row: it is no one's to cancel.
        Lazy<Task> Written() => new(() => audit.Record(
            reader, "contact.viewed", $"contact/{contact.Id}", contact.Customer?.Id ?? "-", CancellationToken.None));
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
