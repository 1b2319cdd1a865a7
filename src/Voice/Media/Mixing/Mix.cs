using System.Numerics;
using TellerLine.Voice.Media.Rtp;

namespace TellerLine.Voice.Media.Mixing;

/// <summary>
/// Adds voices, 16-bit linear, for one listener and 20 ms; what is too loud is cut off. A listener's own voice is never
/// added, which is the sum of all less its own: adding 160 numbers takes some 30 ns, decoding them was the dear part
/// and is done once for all listeners.
/// </summary>
internal sealed class Mix
{
    private readonly int[] _sum = new int[JitterBuffer.FrameSamples];

    public void Begin() => Array.Clear(_sum);

    public void Add(ReadOnlySpan<short> voice)
    {
        var sum = _sum.AsSpan();
        var at = 0;
        for (; at + Vector<short>.Count <= voice.Length; at += Vector<short>.Count)
        {
            Vector.Widen(new Vector<short>(voice[at..]), out var low, out var high);
            (new Vector<int>(sum[at..]) + low).CopyTo(sum[at..]);
            (new Vector<int>(sum[(at + Vector<int>.Count)..]) + high).CopyTo(sum[(at + Vector<int>.Count)..]);
        }

        for (; at < voice.Length; at++)
            sum[at] += voice[at];
    }

    public void Add(ReadOnlySpan<byte> codes, G711 law)
    {
        var table = law == G711.Pcma ? G711Codec.LinearOfA : G711Codec.LinearOfMu;
        for (var i = 0; i < codes.Length; i++)
            _sum[i] += table[codes[i]];
    }

    public void Encode(Span<byte> frame, G711 law)
    {
        for (var i = 0; i < frame.Length; i++)
        {
            var linear = (short)Math.Clamp(_sum[i], short.MinValue, short.MaxValue);
            frame[i] = law == G711.Pcma ? G711Codec.EncodeA(linear) : G711Codec.EncodeMu(linear);
        }
    }
}
