using TellerLine.Voice.Media.Rtp;

namespace TellerLine.Voice.Media.Mixing;

/// <summary>
/// One party as others hear it in a mix: its packets are put in order and decoded once, whoever asks for a round's
/// frame first takes it, and all others of that round get the same.
/// </summary>
internal sealed class MixedVoice
{
    /// <summary>Nobody asked for so many rounds: what lies there is old, and nobody's to hear.</summary>
    private const int OldRounds = 10, RoundUs = 20_000;

    private readonly short[] _frame = new short[JitterBuffer.FrameSamples];
    private long _round;
    private bool _isAudible;

    private long _putUs, _wantedUs;

    public JitterBuffer Buffer { get; } = new();

    /// <summary>
    /// A packet for those who hear it mixed; the first for a while is a beginning, without old delay.
    /// </summary>
    /// <param name="dueUs">When the next frame will be asked for; 0 when nobody knows.</param>
    /// <param name="jitter">What is known of the line, samples.</param>
    public void Put(
        in RtpPacket packet, ReadOnlySpan<byte> payload, G711 law, bool anew, long nowUs, long dueUs = 0,
        int jitter = 0)
    {
        if (nowUs - _wantedUs > OldRounds * RoundUs)
        {
            Buffer.Clear();
            _wantedUs = nowUs;
        }

        _putUs = nowUs;
        var due = dueUs == 0 ? ArrivalWatch.NotKnown : (int)(Math.Clamp(dueUs - nowUs, 0, RoundUs) * 8 / 1000);
        Buffer.Put(
            packet.Ssrc, packet.Sequence, packet.Timestamp, packet.Marker, anew, payload, law, due, jitter);
    }

    /// <param name="round">Counts 20 ms.</param>
    /// <param name="frame">160 samples, valid until the next round is asked for.</param>
    /// <returns>False: silence.</returns>
    public bool TryTake(long round, long nowUs, out ReadOnlySpan<short> frame)
    {
        _wantedUs = nowUs;
        if (round != _round)
        {
            var missed = round - _round - 1;
            if (missed is < 0 or > OldRounds && nowUs - _putUs > OldRounds * RoundUs)
                Buffer.Clear();
            else if (missed is > 0 and <= OldRounds)
                Pass((int)missed);
            _round = round;
            _isAudible = Buffer.Take(_frame);
        }

        frame = _frame;
        return _isAudible;
    }

    private void Pass(int rounds)
    {
        for (var i = 0; i < rounds; i++)
            Buffer.Take(_frame);
    }
}
