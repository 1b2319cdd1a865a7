using TellerLine.Voice.Media.Rtp;

namespace TellerLine.Voice.Media.Engine;

/// <summary>One party's RTCP: when ours is due, what to say, and what its reports told (RFC 3550 §6).</summary>
internal struct Reports
{
    /// <summary>
    /// §6.2: five seconds between reports, half of that before the first; two parties and five per cent of a voice
    /// stream's rate would allow more. Spread by half up and down and divided by e − 3/2 (§6.3.1).
    /// </summary>
    private const double LeastUs = 5_000_000, Compensation = 1.21828;

    /// <summary>Longer than this is no round trip but another clock.</summary>
    private const double LongestRoundTripMs = 60_000;

    /// <summary>Two clocks' rounding on a way that takes no time.</summary>
    private const double RoundingMs = 10;

    /// <summary>A minute of jitter: what claims more is nonsense.</summary>
    private const uint MostJitter = 60 * 8_000;

    private const ulong NtpEpoch = 2_208_988_800;

    private long _dueUs;
    private uint _senderTime;
    private long _senderTimeUs;
    private long _packetsReported;
    private long _receivedReported;
    private bool _reported;
    private double _roundTripSumMs;
    private int _roundTrips;
    private int _lost;
    private uint _jitter;
    private bool _told;

    public readonly bool IsDue(long nowUs) => _dueUs != 0 && nowUs >= _dueUs;

    public readonly bool IsArmed => _dueUs != 0;

    /// <summary>The party has had a report of ours.</summary>
    public readonly bool HasReported => _reported;

    /// <summary>Something came or went since the last report.</summary>
    public readonly bool HasNews(in Reception heard, in OutStream sent) =>
        sent.Packets > _packetsReported || heard.Received > _receivedReported;

    /// <param name="random">Any 32 random bits.</param>
    public void Arm(bool first, uint random, long nowUs) =>
        _dueUs = nowUs + (long)(LeastUs * (first ? 0.5 : 1) * (0.5 + (random / (double)uint.MaxValue)) / Compensation);

    public void Received(in RtcpReading reading, long nowUs, ulong ntp)
    {
        if (reading.SenderTime is { } time)
            (_senderTime, _senderTimeUs) = (time, nowUs);
        if (reading.OfUs is not { } block)
            return;
        _told = true;
        (_lost, _jitter) = (block.Lost, Math.Min(block.Jitter, MostJitter));
        // §6.4.1, figure 2: now, less when our report left, less how long the peer sat on it.
        var roundTripMs = (int)((uint)(ntp >> 16) - block.LastReport - block.Delay) / 65.536;
        if (block.LastReport == 0 || roundTripMs is < -RoundingMs or > LongestRoundTripMs)
            return;
        _roundTripSumMs += Math.Max(0, roundTripMs);
        _roundTrips++;
    }

    /// <summary>A compound packet: our report, our name, and a good-bye when it is the last.</summary>
    public int Write(
        Span<byte> to, ref Reception heard, in OutStream sent, ReadOnlySpan<byte> cname, bool last, long nowUs,
        ulong ntp)
    {
        ReportBlock? about = null;
        if (heard.Received > 0)
        {
            var (fraction, lost) = heard.Report();
            var delay = _senderTime == 0 ? 0 : (uint)((nowUs - _senderTimeUs) * 65_536 / 1_000_000);
            about = new ReportBlock(
                heard.Ssrc, fraction, lost, heard.HighestSequence, (uint)heard.JitterSamples, _senderTime, delay);
        }

        var asSender = sent.Packets > _packetsReported;
        (_packetsReported, _receivedReported, _reported) = (sent.Packets, heard.Received, true);
        var length = RtcpPacket.WriteReport(
            to, sent.Ssrc, asSender, ntp, sent.TimestampAt(nowUs), (uint)sent.Packets, (uint)sent.Octets, about);
        length += RtcpPacket.WriteDescription(to[length..], sent.Ssrc, cname);
        if (last)
            length += RtcpPacket.WriteGoodbye(to[length..], sent.Ssrc);
        return length;
    }

    public readonly LegQuality Quality(in Reception heard, in OutStream sent) => new(
        heard.Received, heard.Lost, heard.JitterSamples / 8.0, sent.Packets,
        _told ? Math.Max(0, _lost) : null, _told ? _jitter / 8.0 : null,
        _roundTrips > 0 ? _roundTripSumMs / _roundTrips : null);

    /// <summary>NTP's 64 bits (seconds since 1900, and their fraction) of a time in µs since 1970.</summary>
    public static ulong Ntp(long unixUs) =>
        (((ulong)unixUs / 1_000_000) + NtpEpoch << 32) | ((ulong)unixUs % 1_000_000 << 32) / 1_000_000;
}
