using System.Buffers.Binary;

namespace TellerLine.SelfService.Core;

/// <summary>What the header of a WAV file says. Pure: looks at bytes.</summary>
/// <param name="Format">1 = 16-bit PCM, 6 = A-law, 7 = µ-law.</param>
internal sealed record WavFile(int Format, int Channels, int Rate, int Bits, int DataOffset, int DataLength)
{
    public double Seconds => (double)DataLength * 8 / (Bits * Channels * Rate);

    /// <returns>Why this cannot be spoken on a telephone, or null.</returns>
    public static string? Fault(ReadOnlySpan<byte> file)
    {
        if (Read(file) is not { } wav)
            return "is no WAV file";
        if (wav is not ({ Format: 1, Bits: 16 } or { Format: 6 or 7, Bits: 8 }))
            return $"has format {wav.Format} with {wav.Bits} bits";
        if (wav.Channels != 1 || wav.Rate != 8000)
            return $"has {wav.Channels} channels at {wav.Rate} Hz";
        return wav.DataLength == 0 ? "is empty" : wav.DataOffset + wav.DataLength > file.Length ? "is cut short" : null;
    }

    /// <summary>RIFF chunks up to <c>data</c>; null when there are none.</summary>
    public static WavFile? Read(ReadOnlySpan<byte> file)
    {
        if (file.Length < 12 || !file[..4].SequenceEqual("RIFF"u8) || !file[8..12].SequenceEqual("WAVE"u8))
            return null;
        WavFile? found = null;
        for (var at = 12; at + 8 <= file.Length;)
        {
            var length = BinaryPrimitives.ReadInt32LittleEndian(file[(at + 4)..]);
            if (length < 0)
                return null;
            var chunk = file[(at + 8)..];
            if (file.Slice(at, 4).SequenceEqual("data"u8))
                return found is null ? null : found with { DataOffset = at + 8, DataLength = length };
            if (file.Slice(at, 4).SequenceEqual("fmt "u8) && length >= 16 && chunk.Length >= 16)
                found = new WavFile(
                    U16(chunk), U16(chunk[2..]), BinaryPrimitives.ReadInt32LittleEndian(chunk[4..]), U16(chunk[14..]),
                    0,
                    0);
            at += 8 + length + (length & 1);
            if (at < 0)
                return null;
        }
        return null;
    }

    private static int U16(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadUInt16LittleEndian(bytes);
}
