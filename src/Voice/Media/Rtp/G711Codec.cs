using System.Numerics;

namespace TellerLine.Voice.Media.Rtp;

/// <summary>ITU-T G.711 by table: A-law and µ-law to 16-bit linear and back, and across.</summary>
internal static class G711Codec
{
    public const byte SilenceA = 0xD5;
    public const byte SilenceMu = 0xFF;

    /// <summary>Code → 16-bit linear (13 and 14 bits, left-aligned).</summary>
    public static readonly short[] LinearOfA = Build(DecodeA);

    public static readonly short[] LinearOfMu = Build(DecodeMu);

    public static readonly byte[] MuOfA = BuildAcross(LinearOfA, EncodeMu);

    public static readonly byte[] AOfMu = BuildAcross(LinearOfMu, EncodeA);

    public static byte Silence(G711 law) => law == G711.Pcma ? SilenceA : SilenceMu;

    public static short Decode(byte code, G711 law) => law == G711.Pcma ? LinearOfA[code] : LinearOfMu[code];

    /// <summary>
    /// G.711 table 1: eight segments of sixteen steps; even bits of the code are inverted on the line.
    /// </summary>
    public static byte EncodeA(short linear)
    {
        var sign = linear >= 0 ? 0x80 : 0;
        // 13-bit magnitude; the negative half is mirrored about -1/2 step, so that -1 and 0 are told apart.
        var magnitude = (linear >= 0 ? linear : ~linear) >> 3;
        int code;
        if (magnitude < 32)
        {
            code = magnitude >> 1;
        }
        else
        {
            var segment = BitOperations.Log2((uint)magnitude) - 4;
            code = (segment << 4) | ((magnitude >> segment) & 0x0F);
        }

        return (byte)((sign | code) ^ 0x55);
    }

    /// <summary>G.711 table 2: biased by 33 (132 in 16 bits), all bits inverted on the line.</summary>
    public static byte EncodeMu(short linear)
    {
        const int Bias = 132, Clip = 32_635;
        var sign = linear < 0 ? 0x80 : 0;
        var magnitude = Math.Min(Math.Abs((int)linear), Clip) + Bias;
        var segment = BitOperations.Log2((uint)magnitude) - 7;
        var step = (magnitude >> (segment + 3)) & 0x0F;
        return (byte)~(sign | (segment << 4) | step);
    }

    public static void Transcode(Span<byte> payload, G711 from, G711 to)
    {
        if (from == to)
            return;
        var table = from == G711.Pcma ? MuOfA : AOfMu;
        for (var i = 0; i < payload.Length; i++)
            payload[i] = table[payload[i]];
    }

    private static int DecodeA(int code)
    {
        code ^= 0x55;
        var segment = (code >> 4) & 7;
        var value = ((code & 0x0F) << 4) + 8;
        if (segment > 0)
            value = (value + 0x100) << (segment - 1);
        return (code & 0x80) != 0 ? value : -value;
    }

    private static int DecodeMu(int code)
    {
        code = ~code;
        var magnitude = ((((code & 0x0F) << 3) + 132) << ((code >> 4) & 7)) - 132;
        return (code & 0x80) != 0 ? -magnitude : magnitude;
    }

    private static short[] Build(Func<int, int> decode)
    {
        var table = new short[256];
        for (var i = 0; i < 256; i++)
            table[i] = (short)decode(i);
        return table;
    }

    private static byte[] BuildAcross(short[] linear, Func<short, byte> encode)
    {
        var table = new byte[256];
        for (var i = 0; i < 256; i++)
            table[i] = encode(linear[i]);
        return table;
    }
}
