namespace TellerLine.Voice.Media.Rtp;

/// <summary>
/// RFC 4733 §2.5.2 as a state machine: many packets in, each key out once. It never holds the key itself (that lies in
/// the key slab, for it may be part of a secret): it only says when one starts and ends.
/// </summary>
internal struct KeyReceiver
{
    /// <summary>
    /// No packet of a pressed key for so long: its end was lost (§2.5.2.2 lets a receiver give up after missing
    /// updates).
    /// </summary>
    public const long LostEndUs = 150_000;

    /// <summary>
    /// A newer packet whose timestamp is older by more than this (2 s) comes from a clock that began anew.
    /// </summary>
    private const int ClockWentBack = 16_000;

    private bool _seen;
    private uint _ssrc;
    private uint _segmentStart;
    private uint _earlierSegments;
    private ushort _duration;
    private long _lastUs;

    public bool Pressed { get; private set; }

    /// <summary>Duration of the key pressed now or last.</summary>
    public readonly int DurationMs => (int)((_earlierSegments + _duration) / 8);

    /// <summary>
    /// The telephone's numbering or clock began anew: earlier timestamps are no measure of what is old.
    /// </summary>
    public void Forget() => _seen = false;

    /// <param name="sameKey">The packet's key is the one pressed now.</param>
    /// <param name="late">The packet is older than others that came.</param>
    public KeySteps On(uint ssrc, uint timestamp, bool end, ushort duration, bool sameKey, bool late, long nowUs)
    {
        var steps = KeySteps.None;
        if (_seen && ssrc == _ssrc)
        {
            var age = (int)(timestamp - _segmentStart);
            if (age < 0 && (late || age > -ClockWentBack))
                return steps; // an older key's packet, reordered
            if (age == 0)
            {
                if (!Pressed)
                    return steps; // §2.5.1.4: the end is sent three times
                _lastUs = nowUs;
                if (duration > _duration)
                    _duration = duration;
                return end ? Release(steps) : steps;
            }

            // §2.5.1.3: a key held longer than the duration field can say goes on in a segment that starts where the
            // last ended.
            if (Pressed && sameKey && _duration == ushort.MaxValue && age == ushort.MaxValue)
            {
                _earlierSegments += _duration;
                _segmentStart = timestamp;
                _duration = duration;
                _lastUs = nowUs;
                return end ? Release(steps) : steps;
            }
        }

        if (Pressed)
            steps |= KeySteps.EarlierEnded; // its end was lost
        _seen = true;
        _ssrc = ssrc;
        _segmentStart = timestamp;
        _earlierSegments = 0;
        _duration = duration;
        _lastUs = nowUs;
        Pressed = true;
        steps |= KeySteps.Started;
        return end ? Release(steps) : steps;
    }

    /// <summary>True once when a pressed key's end has been waited for long enough.</summary>
    public bool GiveUp(long nowUs)
    {
        if (!Pressed || nowUs - _lastUs < LostEndUs)
            return false;
        Pressed = false;
        return true;
    }

    private KeySteps Release(KeySteps steps)
    {
        Pressed = false;
        return steps | KeySteps.Ended;
    }
}

/// <summary>What one packet meant, in this order.</summary>
[Flags]
internal enum KeySteps
{
    None = 0,
    EarlierEnded = 1,
    Started = 2,
    Ended = 4,
}
