using TellerLine.Voice.Media.Rtp;

namespace TellerLine.Voice.Media.Tones;

internal enum ToneStep
{
    None,
    Pressed,
    Released,
}

/// <summary>
/// Keys that a telephone sings (ITU-T Q.23, Q.24), for who knows no telephone-event. A tone of 40 ms is a key, one
/// below 23 ms is none; a hole of 10 ms is part of it, a pause of 40 ms its end. Nothing is allocated; one thread.
/// </summary>
internal sealed class ToneKeys
{
    /// <summary>Windows in a row that make a key, and that end it: 32 ms with the first window's own, 26 ms.</summary>
    private const int Makes = 4, Ends = 4;

    private const int History = (Makes + 1) * ToneWindow.HalfSamples;

    /// <summary>Two packets of 20 ms lost are a hole in a tone; more is a pause.</summary>
    private const int LongestHole = 320;

    private readonly ToneWindow _window = new();
    private readonly float[] _samples = new float[History];
    private int _fresh;
    private int _candidate = -1, _run;
    private int _pressed = -1, _misses, _windows;
    private uint _next;
    private bool _hasNext;
    private int _pause;

    public bool IsPressed => _pressed >= 0;

    /// <summary>The key pressed now or released last (ASCII).</summary>
    public byte Key { get; private set; }

    /// <summary>How long the key pressed now or last was heard, milliseconds.</summary>
    public int DurationMs => (_windows + 1) * ToneWindow.HalfSamples / 8;

    /// <summary>A packet comes; what it does not follow is a pause. <see cref="Next"/> goes through it.</summary>
    public void Begin(uint timestamp, int samples)
    {
        var hole = (int)(timestamp - _next);
        if (_hasNext && hole is < 0 or > LongestHole)
            _pause = (Ends + 1) * ToneWindow.HalfSamples;
        (_hasNext, _next) = (true, timestamp + (uint)samples);
    }

    /// <summary>Goes on to the next thing that happens in the packet.</summary>
    /// <param name="rest">What is left of the packet afterwards.</param>
    /// <returns>None when all of it was gone through.</returns>
    public ToneStep Next(ref ReadOnlySpan<byte> rest, G711 law)
    {
        var table = law == G711.Pcma ? G711Codec.LinearOfA : G711Codec.LinearOfMu;
        while (_pause > 0 || rest.Length > 0)
        {
            var half = _samples.AsSpan(History - ToneWindow.HalfSamples);
            if (_pause > 0)
            {
                half[_fresh++] = 0;
                _pause--;
            }
            else
            {
                half[_fresh++] = table[rest[0]];
                rest = rest[1..];
            }

            if (_fresh < half.Length)
                continue;
            _window.Add(half);
            var step = Look();
            _samples.AsSpan(half.Length).CopyTo(_samples);
            _fresh = 0;
            if (step != ToneStep.None)
                return step;
        }

        return ToneStep.None;
    }

    /// <summary>Nothing came for a while: a key that was pressed is released.</summary>
    public bool GiveUp()
    {
        var was = IsPressed;
        (_pressed, _candidate, _run) = (-1, -1, 0);
        return was;
    }

    /// <summary>Forgets all it heard: it may have been a secret's digit.</summary>
    public void Clear()
    {
        _window.Clear();
        Array.Clear(_samples);
        (_pressed, _candidate, _run, _fresh, Key) = (-1, -1, 0, 0, 0);
    }

    private ToneStep Look()
    {
        var key = ToneRules.KeyIn(_window);
        if (IsPressed)
            return WhilePressed(key);
        if (key < 0 || key != _candidate)
        {
            (_candidate, _run) = (key, key < 0 ? 0 : 1);
            return ToneStep.None;
        }

        if (!ToneRules.IsOnFrequency(_window, key))
        {
            _run = 1;
            return ToneStep.None;
        }

        if (++_run < Makes || !ToneRules.IsPure(_samples, _window, key))
            return ToneStep.None;
        (_pressed, _misses, _windows) = (key, 0, _run);
        Key = "123A456B789C*0#D"u8[key];
        return ToneStep.Pressed;
    }

    private ToneStep WhilePressed(int key)
    {
        _windows++;
        if (key == _pressed)
        {
            _misses = 0;
            return ToneStep.None;
        }

        if (++_misses < Ends)
            return ToneStep.None;
        _windows -= _misses;
        (_pressed, _candidate, _run) = (-1, key, key < 0 ? 0 : 1);
        return ToneStep.Released;
    }
}
