using TellerLine.Voice.Media;
using TellerLine.Voice.Media.Rtp;

namespace TellerLine.Modules.Voice.Media;

/// <summary>
/// What one telephone hears of others that say a tone each. Their frequencies are multiples of 100 Hz, so that 10 ms
/// tell them apart.
/// </summary>
internal sealed class Ear(Phone phone)
{
    public const double Anna = 400, Ben = 700, Cleo = 1000, Dora = 1300, Prompt = 1600;

    private static readonly double[] All = [Anna, Ben, Cleo, Dora, Prompt];

    private const int Block = 80, Loud = 4_000, Quiet = 600;

    /// <summary>Waits until it hears these tones and none of the others.</summary>
    public void Hears(params double[] tones)
    {
        var until = Environment.TickCount64 + 8_000;
        var last = "";
        while (Environment.TickCount64 < until)
        {
            var heard = phone.Hear(200);
            var loud = All.Select(hz => (Hz: hz, Amplitude: Tones.Amplitude(heard, hz))).ToArray();
            if (loud.All(t => tones.Contains(t.Hz) ? t.Amplitude > Loud : t.Amplitude < Quiet)
                && (tones.Length > 0 || Tones.Rms(heard) < 50))
                return;
            last = string.Join(", ", loud.Select(t => $"{t.Hz}: {t.Amplitude:0}"));
        }

        Assert.Fail($"heard {last} instead of {string.Join(", ", tones)}");
    }

    /// <summary>
    /// How many milliseconds of a tone are missing in one stretch from a packet on, by the stream's own time.
    /// </summary>
    public int LongestGapMs(int fromPacket, double hz)
    {
        var packets = phone.Packets().Skip(fromPacket).Where(p => p.Type is 0 or 8).ToList();
        var samples = new short[(packets[^1].Timestamp - packets[0].Timestamp) + (uint)packets[^1].Payload.Length];
        foreach (var (_, timestamp, _, _, type, payload) in packets)
        {
            var at = (int)(timestamp - packets[0].Timestamp);
            for (var i = 0; i < payload.Length && at + i < samples.Length && at + i >= 0; i++)
                samples[at + i] = G711Codec.Decode(payload[i], (G711)type);
        }

        var (run, longest) = (0, 0);
        for (var at = 0; at + Block <= samples.Length; at += Block)
        {
            run = Tones.Amplitude(samples.AsSpan(at, Block), hz) > Loud ? 0 : run + 1;
            longest = Math.Max(longest, run);
        }

        return longest * Block / 8;
    }
}
