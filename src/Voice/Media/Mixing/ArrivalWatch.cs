namespace TellerLine.Voice.Media.Mixing;

/// <summary>
/// How early packets came in the last seconds, in samples of time: how much later each might have come and still be
/// heard whole. A packet is needed when the frame is asked for that has its first sample; where nobody knows when that
/// will be, as early as it lies before what is heard.
/// </summary>
internal struct ArrivalWatch
{
    /// <summary>It is not known when the next frame will be asked for.</summary>
    public const int NotKnown = -1;

    /// <summary>
    /// Jitter as reports have it (RFC 3550) is a mean: hardly any packet is later by four times as much.
    /// </summary>
    private const int OfMeanJitter = 4;

    private const int FrameSamples = JitterBuffer.FrameSamples, LeastAhead = JitterBuffer.LeastAhead;

    private int _due;

    public ArrivalWatch()
    {
        _due = NotKnown;
        Reset();
    }

    public int Least { get; private set; }

    public int Most { get; private set; }

    public int Packets { get; private set; }

    /// <summary>The least margin there may be.</summary>
    public readonly int LeastMargin => _due == NotKnown ? LeastAhead : JitterBuffer.LeastMargin;

    /// <summary>What is kept beyond the jitter that was seen: on a smooth line less.</summary>
    public readonly int Margin => Packets == 0 ? LeastAhead : Math.Clamp(Most - Least, LeastMargin, LeastAhead);

    /// <param name="due">How soon the next frame will be asked for, or <see cref="NotKnown"/>.</param>
    public void Comes(int due) => _due = due;

    /// <summary>What a line is given of which only its mean jitter is known.</summary>
    public readonly int Begins(int jitter) => Math.Clamp(OfMeanJitter * jitter, LeastMargin, LeastAhead);

    /// <summary>
    /// So long before its own time a packet is to be heard that shall come so early: it waits for its frame anyway, the
    /// rest are whole frames. Those of another length than frames want the difference besides, or every second is late.
    /// </summary>
    public readonly int Frames(int ahead, int length)
    {
        if (_due == NotKnown)
            return ahead;
        var wanted = ahead + FrameSamples - Divisor(length, FrameSamples) - _due;
        return Math.Max(0, wanted + FrameSamples - 1) / FrameSamples * FrameSamples;
    }

    /// <summary>How much later it might have come; negative when it was late.</summary>
    public readonly int Spare(int early) => _due == NotKnown ? early
        : _due + early - (((early % FrameSamples) + FrameSamples) % FrameSamples);

    public void Saw(int early)
    {
        var spare = Spare(early);
        (Least, Most, Packets) = (Math.Min(Least, spare), Math.Max(Most, spare), Packets + 1);
    }

    /// <summary>What is heard went back, or on: all packets came that much earlier, or later.</summary>
    public void Moved(int back)
    {
        if (Packets > 0)
            (Least, Most) = (Least + back, Most + back);
    }

    public void Reset() => (Least, Most, Packets) = (int.MaxValue, int.MinValue, 0);

    private static int Divisor(int a, int b)
    {
        while (b != 0)
            (a, b) = (b, a % b);
        return a;
    }
}
