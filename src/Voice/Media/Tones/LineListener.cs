using TellerLine.Voice.Media.Rtp;

namespace TellerLine.Voice.Media.Tones;

/// <summary>
/// Hears what becomes of a call: a network's tones by their cadence, and whether a person, a machine or nobody is
/// there. Goes by blocks of 20 ms; tells each thing once, as soon as it is sure. Nothing is allocated; one thread.
/// </summary>
internal sealed class LineListener
{
    /// <summary>What has not been told by then is not told.</summary>
    private const int MostMs = 120_000;

    private const int SilenceMs = 4_000;

    /// <summary>Between words and sentences; a longer pause waits for an answer.</summary>
    private const int WaitsMs = 1_000;

    /// <summary>"Hello?" and a name, less; a machine's greeting, an announcement, more.</summary>
    private const int LeastVoiceMs = 160, MostGreetingMs = 3_000, AnnouncementMs = 4_500;

    /// <summary>A beep is no word's end, and no tone that goes on.</summary>
    private const int LeastBeepMs = 160, MostBeepMs = 2_500, MostPauseBeforeBeepMs = 3_000, LeastBeforeBeepMs = 1_500;

    /// <summary>So much of a network's tone is no vowel, and its edges are no words.</summary>
    private const int LeastToneMs = 80;

    private const int LeastStepMs = 180, MostStepPauseMs = 120;

    /// <summary>A packet that stays away for longer is somebody who stopped sending.</summary>
    private const int LongestHole = 40_000;

    private readonly float[] _block = new float[LineBlock.Samples];
    private readonly int[] _cadence = new int[8];
    private int _fresh, _cadenceLength, _heardMs;
    private uint _next;
    private bool _hasNext;
    private LineSound? _told;

    private BlockKind _kind = BlockKind.Silent;
    private double _hz;
    private int _runMs;

    /// <summary>A single block of something else between a tone and silence is the tone's edge.</summary>
    private bool _edge;

    private int _step, _stepPauseMs;
    private int _voiceMs, _spurtMs, _saidMs, _pauseMs;
    private bool _spoke;

    public bool IsOver => _heardMs >= MostMs;

    /// <summary>A packet, in order; what is missing before it is silence.</summary>
    /// <returns>What was recognised in it, or null.</returns>
    public LineSound? Hear(ReadOnlySpan<byte> payload, G711 law, uint timestamp)
    {
        LineSound? sound = null;
        var hole = _hasNext ? (int)(timestamp - _next) : 0;
        for (; hole is > 0 and <= LongestHole; hole--)
            sound = Sample(0) ?? sound;
        (_hasNext, _next) = (true, timestamp + (uint)payload.Length);
        var table = law == G711.Pcma ? G711Codec.LinearOfA : G711Codec.LinearOfMu;
        foreach (var code in payload)
            sound = Sample(table[code]) ?? sound;
        return sound;
    }

    private LineSound? Sample(float sample)
    {
        _block[_fresh++] = sample;
        if (_fresh < _block.Length)
            return null;
        _fresh = 0;
        var sound = IsOver ? null : Block();
        if (sound is null || sound == _told)
            return null;
        _told = sound;
        return sound;
    }

    private LineSound? Block()
    {
        _heardMs += LineBlock.Ms;
        var kind = LineBlock.KindOf(_block, out var hz);
        var sound = Voice(kind);
        if (IsEdge(kind))
            return sound;
        var edgeMs = _edge ? LineBlock.Ms : 0;
        _edge = false;
        if (kind == _kind && (kind != BlockKind.OtherTone || IsSame(hz)))
        {
            _runMs += LineBlock.Ms + edgeMs;
            if (kind == BlockKind.CallTone && _runMs >= LeastToneMs)
                (_spurtMs, _saidMs) = (0, 0);
            return (kind == BlockKind.Silent ? Quiet() : null) ?? sound;
        }

        // Half of an edge is the tone's.
        var ended = Ended(kind, hz, _runMs + (edgeMs / 2));
        (_kind, _hz, _runMs) = (kind, hz, LineBlock.Ms + (edgeMs / 2));
        return ended ?? sound;
    }

    private bool IsEdge(BlockKind kind)
    {
        if (_edge || kind != BlockKind.Sound || _kind == BlockKind.Sound)
            return false;
        return _edge = true;
    }

    private bool IsSame(double hz) => Math.Abs(hz - _hz) < 40;

    /// <summary>A run of one kind is over; another begins.</summary>
    private LineSound? Ended(BlockKind next, double nextHz, int ms)
    {
        switch (_kind)
        {
            case BlockKind.CallTone when next == BlockKind.Silent:
            case BlockKind.Silent when next == BlockKind.CallTone && _cadenceLength > 0:
                return Cadence(ms);
            case BlockKind.OtherTone:
                _cadenceLength = 0;
                return Step(ms) ?? (next == BlockKind.OtherTone ? null : Beep(ms));
            case BlockKind.Silent when next == BlockKind.OtherTone:
                _stepPauseMs = ms;
                break;
        }

        if (next != BlockKind.CallTone || _kind != BlockKind.Silent)
            _cadenceLength = 0;
        return null;
    }

    private LineSound? Cadence(int ms)
    {
        if (_cadenceLength == _cadence.Length)
        {
            _cadence.AsSpan(2).CopyTo(_cadence);
            _cadenceLength -= 2;
        }

        _cadence[_cadenceLength++] = ms;
        if (_cadenceLength % 2 != 0)
            return null;
        foreach (var tone in CallTones.Cadences)
        {
            if (tone.IsIn(_cadence.AsSpan(0, _cadenceLength)))
                return tone.Means;
        }

        return null;
    }

    /// <summary>The special information tone goes up in three steps.</summary>
    private LineSound? Step(int ms)
    {
        var (lowest, highest) = CallTones.Steps[_step];
        if (ms < LeastStepMs || _hz < lowest || _hz > highest || (_step > 0 && _stepPauseMs > MostStepPauseMs))
        {
            _step = ms >= LeastStepMs && _hz >= CallTones.Steps[0].LowestHz && _hz <= CallTones.Steps[0].HighestHz
                ? 1 : 0;
            return null;
        }

        _stepPauseMs = 0;
        if (++_step < CallTones.Steps.Count)
            return null;
        _step = 0;
        return LineSound.Unobtainable;
    }

    private LineSound? Beep(int ms) =>
        ms is >= LeastBeepMs and <= MostBeepMs && _voiceMs >= LeastBeforeBeepMs
        && _pauseMs <= MostPauseBeforeBeepMs + ms ? LineSound.Machine : null;

    private LineSound? Quiet()
    {
        // A ring's pause is much longer than any other tone's: nobody waits for its end.
        if (_cadenceLength % 2 == 1 && _runMs >= CallTones.LeastRingPauseMs
            && _cadence[_cadenceLength - 1] is >= CallTones.LeastRingMs and <= CallTones.MostRingMs)
            return LineSound.RingBack;
        return _runMs == _heardMs && _runMs >= SilenceMs && !_spoke ? LineSound.Silence : null;
    }

    /// <summary>Talk and pauses: who waits for an answer after a few words is a person.</summary>
    private LineSound? Voice(BlockKind kind)
    {
        if (kind == BlockKind.Sound)
        {
            _pauseMs = 0;
            _voiceMs += LineBlock.Ms;
            _spurtMs += LineBlock.Ms;
            _saidMs += LineBlock.Ms;
            _spoke |= _voiceMs >= LeastVoiceMs;
            return _spurtMs == AnnouncementMs ? LineSound.Announcement : null;
        }

        _pauseMs += LineBlock.Ms;
        if (_spurtMs > 0 && _pauseMs < WaitsMs)
            _spurtMs += _spurtMs < AnnouncementMs - LineBlock.Ms ? LineBlock.Ms : 0;
        if (_pauseMs != WaitsMs)
            return null;
        var greeting = _spurtMs - WaitsMs + LineBlock.Ms;
        var said = _saidMs;
        (_spurtMs, _saidMs) = (0, 0);
        return greeting <= MostGreetingMs && said >= LeastVoiceMs && kind == BlockKind.Silent
            && _told != LineSound.Announcement ? LineSound.Person : null;
    }
}
