using System.Buffers.Binary;
using System.Text;

namespace TellerLine.Journeys.Peers;

/// <summary>What was heard: energy and how much of it lies at one frequency.</summary>
/// <param name="Rms">0 to 1.</param>
/// <param name="Share">Of the energy, within ± 25 Hz of the frequency asked for, 0 to 1.</param>
internal readonly record struct Heard(double Rms, double Share)
{
    public override string ToString() => $"rms {Rms:0.000}, {Share:P0} at the tone";
}

/// <summary>Tones as WAV files, and their measure at the far end (Goertzel).</summary>
internal static class Tone
{
    public const int Rate = 8_000;

    /// <summary>A steady tone.</summary>
    public static void Write(string path, double hz, TimeSpan length, int rate = Rate, double amplitude = 0.4) =>
        Write(path, hz, length, rate, _ => amplitude);

    /// <summary>
    /// A tone in syllables, for a browser's microphone: its noise suppression takes what is steady for noise, and what
    /// comes and goes three times a second for speech. The length is whole syllables, for it is played in a loop.
    /// </summary>
    public static void WriteSyllables(string path, double hz, int syllables, int rate = 48_000)
    {
        const double syllable = 0.3, voiced = 0.2, edge = 0.02, amplitude = 0.5;
        Write(path, hz, TimeSpan.FromSeconds(syllables * syllable), rate, at =>
        {
            var within = at % syllable;
            var fade = Math.Min(Math.Min(within, voiced - within) / edge, 1);
            return fade <= 0 ? 0 : amplitude * fade;
        });
    }

    private static void Write(string path, double hz, TimeSpan length, int rate, Func<double, double> amplitude)
    {
        var samples = new short[(int)(length.TotalSeconds * rate)];
        for (var i = 0; i < samples.Length; i++)
        {
            samples[i] = (short)(
                amplitude((double)i / rate) * short.MaxValue * Math.Sin(2 * Math.PI * hz * i / rate));
        }
        using var file = File.Create(path);
        file.Write("RIFF"u8);
        WriteInt(file, 36 + samples.Length * 2);
        file.Write("WAVEfmt "u8);
        WriteInt(file, 16);
        WriteShort(file, 1);
        WriteShort(file, 1);
        WriteInt(file, rate);
        WriteInt(file, rate * 2);
        WriteShort(file, 2);
        WriteShort(file, 16);
        file.Write("data"u8);
        WriteInt(file, samples.Length * 2);
        var bytes = new byte[samples.Length * 2];
        for (var i = 0; i < samples.Length; i++)
            BinaryPrimitives.WriteInt16LittleEndian(bytes.AsSpan(i * 2), samples[i]);
        file.Write(bytes);
    }

    /// <returns>Samples −1 to 1 by channel; the data chunk may be longer than its header says (a file still
    /// written).</returns>
    public static (int Rate, double[][] Channels) Read(byte[] wav)
    {
        var at = 12;
        int channels = 1, rate = Rate;
        while (at + 8 <= wav.Length)
        {
            var id = Encoding.ASCII.GetString(wav, at, 4);
            var size = BinaryPrimitives.ReadInt32LittleEndian(wav.AsSpan(at + 4));
            if (id == "fmt ")
            {
                channels = BinaryPrimitives.ReadInt16LittleEndian(wav.AsSpan(at + 10));
                rate = BinaryPrimitives.ReadInt32LittleEndian(wav.AsSpan(at + 12));
            }
            if (id == "data")
            {
                var length = size <= 0 ? wav.Length - at - 8 : Math.Min(size, wav.Length - at - 8);
                var frames = length / 2 / channels;
                var samples = new double[channels][];
                for (var c = 0; c < channels; c++)
                {
                    samples[c] = new double[frames];
                    for (var i = 0; i < frames; i++)
                        samples[c][i] = BinaryPrimitives.ReadInt16LittleEndian(
                            wav.AsSpan(at + 8 + (i * channels + c) * 2)) / 32768.0;
                }
                return (rate, samples);
            }
            at += 8 + size + (size & 1);
        }
        throw new InvalidDataException("The WAV file has no data chunk.");
    }

    public static Heard Measure(ReadOnlySpan<double> samples, double hz, int rate = Rate)
    {
        if (samples.Length == 0)
            return new Heard(0, 0);
        double energy = 0;
        foreach (var sample in samples)
            energy += sample * sample;
        // In windows of 20 ms: the far end's clock may drift, and a syllable may begin anywhere.
        var window = rate / 50;
        double tone = 0;
        for (var start = 0; start + window <= samples.Length; start += window)
            tone += Goertzel(samples.Slice(start, window), hz, rate);
        return new Heard(Math.Sqrt(energy / samples.Length), energy == 0 ? 0 : Math.Min(1, tone / energy));
    }

    private static double Goertzel(ReadOnlySpan<double> samples, double hz, int rate)
    {
        var w = 2 * Math.PI * hz / rate;
        var coefficient = 2 * Math.Cos(w);
        double s1 = 0, s2 = 0;
        foreach (var sample in samples)
            (s1, s2) = (sample + coefficient * s1 - s2, s1);
        return 2 * (s1 * s1 + s2 * s2 - coefficient * s1 * s2) / samples.Length;
    }

    private static void WriteInt(Stream to, int value)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, value);
        to.Write(bytes);
    }

    private static void WriteShort(Stream to, short value)
    {
        Span<byte> bytes = stackalloc byte[2];
        BinaryPrimitives.WriteInt16LittleEndian(bytes, value);
        to.Write(bytes);
    }
}
