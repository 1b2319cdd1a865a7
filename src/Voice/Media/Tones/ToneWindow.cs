using System.Numerics;
using System.Runtime.Intrinsics;

namespace TellerLine.Voice.Media.Tones;

/// <summary>
/// 13 ms of audio by the eight frequencies of a keypad (ITU-T Q.23), moved on by 6.5 ms: how strong each is, of how
/// much in all, and where its phase goes, which tells a frequency better than so few milliseconds could.
/// </summary>
internal sealed class ToneWindow
{
    public const int HalfSamples = 52, Samples = 2 * HalfSamples, Tones = 8;

    /// <summary>Half a window's real and imaginary parts of all tones, side by side.</summary>
    private const int Lanes = 2 * Tones;

    private static readonly double[] Hz = [697, 770, 852, 941, 1209, 1336, 1477, 1633];

    /// <summary>For each sample all lanes: cosines, then sines.</summary>
    private static readonly float[] Waves = BuildWaves();

    /// <summary>What half a window does to each tone's phase.</summary>
    private static readonly Complex[] Turns = [
        .. Hz.Select(hz => Complex.FromPolarCoordinates(1, -Angle(hz) * HalfSamples))];

    private readonly float[] _halves = new float[2 * Lanes];
    private readonly Complex[] _now = new Complex[Tones], _before = new Complex[Tones];
    private float _energyNow, _energyBefore;

    public static double Frequency(int tone) => Hz[tone];

    public static double Angle(double hz) => 2 * Math.PI * hz / 8000;

    /// <summary>Of all samples of the window, squared and added.</summary>
    public double Energy => _energyNow + _energyBefore;

    /// <summary>The amplitude of a tone of exactly this frequency, squared.</summary>
    public double Power(int tone) => Squared(_now[tone]) * 4 / (Samples * Samples);

    /// <summary>
    /// How far the sound is beside this tone's frequency, Hz, by the turn of its phase since the window before.
    /// </summary>
    public double Beside(int tone)
    {
        var turn = _now[tone] * Complex.Conjugate(_before[tone]) * Turns[tone];
        return Math.Atan2(turn.Imaginary, turn.Real) * 8000 / (2 * Math.PI * HalfSamples);
    }

    /// <param name="half">52 samples, the next in time.</param>
    public void Add(ReadOnlySpan<float> half)
    {
        var before = _halves.AsSpan(0, Lanes);
        var now = _halves.AsSpan(Lanes);
        now.CopyTo(before);
        var energy = 0f;
        // Sixteen lanes in four registers: this is what listening costs.
        var (a, b, c, d) = (Vector128<float>.Zero, Vector128<float>.Zero, Vector128<float>.Zero, Vector128<float>.Zero);
        ref var waves = ref Waves[0];
        for (var i = 0; i < HalfSamples; i++)
        {
            var sample = Vector128.Create(half[i]);
            energy += half[i] * half[i];
            var at = (nuint)(i * Lanes);
            a += Vector128.LoadUnsafe(ref waves, at) * sample;
            b += Vector128.LoadUnsafe(ref waves, at + 4) * sample;
            c += Vector128.LoadUnsafe(ref waves, at + 8) * sample;
            d += Vector128.LoadUnsafe(ref waves, at + 12) * sample;
        }

        a.CopyTo(now);
        b.CopyTo(now[4..]);
        c.CopyTo(now[8..]);
        d.CopyTo(now[12..]);

        (_energyBefore, _energyNow) = (_energyNow, energy);
        for (var tone = 0; tone < Tones; tone++)
        {
            _before[tone] = _now[tone];
            _now[tone] = new Complex(before[tone], -before[tone + Tones])
                + (new Complex(now[tone], -now[tone + Tones]) * Turns[tone]);
        }
    }

    public void Clear()
    {
        Array.Clear(_halves);
        Array.Clear(_now);
        Array.Clear(_before);
        (_energyNow, _energyBefore) = (0, 0);
    }

    private static double Squared(Complex value) => (value.Real * value.Real) + (value.Imaginary * value.Imaginary);

    private static float[] BuildWaves()
    {
        var waves = new float[HalfSamples * Lanes];
        for (var i = 0; i < HalfSamples; i++)
        {
            for (var tone = 0; tone < Tones; tone++)
            {
                waves[(i * Lanes) + tone] = (float)Math.Cos(Angle(Hz[tone]) * i);
                waves[(i * Lanes) + tone + Tones] = (float)Math.Sin(Angle(Hz[tone]) * i);
            }
        }

        return waves;
    }
}
