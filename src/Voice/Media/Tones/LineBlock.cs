using System.Numerics;

namespace TellerLine.Voice.Media.Tones;

internal enum BlockKind
{
    Silent,

    /// <summary>A network's tone: one frequency of its range, or one of its pairs.</summary>
    CallTone,

    /// <summary>One frequency that is no network's, or a step of the special information tone.</summary>
    OtherTone,

    /// <summary>Speech, music, noise.</summary>
    Sound,
}

/// <summary>20 ms of a line: silent, a tone, or anything else. Nothing is allocated.</summary>
internal static class LineBlock
{
    public const int Samples = 160, Ms = 20;

    /// <summary>Some 50 dB below the loudest G.711 has: a line's own noise is weaker.</summary>
    private const double LeastRms = 90;

    /// <summary>
    /// Of all energy in the tone: with noise 15 dB below it. Voices have such moments, but not for as long as a tone.
    /// </summary>
    private const double LeastShare = 0.9;

    /// <summary>A beep is higher than a voice's lowest harmonics.</summary>
    private const double LowestBeepHz = 560, HighestBeepHz = 2_600;

    /// <summary>From here all networks' single tones are found, whatever noise makes of the guess.</summary>
    private const double MiddleHz = 440;

    /// <summary>For each pair what spans it over a block, whatever the phases: four vectors at right angles.</summary>
    private static readonly double[][][] Pairs = [.. CallTones.Pairs.Select(pair => Span(pair.Low, pair.High))];

    /// <param name="hz">Of an <see cref="BlockKind.OtherTone"/>.</param>
    public static BlockKind KindOf(ReadOnlySpan<float> block, out double hz)
    {
        hz = 0;
        var energy = 0.0;
        foreach (var sample in block)
            energy += sample * sample;
        if (energy < LeastRms * LeastRms * block.Length)
            return BlockKind.Silent;
        foreach (var near in (ReadOnlySpan<double>)[MiddleHz, FrequencyOf(block)])
        {
            hz = Refined(block, near);
            if (hz <= 0 || Share(block, hz, energy) < LeastShare)
                continue;
            if (hz is >= CallTones.LowestHz and <= CallTones.HighestHz)
                return BlockKind.CallTone;
            return hz is >= LowestBeepHz and <= HighestBeepHz ? BlockKind.OtherTone : BlockKind.Sound;
        }

        foreach (var pair in Pairs)
        {
            if (Share(block, pair) >= LeastShare * energy)
                return BlockKind.CallTone;
        }

        return BlockKind.Sound;
    }

    /// <summary>Of a pure tone, by what each sample has to do with its neighbours; of anything else a guess.</summary>
    private static double FrequencyOf(ReadOnlySpan<float> block)
    {
        var (product, square) = (0.0, 0.0);
        for (var i = 1; i < block.Length - 1; i++)
        {
            product += block[i] * (block[i - 1] + block[i + 1]);
            square += block[i] * block[i];
        }

        var cosine = square > 0 ? product / square / 2 : 1;
        return cosine is > -1 and < 1 ? Math.Acos(cosine) * 8000 / (2 * Math.PI) : 0;
    }

    /// <summary>The turn of the phase from the first half to the second says what it is beside a guess.</summary>
    private static double Refined(ReadOnlySpan<float> block, double near)
    {
        var half = block.Length / 2;
        var (first, second) = (At(block[..half], near), At(block[half..], near));
        var turn = second * Complex.Conjugate(first)
            * Complex.FromPolarCoordinates(1, -2 * Math.PI * near * half / 8000);
        return near + (8000 / (2 * Math.PI * half) * Math.Atan2(turn.Imaginary, turn.Real));
    }

    private static double Share(ReadOnlySpan<float> block, double hz, double energy)
    {
        var along = At(block, hz);
        return 2 * ((along.Real * along.Real) + (along.Imaginary * along.Imaginary)) / block.Length / energy;
    }

    /// <summary>How much of a frequency there is, and with which phase at the first sample.</summary>
    private static Complex At(ReadOnlySpan<float> block, double hz)
    {
        var angle = -2 * Math.PI * hz / 8000;
        var (turnRe, turnIm) = (Math.Cos(angle), Math.Sin(angle));
        var (re, im, sumRe, sumIm) = (1.0, 0.0, 0.0, 0.0);
        foreach (var sample in block)
        {
            sumRe += sample * re;
            sumIm += sample * im;
            (re, im) = ((re * turnRe) - (im * turnIm), (re * turnIm) + (im * turnRe));
        }

        return new Complex(sumRe, sumIm);
    }

    private static double Share(ReadOnlySpan<float> block, double[][] span)
    {
        var share = 0.0;
        foreach (var vector in span)
        {
            var along = 0.0;
            for (var i = 0; i < block.Length; i++)
                along += block[i] * vector[i];
            share += along * along;
        }

        return share;
    }

    /// <summary>Gram and Schmidt.</summary>
    private static double[][] Span(double low, double high)
    {
        double[][] span = [Wave(low, Math.Cos), Wave(low, Math.Sin), Wave(high, Math.Cos), Wave(high, Math.Sin)];
        for (var at = 0; at < span.Length; at++)
        {
            for (var before = 0; before < at; before++)
            {
                var along = Product(span[at], span[before]);
                for (var i = 0; i < Samples; i++)
                    span[at][i] -= along * span[before][i];
            }

            var length = Math.Sqrt(Product(span[at], span[at]));
            for (var i = 0; i < Samples; i++)
                span[at][i] /= length;
        }

        return span;
    }

    private static double Product(double[] a, double[] b) => a.Zip(b, (x, y) => x * y).Sum();

    private static double[] Wave(double hz, Func<double, double> of) =>
        [.. Enumerable.Range(0, Samples).Select(i => of(2 * Math.PI * hz * i / 8000))];
}
