using System.Buffers.Binary;
using TellerLine.Voice.Media.Rtp;

namespace TellerLine.Voice.Media.Prompts;

/// <summary>
/// Reads 8 kHz mono WAV: 16-bit PCM, A-law or µ-law (RIFF; WAVE_FORMAT 1, 6, 7, or extensible with one of these).
/// </summary>
internal static class WavFile
{
    // Ten minutes: longer than any prompt or music loop, short enough to keep whole in memory.
    private const int MaxSamples = 8000 * 600;

    private const int Pcm = 1, ALaw = 6, MuLaw = 7, Extensible = 0xFFFE;

    /// <exception cref="MediaException">What is wrong with it, with its name.</exception>
    public static Prompt Read(string path)
    {
        byte[] file;
        try
        {
            var length = new FileInfo(path).Length;
            if (length > (MaxSamples * 2) + 65_536)
                throw Bad(path, "is longer than ten minutes");
            file = File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Bad(path, "cannot be read: " + e.Message);
        }

        return Parse(file, path);
    }

    public static Prompt Parse(ReadOnlySpan<byte> file, string path)
    {
        if (file.Length < 12 || !file[..4].SequenceEqual("RIFF"u8) || !file[8..12].SequenceEqual("WAVE"u8))
            throw Bad(path, "is no WAV file");

        var format = 0;
        for (var at = 12; at + 8 <= file.Length;)
        {
            var id = file.Slice(at, 4);
            var length = BinaryPrimitives.ReadUInt32LittleEndian(file[(at + 4)..]);
            at += 8;
            // A writer that could not seek back leaves the length at zero or all ones: the chunk then goes to the end.
            var body = length > (uint)(file.Length - at) ? file[at..] : file.Slice(at, (int)length);
            if (id.SequenceEqual("fmt "u8))
                format = Format(body, path);
            else if (id.SequenceEqual("data"u8))
                return format == 0 ? throw Bad(path, "has its data before its format") : Convert(body, format);
            at += body.Length + (body.Length & 1);
        }

        throw Bad(path, "has no data");
    }

    private static int Format(ReadOnlySpan<byte> body, string path)
    {
        if (body.Length < 16)
            throw Bad(path, "has a truncated format");
        int format = BinaryPrimitives.ReadUInt16LittleEndian(body);
        int channels = BinaryPrimitives.ReadUInt16LittleEndian(body[2..]);
        var rate = BinaryPrimitives.ReadUInt32LittleEndian(body[4..]);
        int bits = BinaryPrimitives.ReadUInt16LittleEndian(body[14..]);
        if (format == Extensible && body.Length >= 26)
            format = BinaryPrimitives.ReadUInt16LittleEndian(body[24..]);
        if (rate != 8000 || channels != 1)
            throw Bad(path, $"is {rate} Hz with {channels} channels; prompts are 8000 Hz mono");
        if ((format, bits) is not ((Pcm, 16) or (ALaw, 8) or (MuLaw, 8)))
            throw Bad(path, $"has format {format} with {bits} bits; prompts are 16-bit PCM, A-law or µ-law");
        return format;
    }

    private static Prompt Convert(ReadOnlySpan<byte> data, int format)
    {
        var samples = Math.Min(format == Pcm ? data.Length / 2 : data.Length, MaxSamples);
        var a = GC.AllocateUninitializedArray<byte>(samples, pinned: true);
        var mu = GC.AllocateUninitializedArray<byte>(samples, pinned: true);
        for (var i = 0; i < samples; i++)
        {
            (a[i], mu[i]) = format switch
            {
                ALaw => (data[i], G711Codec.MuOfA[data[i]]),
                MuLaw => (G711Codec.AOfMu[data[i]], data[i]),
                _ => Encode(BinaryPrimitives.ReadInt16LittleEndian(data[(i * 2)..])),
            };
        }

        return new Prompt(a, mu);
    }

    private static (byte A, byte Mu) Encode(short linear) => (G711Codec.EncodeA(linear), G711Codec.EncodeMu(linear));

    private static MediaException Bad(string path, string why) => new($"prompt {path} {why}");
}
