using System.Globalization;
using System.Text;

namespace TellerLine.Insights.Core;

/// <summary>
/// How many contacts waited how long, by the buckets of <see cref="WaitBuckets"/>. Stored as text, <c>3:1 20:14</c>:
/// bucket and contacts, rising; texts joined by a space are their sum.
/// </summary>
internal sealed class WaitHistogram : IEquatable<WaitHistogram>
{
    private const int Seconds = 120, Tens = Seconds + 48, Minutes = Tens + 50, Places = Minutes + 2;

    /// <summary>By place; made when the first comes.</summary>
    private long[] _contacts = [];

    public bool IsEmpty => !_contacts.AsSpan().ContainsAnyExcept(0);

    public long Count => _contacts.Sum();

    public static WaitHistogram Of(string text)
    {
        var waits = new WaitHistogram();
        waits.Add(text);
        return waits;
    }

    /// <param name="bucket">As <see cref="WaitBuckets.Of"/> gave it.</param>
    public void Add(long bucket, long contacts)
    {
        if (_contacts.Length == 0)
            _contacts = new long[Places];
        _contacts[PlaceOf(bucket)] += contacts;
    }

    public void Add(WaitHistogram other, int sign = 1)
    {
        for (var place = 0; place < other._contacts.Length; place++)
            if (other._contacts[place] != 0)
                Add(BucketAt(place), sign * other._contacts[place]);
    }

    /// <param name="text">As <see cref="ToString"/> gave it.</param>
    public void Add(ReadOnlySpan<char> text)
    {
        var (bucket, number) = (-1L, 0L);
        foreach (var c in text)
        {
            switch (c)
            {
                case ':':
                    (bucket, number) = (number, 0);
                    break;
                case ' ':
                    Add(bucket, number);
                    (bucket, number) = (-1, 0);
                    break;
                default:
                    number = (number * 10) + (c - '0');
                    break;
            }
        }
        if (bucket >= 0)
            Add(bucket, number);
    }

    /// <summary>Up to so many seconds, themselves within; exact where a bucket ends there.</summary>
    public long Within(long seconds)
    {
        var within = 0L;
        for (var place = 0; place < _contacts.Length && BucketAt(place) <= seconds; place++)
            within += _contacts[place];
        return within;
    }

    /// <summary>
    /// The upper limit, in seconds, of the bucket in which the contact at that part of all (nearest rank) lies; null:
    /// there is none.
    /// </summary>
    /// <param name="percent">1 to 100; 100 is the longest.</param>
    public long? Percentile(int percent)
    {
        var count = Count;
        if (count == 0)
            return null;
        var (rank, reached, place) = (((count * percent) + 99) / 100, 0L, -1);
        while (reached < rank)
            reached += _contacts[++place];
        return BucketAt(place);
    }

    public override string ToString()
    {
        var text = new StringBuilder();
        for (var place = 0; place < _contacts.Length; place++)
            if (_contacts[place] != 0)
                text.Append(text.Length > 0 ? " " : "")
                    .Append(CultureInfo.InvariantCulture, $"{BucketAt(place)}:{_contacts[place]}");
        return text.ToString();
    }

    public bool Equals(WaitHistogram? other) => other is not null
        && (IsEmpty ? other.IsEmpty : _contacts.AsSpan().SequenceEqual(other._contacts));

    public override bool Equals(object? obj) => Equals(obj as WaitHistogram);

    public override int GetHashCode() => Count.GetHashCode();

    private static int PlaceOf(long bucket) => bucket switch
    {
        <= 120 => (int)bucket,
        <= 600 => Seconds + (int)((bucket - 120) / 10),
        <= 3_600 => Tens + (int)((bucket - 600) / 60),
        _ => Minutes + 1,
    };

    private static long BucketAt(int place) => place switch
    {
        <= Seconds => place,
        <= Tens => 120 + ((place - Seconds) * 10),
        <= Minutes => 600 + ((place - Tens) * 60),
        _ => WaitBuckets.Last,
    };
}
