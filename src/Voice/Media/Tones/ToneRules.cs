namespace TellerLine.Voice.Media.Tones;

/// <summary>What makes two tones a key and not speech or music (ITU-T Q.24).</summary>
internal static class ToneRules
{
    /// <summary>Each tone at least 35 dB below the loudest G.711 has: amplitude 400, squared.</summary>
    private const double LeastPower = 400 * 400;

    /// <summary>The high tone stronger than the low by up to 6 dB, weaker by up to 9 dB (Q.24: 4 and 8).</summary>
    private const double MostTwist = 4, MostReverseTwist = 8;

    /// <summary>6 dB over the others of its group.</summary>
    private const double OverOthers = 4;

    /// <summary>
    /// Of all energy: two tones that are off by 1.5 %, and noise 15 dB below, have as much; speech, with its many
    /// harmonics, seldom.
    /// </summary>
    private const double LeastShare = 0.68;

    /// <summary>Q.24: 1.5 % is a key, 3.5 % is none.</summary>
    private const double MostBeside = 0.028;

    /// <summary>10 dB below the tone itself; a voice has a second harmonic as strong as its first.</summary>
    private const double MostHarmonic = 0.1;

    /// <returns>The place of the key (row × 4 + column), or -1.</returns>
    public static int KeyIn(ToneWindow window)
    {
        var (low, high) = (Strongest(window, 0), Strongest(window, 4));
        if (low < 0 || high < 0)
            return -1;
        var (lowPower, highPower) = (window.Power(low), window.Power(high));
        if (highPower > lowPower * MostTwist || lowPower > highPower * MostReverseTwist
            || (lowPower + highPower) * ToneWindow.Samples / 2 < window.Energy * LeastShare)
            return -1;
        return (low * 4) + high - 4;
    }

    /// <summary>Both frequencies are what they should be; to be asked of a second window of the same key.</summary>
    public static bool IsOnFrequency(ToneWindow window, int key) =>
        IsNear(window, key / 4) && IsNear(window, 4 + (key % 4));

    /// <param name="samples">So many that a harmonic of the low tone is told from the high one: 30 ms.</param>
    public static bool IsPure(ReadOnlySpan<float> samples, ToneWindow window, int key) =>
        HarmonicIsWeak(samples, window, key / 4) && HarmonicIsWeak(samples, window, 4 + (key % 4));

    private static bool IsNear(ToneWindow window, int tone) =>
        Math.Abs(window.Beside(tone)) <= ToneWindow.Frequency(tone) * MostBeside;

    private static int Strongest(ToneWindow window, int first)
    {
        var strongest = first;
        for (var tone = first + 1; tone < first + 4; tone++)
        {
            if (window.Power(tone) > window.Power(strongest))
                strongest = tone;
        }

        var power = window.Power(strongest);
        if (power < LeastPower)
            return -1;
        for (var tone = first; tone < first + 4; tone++)
        {
            if (tone != strongest && window.Power(tone) * OverOthers > power)
                return -1;
        }

        return strongest;
    }

    private static bool HarmonicIsWeak(ReadOnlySpan<float> samples, ToneWindow window, int tone)
    {
        // Goertzel.
        var factor = (float)(2 * Math.Cos(ToneWindow.Angle(2 * ToneWindow.Frequency(tone))));
        var (last, before) = (0f, 0f);
        foreach (var sample in samples)
            (last, before) = (sample + (factor * last) - before, last);
        var power = (last * last) + (before * before) - (factor * last * before);
        return power * 4 / samples.Length / samples.Length < window.Power(tone) * MostHarmonic;
    }
}
