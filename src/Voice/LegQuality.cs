namespace TellerLine.Voice;

/// <summary>
/// How well one party's audio travelled: what came, counted from its RTP; what arrived at the party, as its own RTCP
/// reports tell (RFC 3550 §6.4), null where it sent none.
/// </summary>
/// <param name="Received">Packets that came from the party.</param>
/// <param name="ReceivedLost">Packets of the party that never came.</param>
/// <param name="ReceivedJitterMs">Of the party's packets when last measured (RFC 3550 appendix A.8),
/// milliseconds.</param>
/// <param name="Sent">Packets sent to the party.</param>
/// <param name="SentLost">Of those, what the party missed.</param>
/// <param name="SentJitterMs">Of our packets where the party is, milliseconds.</param>
/// <param name="RoundTripMs">There and back over the network, the mean of all reports, milliseconds.</param>
public sealed record LegQuality(
    long Received, long ReceivedLost, double ReceivedJitterMs,
    long Sent, long? SentLost, double? SentJitterMs, double? RoundTripMs)
{
    private const double PacketMs = 20;

    /// <summary><c>PCMA</c>, <c>PCMU</c>; null when nobody said.</summary>
    public string? Codec { get; init; }

    /// <summary>0 to 100; null when nothing was to come.</summary>
    public double? ReceivedLossPct => Share(ReceivedLost, Received + ReceivedLost);

    /// <summary>0 to 100; null when the party told nothing.</summary>
    public double? SentLossPct => SentLost is { } lost ? Share(lost, Sent) : null;

    /// <summary>
    /// How content a listener would be by the E-model, 1 to 4.41: the worse of both ways. The delay is half the round
    /// trip, a packet's 20 ms and twice the jitter, which a listener's buffer takes. Null when nothing travelled.
    /// </summary>
    public double? Mos => (OneWay(ReceivedLossPct, ReceivedJitterMs), OneWay(SentLossPct, SentJitterMs ?? 0)) switch
    {
        ({ } heard, { } told) => Math.Min(heard, told),
        var (heard, told) => heard ?? told,
    };

    /// <summary>
    /// Of one call on a line that lives longer (a desk's): counts since <paramref name="earlier"/>, times as they are
    /// now.
    /// </summary>
    public LegQuality Since(LegQuality earlier) => this with
    {
        Received = Received - earlier.Received,
        ReceivedLost = Math.Max(0, ReceivedLost - earlier.ReceivedLost),
        Sent = Sent - earlier.Sent,
        SentLost = SentLost is { } lost ? Math.Max(0, lost - (earlier.SentLost ?? 0)) : null,
    };

    private double? OneWay(double? lossPct, double jitterMs) => lossPct is { } loss
        ? EModel.Mos(EModel.R(loss, ((RoundTripMs ?? 0) / 2) + PacketMs + (2 * jitterMs))) : null;

    private static double? Share(long part, long all) => all > 0 ? Math.Min(100, 100.0 * part / all) : null;
}
