namespace TellerLine.Insights.Core;

/// <summary>Where something is counted.</summary>
/// <param name="AtUs">The beginning of the interval of 15 minutes, or of the bank's day.</param>
/// <param name="Queue">Empty: self-service, agents' time.</param>
/// <param name="Agent">Who answered, else where it rang last; empty: nobody.</param>
/// <param name="Type">The kind of service or the skill asked for, where it is known.</param>
/// <param name="Site">Where it was taken, where it is known.</param>
internal readonly record struct SumCell(
    long AtUs, string Queue, string Agent, string Channel, string Type, string Site);

/// <summary>
/// Sums, counts and wait histograms; they add up over intervals, days and queues, which ratios do not.
/// </summary>
internal sealed class Sums : IEquatable<Sums>
{
    private readonly long[] _values = new long[MeasureNames.All.Count];

    public long this[Measure measure]
    {
        get => _values[(int)measure];
        set => _values[(int)measure] = value;
    }

    /// <summary>How long those waited who were answered.</summary>
    public WaitHistogram Answered { get; } = new();

    /// <summary>How long those waited who gave up.</summary>
    public WaitHistogram Left { get; } = new();

    public bool IsZero => Answered.IsEmpty && Left.IsEmpty && !_values.AsSpan().ContainsAnyExcept(0);

    /// <summary>Rule 1: the outcomes make up what was offered.</summary>
    public bool AddsUp => this[Measure.Offered] == this[Measure.Answered] + this[Measure.Abandoned]
        + this[Measure.FlowedOut] + this[Measure.CallbackAccepted] + this[Measure.Blocked]
        + this[Measure.SystemDropped] + this[Measure.InProgress];

    public void Add(Sums other, int sign = 1)
    {
        for (var i = 0; i < _values.Length; i++)
            _values[i] += sign * other._values[i];
        Answered.Add(other.Answered, sign);
        Left.Add(other.Left, sign);
    }

    public bool Equals(Sums? other) => other is not null && _values.AsSpan().SequenceEqual(other._values)
        && Answered.Equals(other.Answered) && Left.Equals(other.Left);

    public override bool Equals(object? obj) => Equals(obj as Sums);

    public override int GetHashCode() => HashCode.Combine(_values[(int)Measure.Offered], _values[(int)Measure.Handled]);
}

/// <summary>What some happenings add, cell by cell.</summary>
internal sealed class SumsByCell : Dictionary<SumCell, Sums>
{
    public Sums At(SumCell cell)
    {
        if (!TryGetValue(cell, out var sums))
            this[cell] = sums = new Sums();
        return sums;
    }

    public void Add(SumsByCell other, int sign = 1)
    {
        foreach (var (cell, sums) in other)
            At(cell).Add(sums, sign);
    }
}

/// <summary>The bank's intervals of 15 minutes and its days, as functions of a time in microseconds.</summary>
internal sealed record Intervals(Func<long, (long FromUs, long ToUs)> DayAround)
{
    public const long QuarterUs = 15 * 60 * 1_000_000L;

    public (long FromUs, long ToUs) QuarterAround(long us)
    {
        var (fromUs, toUs) = DayAround(us);
        var quarter = fromUs + ((us - fromUs) / QuarterUs * QuarterUs);
        return (quarter, Math.Min(quarter + QuarterUs, toUs));
    }

    public long QuarterOf(long us) => QuarterAround(us).FromUs;
}
