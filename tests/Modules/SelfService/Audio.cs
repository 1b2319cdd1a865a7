using TellerLine.SelfService.Core;

namespace TellerLine.Modules.SelfService;

/// <summary>A prompt measured: what an ear would notice, as numbers.</summary>
internal sealed class Audio
{
    private readonly short[] _samples;

    private Audio(short[] samples) => _samples = samples;

    /// <summary>Reads an A-law file (ITU-T G.711), as ours are.</summary>
    public static Audio Read(string path)
    {
        var file = File.ReadAllBytes(path);
        Assert.Null(WavFile.Fault(file));
        var wav = WavFile.Read(file)!;
        Assert.Equal(6, wav.Format);
        return new Audio([.. file.AsSpan(wav.DataOffset, wav.DataLength).ToArray().Select(Linear)]);
    }

    public double Seconds => _samples.Length / 8000.0;

    public double PeakDb => Db(_samples.Max(s => Math.Abs((double)s)));

    /// <summary>Root mean square of the frames (20 ms) that hold speech.</summary>
    public double LevelDb
    {
        get
        {
            var frames = Frames().Where(f => f > 32768 * 0.01).ToList();
            return frames.Count == 0 ? double.NegativeInfinity : Db(Math.Sqrt(frames.Average(f => f * f)));
        }
    }

    public double SilenceBefore => Frames().TakeWhile(IsSilent).Count() * 0.02;

    public double SilenceAfter => Frames().Reverse().TakeWhile(IsSilent).Count() * 0.02;

    /// <summary>The longest run of samples at the end of the scale.</summary>
    public int Clipped
    {
        get
        {
            var (longest, run) = (0, 0);
            foreach (var s in _samples)
            {
                run = Math.Abs((int)s) >= 32_000 ? run + 1 : 0;
                longest = Math.Max(longest, run);
            }
            return longest;
        }
    }

    /// <summary>The step from the last sample to the first, of full scale.</summary>
    public double Seam => Math.Abs(_samples[0] - _samples[^1]) / 32768.0;

    private double[] Frames() => [.. _samples.Chunk(160).Select(f => Math.Sqrt(f.Average(s => (double)s * s)))];

    private static bool IsSilent(double rms) => rms < 32768 * 0.004;

    private static double Db(double amplitude) => 20 * Math.Log10(amplitude / 32768);

    private static short Linear(byte code)
    {
        code ^= 0x55;
        var (exponent, mantissa) = ((code >> 4) & 7, code & 15);
        var magnitude = exponent == 0 ? (mantissa << 4) + 8 : ((mantissa << 4) + 0x108) << (exponent - 1);
        return (short)((code & 0x80) != 0 ? magnitude : -magnitude);
    }
}
