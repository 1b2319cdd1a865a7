namespace TellerLine.Voice.Media.Rtp;

/// <summary>What a packet is to the stream it came in.</summary>
internal enum Arrival
{
    /// <summary>The next, or after some that were lost.</summary>
    Next,

    /// <summary>Older than the newest: reordered or doubled.</summary>
    Late,

    /// <summary>
    /// The first of a source, or of one that began anew (a telephone that restarted, or whose clock did): what came
    /// before says nothing.
    /// </summary>
    Anew,

    /// <summary>Far from all that came before: not to be used, unless the next follows it.</summary>
    Doubtful,
}

/// <summary>What RFC 3550 §6.4.1 and appendix A.1, A.3, A.8 want known of a received stream.</summary>
internal struct Reception
{
    /// <summary>
    /// Appendix A.1: more than so many missing, or older by so much, is another numbering and no loss.
    /// </summary>
    private const int MaxDropout = 3_000, MaxMisorder = 100;

    /// <summary>
    /// A gap this long must have taken its time: packets of no less than 10 ms, and a second for a burst.
    /// </summary>
    private const int LongGap = 100;
    private const long ShortestPacketUs = 10_000, BurstUs = 1_000_000;

    /// <summary>
    /// So many "late" packets in order, and none newer among them, are a numbering begun a little lower.
    /// </summary>
    private const int LateInOrder = 5;

    private const int NoSequence = -1;

    private uint _ssrc;
    private uint _base;
    private uint _highest;
    private uint _timestamp;
    private bool _timed;
    private long _transit;
    private long _lastUs;
    private long _lostBefore;
    private long _received;
    private long _receivedOfSource;
    private long _expectedReported, _receivedReported;
    private int _jitter16;
    private int _doubtedNext;
    private int _lateNext;
    private int _lateRun;

    public readonly long Received => _received;

    public readonly uint Ssrc => _ssrc;

    /// <summary>With the count of its wraps in the upper half, as reports have it.</summary>
    public readonly uint HighestSequence => _highest;

    public readonly long Lost => _lostBefore + LostOfSource;

    public readonly int JitterSamples => _jitter16 >> 4;

    private readonly long LostOfSource => _receivedOfSource == 0 ? 0 : Math.Max(0, Expected - _receivedOfSource);

    private readonly long Expected => _receivedOfSource == 0 ? 0 : (long)_highest - _base + 1;

    /// <param name="isKey">A key's packets all bear the timestamp of its start (RFC 4733 §2.5.1.1): they say nothing of
    /// the clock.</param>
    public Arrival On(uint ssrc, ushort sequence, uint timestamp, bool isKey, long nowUs)
    {
        _received++;
        if (_receivedOfSource == 0 || ssrc != _ssrc)
            return Begin(ssrc, sequence, timestamp, isKey, nowUs);
        var arrival = Judge(sequence, nowUs);
        if (arrival == Arrival.Anew)
            return Begin(ssrc, sequence, timestamp, isKey, nowUs);
        if (arrival == Arrival.Doubtful)
        {
            _received--;
            return arrival;
        }

        _receivedOfSource++;
        if (isKey)
            return arrival;
        if (arrival == Arrival.Next && _timed && (int)(timestamp - _timestamp) < 0)
        {
            // Numbered on, but its clock went back.
            arrival = Arrival.Anew;
            _timed = false;
        }

        Measure(timestamp, arrival, nowUs);
        return arrival;
    }

    /// <summary>
    /// What the next report says (§6.4.1): lost of 256 since the last, lost in all (24 bits, signed).
    /// </summary>
    public (byte Fraction, int Lost) Report()
    {
        var expected = Expected - _expectedReported;
        var lost = expected - (_receivedOfSource - _receivedReported);
        (_expectedReported, _receivedReported) = (Expected, _receivedOfSource);
        var fraction = expected <= 0 || lost <= 0 ? 0 : Math.Min(255, lost * 256 / expected);
        return ((byte)fraction, (int)Math.Clamp(Expected - _receivedOfSource, -0x80_0000, 0x7F_FFFF));
    }

    private Arrival Judge(ushort sequence, long nowUs)
    {
        var ahead = (short)(sequence - (ushort)_highest);
        var isPlausible = ahead < LongGap || ahead * ShortestPacketUs < nowUs - _lastUs + BurstUs;
        if (ahead is > 0 and < MaxDropout && isPlausible)
        {
            _highest += (uint)ahead;
            _lastUs = nowUs;
            (_doubtedNext, _lateRun) = (NoSequence, 0);
            return Arrival.Next;
        }

        if (ahead is <= 0 and > -MaxMisorder)
        {
            _lateRun = _lateRun > 0 && sequence == _lateNext ? _lateRun + 1 : 1;
            _lateNext = (ushort)(sequence + 1);
            return _lateRun >= LateInOrder ? Arrival.Anew : Arrival.Late;
        }

        if (sequence == _doubtedNext)
            return Arrival.Anew;
        _doubtedNext = (ushort)(sequence + 1);
        return Arrival.Doubtful;
    }

    private Arrival Begin(uint ssrc, ushort sequence, uint timestamp, bool isKey, long nowUs)
    {
        _lostBefore += LostOfSource;
        _ssrc = ssrc;
        _base = _highest = sequence;
        _receivedOfSource = 1;
        (_expectedReported, _receivedReported) = (0, 0);
        (_doubtedNext, _lateRun) = (NoSequence, 0);
        _lastUs = nowUs;
        _timed = false;
        if (!isKey)
            Measure(timestamp, Arrival.Anew, nowUs);
        return Arrival.Anew;
    }

    private void Measure(uint timestamp, Arrival arrival, long nowUs)
    {
        var transit = (nowUs * 8 / 1000) - timestamp;
        var difference = (int)(uint)(transit - _transit);
        // A jump of a second is a new clock, not jitter.
        if (_timed && difference is > -8000 and < 8000)
            _jitter16 += Math.Abs(difference) - ((_jitter16 + 8) >> 4);
        _transit = transit;
        if (arrival != Arrival.Late)
            _timestamp = timestamp;
        _timed = true;
    }
}
