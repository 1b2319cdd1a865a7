namespace TellerLine.Bench.Load;

/// <summary>
/// A time written in loud A-law codes, so that it is read again out of a mix whose other voices are silent: A-law's
/// silence is not quite zero, and what little it adds does not lift a loud code into the next. Seven bits a code.
/// </summary>
internal static class LoudTime
{
    private const int TimeCodes = 10;
    public const int Codes = 5 + TimeCodes;

    private static readonly byte[] Mark = [.. "Mixed"u8.ToArray().Select(CodeOf)];

    public static void Write(Span<byte> payload, long ns)
    {
        Mark.CopyTo(payload);
        for (var i = 0; i < TimeCodes; i++)
            payload[Mark.Length + i] = CodeOf((byte)((ns >> (7 * i)) & 0x7F));
    }

    /// <summary>Looks for it anywhere in a frame: a mixer's frames do not begin where packets do.</summary>
    /// <param name="at">The sample at which it begins.</param>
    public static bool TryRead(ReadOnlySpan<byte> payload, out long ns, out int at)
    {
        ns = 0;
        at = payload.IndexOf(Mark);
        if (at < 0 || at + Codes > payload.Length)
            return false;
        for (var i = 0; i < TimeCodes; i++)
        {
            if (BitsOf(payload[at + Mark.Length + i]) is not (>= 0 and var bits))
                return false;
            ns |= (long)bits << (7 * i);
        }

        return true;
    }

    // Sign, the upper four of eight segments, sixteen steps; every other bit is inverted on the line.
    private static byte CodeOf(byte bits) => (byte)((((bits & 0x40) << 1) | 0x40 | (bits & 0x3F)) ^ 0x55);

    private static int BitsOf(byte code)
    {
        var plain = code ^ 0x55;
        return (plain & 0x40) == 0 ? -1 : ((plain & 0x80) >> 1) | (plain & 0x3F);
    }
}
