using TellerLine.Voice.Media;
using TellerLine.Voice.Media.Mixing;
using TellerLine.Voice.Media.Rtp;

namespace TellerLine.Rules.Voice.Media;

public sealed class MixedVoiceTests
{
    private readonly MixedVoice _voice = new();
    private ushort _sequence = 10;
    private long _round = 500;

    [Fact]
    public void all_listeners_of_a_round_get_the_same_frame()
    {
        for (var i = 0; i < 5; i++)
            Say(20_000);
        Assert.True(_voice.TryTake(++_round, Us, out var first));
        Say(-20_000);
        Assert.True(_voice.TryTake(_round, Us, out var second));
        Assert.True(first.SequenceEqual(second));
        Assert.Contains(second.ToArray(), s => s > 10_000);
    }

    [Fact]
    public void what_was_said_while_nobody_mixed_it_is_never_heard()
    {
        for (var i = 0; i < 5; i++)
        {
            Say(20_000);
            _voice.TryTake(++_round, Us, out _);
        }

        Say(20_000);
        _round += 500;
        Assert.False(_voice.TryTake(++_round, Us, out _));
    }

    [Fact]
    public void who_is_mixed_again_after_a_while_is_heard_at_once_whatever_jitter_there_was()
    {
        for (var i = 0; i < 450; i++)
        {
            // Five at a time.
            for (var packets = 0; i % 5 == 4 && packets < 5; packets++)
                Say(20_000);
            _voice.TryTake(++_round, Us, out _);
        }

        Assert.InRange(_voice.Buffer.Ahead, 400, JitterBuffer.MostAhead);
        _round += 500;
        Say(-20_000);
        _voice.TryTake(++_round, Us, out var frame);
        Assert.Equal(0, frame[0]);
        Assert.InRange(frame[JitterBuffer.LeastAhead], short.MinValue, -10_000);
    }

    private long Us => _round * 20_000;

    private void Say(short sample)
    {
        var datagram = new byte[172];
        RtpPacket.WriteHeader(datagram, 8, false, _sequence, (uint)(_sequence * 160), 3);
        datagram.AsSpan(12).Fill(G711Codec.EncodeA(sample));
        _sequence++;
        Assert.True(RtpPacket.TryParse(datagram, out var packet));
        _voice.Put(packet, datagram.AsSpan(12), G711.Pcma, false, Us);
    }
}
