using TellerLine.Voice.Media;
using TellerLine.Voice.Media.Mixing;
using TellerLine.Voice.Media.Rtp;

namespace TellerLine.Rules.Voice.Media;

/// <summary>
/// A telephone that says 400 Hz, a network that brings its packets when the test says, and who listens every 20 ms.
/// </summary>
internal sealed class MixedSource
{
    public const double Hz = 400;
    public const short Amplitude = 8_000;

    private readonly SortedList<(double AtMs, int Order), Packet> _onTheWay = [];

    private readonly List<short> _heard = [];
    private sealed record Packet(ushort Sequence, uint Timestamp, bool Marker, byte[] Payload);

    private int _order;
    private double _nowMs;

    public JitterBuffer Buffer { get; } = new();

    /// <summary>Who mixes says with each packet when the next frame will be asked for.</summary>
    public bool IsTimed { get; init; }

    /// <summary>The jitter that is known of the line beforehand, samples.</summary>
    public int Jitter { get; init; }

    public uint Ssrc { get; set; } = 7;

    public ushort Sequence { get; set; } = 65_500;

    public uint Timestamp { get; set; } = uint.MaxValue - 5_000;

    /// <summary>A packet of so many milliseconds; null when the network loses it.</summary>
    public void Says(double? arrivesMs, int ms = 20, bool marker = false)
    {
        var payload = new byte[ms * 8];
        for (var i = 0; i < payload.Length; i++)
        {
            payload[i] = G711Codec.EncodeA(
                (short)(Amplitude * Math.Sin(2 * Math.PI * Hz * (Timestamp + (uint)i) / 8000)));
        }

        if (arrivesMs is { } at)
            _onTheWay.Add((at, _order++), new Packet(Sequence, Timestamp, marker, payload));
        Sequence++;
        Timestamp += (uint)payload.Length;
    }

    /// <summary>It sends nothing for a while, and its clock goes on.</summary>
    public void IsSilent(int ms) => Timestamp += (uint)(ms * 8);

    /// <summary>All packets of a stretch, each as late as said.</summary>
    public void Talks(double fromMs, int packets, Func<int, double?> delayMs, int ms = 20, double tickMs = 0)
    {
        for (var i = 0; i < packets; i++)
            Says(delayMs(i) is { } delay ? fromMs + (i * (tickMs > 0 ? tickMs : ms)) + delay : null, ms);
    }

    /// <summary>What is heard until then, frame by frame.</summary>
    public short[] HearUntil(double ms)
    {
        var from = _heard.Count;
        Span<short> frame = stackalloc short[JitterBuffer.FrameSamples];
        for (; _nowMs < ms; _nowMs += 20)
        {
            while (_onTheWay.Count > 0 && _onTheWay.Keys[0].AtMs <= _nowMs)
            {
                var due = IsTimed ? (int)((_nowMs - _onTheWay.Keys[0].AtMs) * 8) : ArrivalWatch.NotKnown;
                var (sequence, timestamp, marker, payload) = _onTheWay.Values[0];
                _onTheWay.RemoveAt(0);
                Buffer.Put(Ssrc, sequence, timestamp, marker, false, payload, G711.Pcma, due, Jitter);
            }

            Buffer.Take(frame);
            _heard.AddRange(frame);
        }

        return [.. _heard[from..]];
    }

    /// <summary>Milliseconds, in blocks of 5, in which the tone is not there as it was said.</summary>
    public static int MissingMs(ReadOnlySpan<short> heard, double least = 0.8)
    {
        var missing = 0;
        for (var at = 0; at + 40 <= heard.Length; at += 40)
        {
            var (re, im) = (0.0, 0.0);
            for (var i = 0; i < 40; i++)
            {
                re += heard[at + i] * Math.Cos(2 * Math.PI * Hz * i / 8000);
                im += heard[at + i] * Math.Sin(2 * Math.PI * Hz * i / 8000);
            }

            if (2 * Math.Sqrt((re * re) + (im * im)) / 40 < Amplitude * least)
                missing += 5;
        }

        return missing;
    }
}
