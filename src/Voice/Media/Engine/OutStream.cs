namespace TellerLine.Voice.Media.Engine;

/// <summary>
/// The one RTP stream a peer gets from us, whatever feeds it: one SSRC, sequence without a break, timestamps that
/// follow the clock over prompt → partner → music (RFC 3550 §5.1), the marker where a talk spurt or another source
/// begins (RFC 3551 §4.1).
/// </summary>
internal struct OutStream
{
    private enum Source
    {
        None,
        Clock,
        Partner,
        Key,
    }

    // More than this between two packets of a partner is another stream (a restarted phone), not loss.
    private const int MaxSequenceJump = 500;
    private const int MaxTimestampJump = 8000 * 2;

    private Source _source;
    private ushort _sequence;
    private uint _timestamp;
    private int _samples;
    private long _sentUs;
    private long _round;

    private uint _partnerSsrc;
    private ushort _partnerFirst;
    private ushort _sequenceOffset;
    private uint _timestampOffset;

    public OutStream(uint ssrc, ushort sequence, uint timestamp)
    {
        Ssrc = ssrc;
        _sequence = sequence;
        _timestamp = timestamp;
    }

    public uint Ssrc { get; }

    /// <summary>When a packet last went out (monotonic µs), 0 for never.</summary>
    public readonly long SentUs => _sentUs;

    /// <summary>The partner's packets are what goes out now.</summary>
    public readonly bool IsFedByPartner(long nowUs, long withinUs) => _source == Source.Partner
        && nowUs - _sentUs < withinUs;

    public long Packets { get; private set; }

    public long Octets { get; private set; }

    /// <summary>The stream's clock at that moment, for a report (RFC 3550 §6.4.1).</summary>
    public readonly uint TimestampAt(long nowUs) => _sentUs == 0 ? _timestamp
        : _timestamp + (uint)((nowUs - _sentUs) * 8 / 1000);

    /// <summary>
    /// A frame of ours; <paramref name="round"/> counts 20 ms rounds, so that dropped slots stay gaps in time.
    /// </summary>
    public StreamPlace Clocked(int samples, long round, long nowUs)
    {
        var missed = round - _round;
        var follows = _source == Source.Clock && missed is > 0 and <= 10;
        _timestamp = follows ? _timestamp + (uint)(missed * samples) : Next(nowUs);
        _round = round;
        return Step(Source.Clock, !follows, samples, nowUs);
    }

    /// <summary>
    /// A packet of the partner, its own sequence and timestamps moved into ours. False: it is older than what we joined
    /// at.
    /// </summary>
    /// <param name="anew">The partner's numbering or clock began anew: it is joined where we are.</param>
    public bool Relayed(
        uint ssrc, ushort sequence, uint timestamp, int samples, bool anew, long nowUs, out StreamPlace place)
    {
        var same = _source == Source.Partner && ssrc == _partnerSsrc && !anew;
        if (same)
        {
            if ((short)(sequence - _partnerFirst) < 0 && (short)(sequence - _partnerFirst) > -MaxSequenceJump)
            {
                place = default;
                return false;
            }

            var ahead = (short)(sequence + _sequenceOffset - _sequence);
            var drift = (int)(timestamp + _timestampOffset - Next(nowUs));
            same = Math.Abs((int)ahead) < MaxSequenceJump && Math.Abs(drift) < MaxTimestampJump;
            if (same && ahead <= 0)
            {
                // A reordered packet keeps its place; what follows is not moved by it.
                place = new StreamPlace((ushort)(sequence + _sequenceOffset), timestamp + _timestampOffset, false);
                Packets++;
                Octets += samples;
                return true;
            }
        }

        if (!same)
        {
            _partnerSsrc = ssrc;
            _partnerFirst = sequence;
            _sequenceOffset = (ushort)(_sequence + 1 - sequence);
            _timestampOffset = Next(nowUs) - timestamp;
        }

        // A window that slides keeps the comparison above meaningful after the sequence wrapped.
        if ((ushort)(sequence - _partnerFirst) > 20_000)
            _partnerFirst = (ushort)(sequence - 10_000);
        _sequence = (ushort)(sequence + _sequenceOffset - 1);
        _timestamp = timestamp + _timestampOffset;
        place = Step(Source.Partner, !same, samples, nowUs);
        return true;
    }

    /// <summary>
    /// The partner sent a packet that is not passed on (a key): its number is not missing in our stream.
    /// </summary>
    public void Skip() => _sequenceOffset--;

    /// <summary>RFC 4733 §2.5.1.1: all packets of a key carry the timestamp of its start.</summary>
    public StreamPlace Key(bool first, int durationSamples, long nowUs)
    {
        if (first)
            _timestamp = Next(nowUs);
        return Step(Source.Key, first, durationSamples, nowUs);
    }

    private readonly uint Next(long nowUs)
    {
        if (_sentUs == 0)
            return _timestamp;
        var elapsed = (nowUs - _sentUs) * 8 / 1000;
        // Up to a frame late still follows without a gap: that is jitter of the source, not a pause.
        return _timestamp + (uint)(elapsed < _samples + 160 ? _samples : elapsed);
    }

    private StreamPlace Step(Source source, bool marker, int samples, long nowUs)
    {
        _source = source;
        _sequence++;
        _samples = samples;
        _sentUs = nowUs;
        Packets++;
        Octets += samples;
        return new StreamPlace(_sequence, _timestamp, marker);
    }
}

internal readonly record struct StreamPlace(ushort Sequence, uint Timestamp, bool Marker);
