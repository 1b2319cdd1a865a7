namespace TellerLine.Voice.Media.Mixing;

/// <summary>
/// What is heard where a packet is missing: the last pitch period again and again, fading to silence within 60 ms;
/// where the voice comes back the two are blended over 5 ms. Simpler than ITU-T G.711 Appendix I, of the same idea.
/// </summary>
internal sealed class Concealment
{
    /// <summary>Full for 10 ms, then less and less.</summary>
    public const int FullSamples = 80, FadeSamples = 400;

    private const int History = 320, Blend = 40, Template = 80, ShortestLag = 20, LongestLag = 160;

    private readonly short[] _history = new short[History];
    private readonly short[] _period = new short[LongestLag];
    private int _lag;
    private int _missing;

    /// <summary>So much was made up that it is silence by now.</summary>
    public bool HasFaded => _missing >= FullSamples + FadeSamples;

    /// <summary>Samples that came, the next in time; their first are changed where they follow made-up ones.</summary>
    public void Heard(Span<short> samples)
    {
        if (_missing > 0)
        {
            var blended = Math.Min(Blend, samples.Length);
            for (var i = 0; i < blended; i++)
                samples[i] = (short)(((Next() * (blended - i)) + (samples[i] * i)) / blended);
            _missing = 0;
        }

        Remember(samples);
    }

    /// <summary>Makes up samples that did not come.</summary>
    public void Fill(Span<short> samples)
    {
        if (_missing == 0)
            Begin();
        for (var i = 0; i < samples.Length; i++)
            samples[i] = (short)Next();
        Remember(samples);
    }

    /// <summary>It was silent, and nothing is missing: there is nothing to go on with.</summary>
    public void Forget()
    {
        _missing = 0;
        Array.Clear(_history);
    }

    private int Next()
    {
        if (HasFaded)
            return 0;
        var gain = FullSamples + FadeSamples - Math.Max(_missing, FullSamples);
        return _period[_missing++ % _lag] * gain / FadeSamples;
    }

    private void Begin()
    {
        _lag = Pitch();
        _history.AsSpan(History - _lag).CopyTo(_period);
    }

    /// <summary>Where the end of what was heard is most like itself; 20 ms for what has no pitch.</summary>
    private int Pitch()
    {
        var end = _history.AsSpan(History - Template);
        var (best, lag) = (0.0, LongestLag);
        for (var at = ShortestLag; at <= LongestLag; at++)
        {
            var earlier = _history.AsSpan(History - Template - at, Template);
            var (product, energy) = (0L, 0L);
            for (var i = 0; i < Template; i++)
            {
                product += end[i] * earlier[i];
                energy += earlier[i] * earlier[i];
            }

            if (product <= 0)
                continue;
            var likeness = (double)product / energy * product;
            if (likeness > best)
                (best, lag) = (likeness, at);
        }

        return lag;
    }

    private void Remember(ReadOnlySpan<short> samples)
    {
        if (samples.Length >= History)
        {
            samples[^History..].CopyTo(_history);
            return;
        }

        _history.AsSpan(samples.Length).CopyTo(_history);
        samples.CopyTo(_history.AsSpan(History - samples.Length));
    }
}
