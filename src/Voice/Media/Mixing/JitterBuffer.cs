using TellerLine.Voice.Media.Rtp;

namespace TellerLine.Voice.Media.Mixing;

/// <summary>
/// One party's packets as they come, frames of 20 ms as they are asked for: put in order, doubles left out, what is
/// missing made up, its clock followed. Memory is taken once. One thread.
/// </summary>
/// <remarks>
/// Samples lie by their timestamp, so that any packet length will do; which packets came is known by sequence number.
/// How early packets come before they are needed is what is kept small. One that comes late moves what is heard back,
/// as long as none waits longer than <see cref="MostAhead"/> for it; 4 s in which all came a frame too early move it on
/// by one. So it follows both jitter and drift. A packet is needed whole when the frame that has its first sample is
/// asked for: where it is known when that is, packets begin where frames do, and the wait itself is the margin.
/// </remarks>
internal sealed class JitterBuffer
{
    public const int FrameSamples = 160;

    /// <summary>
    /// How early the first packet of a talk spurt is asked to be, samples: with the frame itself 20 to 120 ms in all.
    /// </summary>
    public const int LeastAhead = 80, MostAhead = 800;

    /// <summary>
    /// How long before its frame a packet of a smooth line is asked to be there, samples; one of an uneven line twice
    /// what it is uneven by, but no more than <see cref="LeastAhead"/>.
    /// </summary>
    public const int LeastMargin = 16;

    /// <summary>A quarter of a second: the greatest delay, the longest packet and room for what is early.</summary>
    private const int Ring = 2_048, Mask = Ring - 1;

    /// <summary>No G.711 code means it: nothing came for this sample.</summary>
    private const short Empty = short.MinValue;

    private const int WatchedFrames = 200, HastyFrames = 25, EnoughPackets = 10;

    /// <summary>So many in a row that came too late are a clock that goes on at another place.</summary>
    private const int LateInARow = 10;

    /// <summary>
    /// More numbers than this between two packets are another numbering (as <see cref="Reception"/> has it).
    /// </summary>
    private const int MostMissing = 3_000, Remembered = 64;

    private readonly short[] _ring = new short[Ring];
    private readonly short[] _second = new short[FrameSamples];
    private readonly Concealment _concealment = new();
    private bool _begun, _knowsLine;
    private bool _quiet;
    private uint _ssrc;
    private ushort _highest;
    private ulong _came;
    private uint _end, _play;
    private int _ahead = LeastAhead;
    private bool _owed;
    private int _lateRun;

    // Watched for so many frames.
    private ArrivalWatch _watch = new();
    private int _frames;

    public JitterBuffer() => Array.Fill(_ring, Empty);

    /// <summary>How early the next talk spurt's first packet will be, samples: the delay that jitter costs.</summary>
    public int Ahead => _ahead;

    /// <summary>
    /// Packets that came too late to be heard, those that came twice; samples made up; frames repeated, left out.
    /// </summary>
    public (int Late, int Double, int MadeUp, int Repeated, int LeftOut) Counts => _counts;

    private (int Late, int Double, int MadeUp, int Repeated, int LeftOut) _counts;

    /// <param name="marker">A talk spurt begins (RFC 3551 §4.1).</param>
    /// <param name="anew">The source's numbering or clock began anew.</param>
    /// <param name="due">How soon the next frame will be asked for, samples of time, where it is known.</param>
    /// <param name="jitter">What is known of the line from before, samples (RFC 3550 §6.4.1).</param>
    public void Put(
        uint ssrc, ushort sequence, uint timestamp, bool marker, bool anew, ReadOnlySpan<byte> payload, G711 law,
        int due = ArrivalWatch.NotKnown, int jitter = 0)
    {
        if (payload.Length > Ring / 2)
            return;
        _watch.Comes(due);
        if (!_knowsLine)
            (_knowsLine, _ahead) = (true, _watch.Begins(jitter));
        if (!_begun || anew || ssrc != _ssrc)
        {
            Begin(ssrc, sequence, timestamp, payload, law);
            return;
        }

        var step = (short)(sequence - _highest);
        if (Math.Abs((int)step) > MostMissing || step <= -Remembered)
        {
            Begin(ssrc, sequence, timestamp, payload, law);
            return;
        }

        if (step <= 0)
        {
            if ((_came & (1UL << -step)) != 0)
            {
                _counts.Double++;
                return;
            }

            _came |= 1UL << -step;
        }
        else
        {
            // Time went by and no packet is missing: the party was silent, or keyed.
            if (step == 1 && (int)(timestamp - _end) is > 0 and < Ring)
                WriteSilence(_end, timestamp);
            Newest(sequence, step);
            if (IsTalkSpurt(marker, timestamp))
                Anchor(timestamp, payload.Length);
            _quiet = false;
        }

        Place(timestamp, payload, law);
    }

    /// <summary>
    /// A packet that is no audio (a key, comfort noise): its number is not missing, and its time is silent.
    /// </summary>
    public void Skip(uint ssrc, ushort sequence)
    {
        var step = (short)(sequence - _highest);
        if (!_begun || ssrc != _ssrc || step <= 0 || step > MostMissing)
            return;
        Newest(sequence, step);
        _quiet = true;
    }

    /// <summary>The next 20 ms.</summary>
    /// <returns>False: all of it is silence.</returns>
    public bool Take(Span<short> frame)
    {
        if (!_begun)
        {
            frame.Clear();
            return false;
        }

        if (_owed && _watch.Most <= MostAhead)
        {
            _owed = false;
            _watch.Moved(FrameSamples);
            _counts.Repeated++;
            _concealment.Fill(frame);
            return true;
        }

        _owed = false;
        if (IsTooEarly() && Holds(2 * FrameSamples))
            LeaveOut(frame);
        else
            Read(frame);
        return frame.ContainsAnyExcept((short)0);
    }

    /// <summary>
    /// Nobody listened for a while: what lies there is forgotten, what comes next is a beginning.
    /// </summary>
    public void Clear()
    {
        (_begun, _quiet, _knowsLine, _ahead) = (false, false, false, LeastAhead);
        Array.Fill(_ring, Empty);
        _concealment.Forget();
    }

    private void Begin(uint ssrc, ushort sequence, uint timestamp, ReadOnlySpan<byte> payload, G711 law)
    {
        (_begun, _ssrc, _highest, _came) = (true, ssrc, sequence, 1);
        _quiet = false;
        Anchor(timestamp, payload.Length);
        Place(timestamp, payload, law);
    }

    /// <summary>Nothing is left to be heard: it goes on so long before this packet's time as is asked now.</summary>
    private void Anchor(uint timestamp, int length)
    {
        _play = timestamp - (uint)_watch.Frames(_ahead, length);
        _end = timestamp;
        Array.Fill(_ring, Empty);
        WriteSilence(_play, timestamp);
        (_owed, _lateRun) = (false, 0);
        Watch();
    }

    /// <summary>
    /// All was heard, and the party was silent: the delay is ours to choose without anybody noticing.
    /// </summary>
    private bool IsTalkSpurt(bool marker, uint timestamp) => (int)(_end - _play) <= 0
        && (marker || ((_quiet || _concealment.HasFaded) && (int)(timestamp - _play) > 0));

    private void Newest(ushort sequence, int step)
    {
        _highest = sequence;
        _came = step >= Remembered ? 1 : (_came << step) | 1;
    }

    private void Place(uint timestamp, ReadOnlySpan<byte> payload, G711 law)
    {
        var early = (int)(timestamp - _play);
        if (early + payload.Length > Ring || early < -Ring)
        {
            // Its clock leapt, or so much came at once that it has to be caught up with.
            Anchor(timestamp, payload.Length);
            early = (int)(timestamp - _play);
        }
        else if (early < 0)
        {
            early = Late(timestamp, early, payload.Length);
        }
        else
        {
            _lateRun = 0;
        }

        _watch.Saw(early);
        var table = law == G711.Pcma ? G711Codec.LinearOfA : G711Codec.LinearOfMu;
        for (var i = Math.Max(0, -early); i < payload.Length; i++)
            _ring[(timestamp + (uint)i) & Mask] = table[payload[i]];
        if ((int)(timestamp + (uint)payload.Length - _end) > 0)
            _end = timestamp + (uint)payload.Length;
    }

    /// <summary>A late packet asks for more delay.</summary>
    /// <returns>How early it is now, or still late, negative.</returns>
    private int Late(uint timestamp, int early, int length)
    {
        if (_watch.Packets > 0)
            _ahead = Math.Clamp(_watch.Most - _watch.Spare(early) + _watch.Margin, _ahead, MostAhead);
        if (++_lateRun >= LateInARow)
        {
            Anchor(timestamp, length);
            return (int)(timestamp - _play);
        }

        if ((int)(_end - _play) <= 0 && (int)(timestamp - _end) >= 0)
        {
            // All before it was heard, and its time was filled: it is heard now, and the delay is that much greater.
            var back = Math.Clamp(MostAhead - (_watch.Packets > 0 ? _watch.Most : 0), 0, -early);
            _play -= (uint)back;
            _watch.Moved(back);
            early += back;
        }
        else
        {
            // One stray packet is worth a frame, not all that it was late.
            _owed = true;
        }

        if (early <= -length)
            _counts.Late++;
        return early;
    }

    private void Read(Span<short> frame)
    {
        var at = 0;
        while (at < frame.Length)
        {
            var run = at;
            var isThere = _ring[(_play + (uint)at) & Mask] != Empty;
            while (at < frame.Length && (_ring[(_play + (uint)at) & Mask] != Empty) == isThere)
                at++;
            var part = frame[run..at];
            if (isThere)
            {
                Copy(_play + (uint)run, part);
                _concealment.Heard(part);
            }
            else if (_quiet && (int)(_end - _play) <= run)
            {
                part.Clear();
                _concealment.Heard(part);
            }
            else
            {
                _concealment.Fill(part);
                _counts.MadeUp += part.Length;
            }
        }

        _play += FrameSamples;
    }

    /// <summary>Two frames become one, the first fading into the second.</summary>
    private void LeaveOut(Span<short> frame)
    {
        Copy(_play, frame);
        Copy(_play + FrameSamples, _second);
        for (var i = 0; i < FrameSamples; i++)
            frame[i] = (short)(((frame[i] * (FrameSamples - i)) + (_second[i] * i)) / FrameSamples);
        _concealment.Heard(frame);
        _play += 2 * FrameSamples;
        _counts.LeftOut++;
        Settle();
    }

    /// <summary>
    /// All packets of the last seconds came a whole frame before they had to; or of some more than we allow.
    /// </summary>
    private bool IsTooEarly()
    {
        _frames++;
        var enough = _watch.Packets >= EnoughPackets;
        if (enough && _frames >= HastyFrames && _watch.Least > MostAhead)
            return true;
        if (_frames < WatchedFrames)
            return false;
        if (!enough)
            Watch();
        else if (_watch.Least >= _watch.Margin + FrameSamples)
            return true;
        else
            Settle();
        return false;
    }

    /// <summary>
    /// What jitter there was is what the next talk spurt is given, but not much less than the one before.
    /// </summary>
    private void Settle()
    {
        _ahead = Math.Clamp(
            _watch.Most - _watch.Least + _watch.Margin, Math.Max(_watch.LeastMargin, _ahead - FrameSamples), MostAhead);
        Watch();
    }

    private void Watch()
    {
        _watch.Reset();
        _frames = 0;
    }

    private bool Holds(int samples)
    {
        for (var i = 0; i < samples; i++)
        {
            if (_ring[(_play + (uint)i) & Mask] == Empty)
                return false;
        }

        return true;
    }

    /// <summary>What was read is gone: its place is the future's.</summary>
    private void Copy(uint from, Span<short> to)
    {
        for (var i = 0; i < to.Length; i++)
        {
            ref var sample = ref _ring[(from + (uint)i) & Mask];
            to[i] = sample;
            sample = Empty;
        }
    }

    private void WriteSilence(uint from, uint to)
    {
        for (var at = (int)(from - _play) < 0 ? _play : from; (int)(to - at) > 0 && (int)(at - _play) < Ring; at++)
            _ring[at & Mask] = 0;
    }
}
