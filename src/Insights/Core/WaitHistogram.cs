using System.Globalization;
using System.Text;

namespace TellerLine.Insights.Core;

/// <summary>
/// How many contacts waited how long, by the buckets of <see cref="WaitBuckets"/>. Stored as text, <c>3:1 20:14</c>:
/// bucket and contacts, rising.
/// </summary>
internal sealed class WaitHistogram : IEquatable<WaitHistogram>
{
    private readonly SortedDictionary<long, long> _buckets = [];

    public bool IsEmpty => _buckets.Count == 0;

    public long Count => _buckets.Values.Sum();

    public static WaitHistogram Of(string text)
    {
        var waits = new WaitHistogram();
        waits.Add(text);
        return waits;
    }

    public void Add(long bucket, long contacts)
    {
        var now = _buckets.GetValueOrDefault(bucket) + contacts;
        if (now == 0)
            _buckets.Remove(bucket);
        else
            _buckets[bucket] = now;
    }

    public void Add(WaitHistogram other, int sign = 1)
    {
        foreach (var (bucket, contacts) in other._buckets)
            Add(bucket, sign * contacts);
    }

    /// <param name="text">As <see cref="ToString"/> gave it.</param>
    public void Add(ReadOnlySpan<char> text)
    {
        foreach (var range in text.Split(' '))
        {
            var part = text[range];
            var colon = part.IndexOf(':');
            if (colon > 0)
                Add(
                    long.Parse(part[..colon], CultureInfo.InvariantCulture),
                    long.Parse(part[(colon + 1)..], CultureInfo.InvariantCulture));
        }
    }

    /// <summary>Up to so many seconds, themselves within; exact where a bucket ends there.</summary>
    public long Within(long seconds) => _buckets.TakeWhile(b => b.Key <= seconds).Sum(b => b.Value);

    /// <summary>
    /// The upper limit, in seconds, of the bucket in which the contact at that part of all (nearest rank) lies; null:
    /// there is none.
    /// </summary>
    /// <param name="percent">1 to 100; 100 is the longest.</param>
    public long? Percentile(int percent)
    {
        var count = Count;
        var rank = ((count * percent) + 99) / 100;
        var reached = 0L;
        foreach (var (bucket, contacts) in _buckets)
        {
            reached += contacts;
            if (count > 0 && reached >= rank)
                return bucket;
        }
        return null;
    }

    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (var (bucket, contacts) in _buckets)
            text.Append(text.Length > 0 ? " " : "").Append(CultureInfo.InvariantCulture, $"{bucket}:{contacts}");
        return text.ToString();
    }

    public bool Equals(WaitHistogram? other) => other is not null && _buckets.SequenceEqual(other._buckets);

    public override bool Equals(object? obj) => Equals(obj as WaitHistogram);

    public override int GetHashCode() => _buckets.Count;
}
