using TellerLine.Voice.Media;
using TellerLine.Voice.Media.Mixing;
using TellerLine.Voice.Media.Rtp;

namespace TellerLine.Rules.Voice.Media;

public sealed class JitterBufferTests
{
    private readonly MixedSource _source = new();

    private JitterBuffer Buffer => _source.Buffer;

    [Theory]
    [InlineData(10)]
    [InlineData(20)]
    [InlineData(30)]
    [InlineData(40)]
    [InlineData(60)]
    public void packets_of_any_length_become_frames_as_they_were_said(int ms)
    {
        _source.Talks(7, 3_000 / ms, _ => 0, ms);

        Assert.InRange(MixedSource.MissingMs(_source.HearUntil(3_000)), 0, 50);
        Assert.Equal(default, Buffer.Counts);
    }

    [Fact]
    public void the_first_word_is_heard_within_40_ms_of_its_coming()
    {
        _source.Talks(1, 10, _ => 0);

        var heard = _source.HearUntil(200);

        // It came after the first frame was asked for; the second has it, behind 10 ms of silence.
        Assert.InRange(heard.AsSpan().IndexOfAnyExcept((short)0) / 8, 1, 40);
    }

    [Fact]
    public void reordered_and_doubled_packets_are_heard_once_and_in_order()
    {
        // Every fifth packet is overtaken by the one behind it, every seventh comes twice.
        for (var i = 0; i < 300; i++)
        {
            _source.Says((i * 20) + (i % 5 == 0 ? 25 : 2));
            if (i % 7 != 0)
                continue;
            _source.Sequence--;
            _source.Timestamp -= 160;
            _source.Says((i * 20) + 30);
        }

        _source.HearUntil(1_000);
        var before = Buffer.Counts;
        Assert.InRange(MixedSource.MissingMs(_source.HearUntil(5_900)), 0, 20);
        Assert.InRange(Buffer.Counts.Double - before.Double, 30, 45);
        Assert.Equal(before.Late, Buffer.Counts.Late);
        Assert.Equal(before.MadeUp, Buffer.Counts.MadeUp);
    }

    [Fact]
    public void a_lost_packet_is_made_up_of_what_was_said_before()
    {
        _source.Talks(5, 250, i => i % 25 == 24 ? null : 0);
        _source.HearUntil(400);

        // The tone goes on through each hole: its period is repeated, and it fades only after 10 ms.
        var heard = _source.HearUntil(4_800);

        Assert.InRange(MixedSource.MissingMs(heard, 0.4), 0, 30);
        Assert.InRange(Buffer.Counts.MadeUp, 7 * 160, 10 * 160);
        Assert.Equal(0, Buffer.Counts.Late);
    }

    [Fact]
    public void what_stays_away_fades_to_silence_within_80_ms()
    {
        _source.Talks(5, 50, _ => 0);
        _source.HearUntil(1_000);

        var heard = _source.HearUntil(2_000);

        Assert.Contains(heard[..240], s => s != 0);
        Assert.All(heard[800..], s => Assert.Equal(0, s));
    }

    [Fact]
    public void silence_suppressed_is_silence_and_no_loss_and_the_next_word_is_whole()
    {
        _source.Talks(5, 25, _ => 0);
        _source.HearUntil(580);
        _source.IsSilent(1_000);
        _source.Says(1_505, marker: true);
        _source.Talks(1_525, 24, _ => 0);

        var pause = _source.HearUntil(1_500);
        Assert.All(pause[1_000..], s => Assert.Equal(0, s));
        var word = _source.HearUntil(1_980);
        Assert.InRange(MixedSource.MissingMs(word), 0, 45);
        Assert.Equal(0, Buffer.Counts.Late);
    }

    [Fact]
    public void a_short_pause_between_two_packets_in_sequence_is_silent()
    {
        _source.Talks(0, 25, _ => 35);
        _source.Talks(540, 25, _ => 0);
        _source.HearUntil(100);
        var pausing = new MixedSource();
        pausing.Talks(0, 25, _ => 0);
        pausing.IsSilent(40);
        pausing.Talks(500, 25, _ => 0); // sooner than its time: the pause is known before it is heard

        var heard = pausing.HearUntil(1_000);

        Assert.Equal(0, pausing.Buffer.Counts.MadeUp);
        Assert.InRange(MixedSource.MissingMs(heard), 40, 90);
    }

    [Fact]
    public void a_key_or_comfort_noise_between_is_silent_and_not_made_up()
    {
        _source.Talks(5, 25, _ => 0);
        _source.HearUntil(500);
        for (var i = 0; i < 10; i++)
        {
            Buffer.Skip(_source.Ssrc, _source.Sequence++);
            _source.IsSilent(20);
        }

        _source.Talks(705, 25, _ => 0);

        var keyed = _source.HearUntil(700);
        Assert.All(keyed[400..], s => Assert.Equal(0, s));
        Assert.InRange(MixedSource.MissingMs(_source.HearUntil(1_180)), 0, 45);
        Assert.Equal(0, Buffer.Counts.MadeUp);
    }

    [Theory]
    [InlineData(30)]
    [InlineData(60)]
    [InlineData(90)]
    public void jitter_is_met_with_delay_after_which_nothing_is_missing(int jitterMs)
    {
        var random = new Random(5);
        _source.Talks(0, 1_500, _ => random.NextDouble() * jitterMs);
        _source.HearUntil(10_000);
        var before = Buffer.Counts;

        var heard = _source.HearUntil(29_000);

        Assert.InRange(MixedSource.MissingMs(heard, 0.4), 0, 300);
        Assert.InRange(Buffer.Counts.Late - before.Late, 0, 10);
        Assert.InRange(Buffer.Ahead, JitterBuffer.LeastAhead, JitterBuffer.MostAhead);
    }

    [Fact]
    public void delay_that_is_not_needed_any_more_is_given_back()
    {
        var random = new Random(5);
        _source.Talks(0, 500, _ => random.NextDouble() * 80);
        _source.Talks(10_000, 2_000, _ => 3);
        _source.HearUntil(10_000);

        _source.HearUntil(49_000);

        Assert.InRange(Buffer.Counts.LeftOut, 2, 8);
        Assert.InRange(Buffer.Ahead, JitterBuffer.LeastAhead, JitterBuffer.LeastAhead + 160);
    }

    [Theory]
    [InlineData(19.98)] // a clock that is fast by 1,000 in a million
    [InlineData(20.02)]
    public void a_clock_that_drifts_is_followed_a_frame_at_a_time(double tickMs)
    {
        _source.Talks(3, 6_000, _ => 0, tickMs: tickMs);

        var heard = _source.HearUntil(6_000 * 19.98);

        // 120 ms in all, left out or filled in.
        var counts = Buffer.Counts;
        Assert.InRange(((counts.LeftOut + counts.Repeated) * 160) + counts.MadeUp, 80 * 8, 240 * 8);
        Assert.Equal(tickMs < 20, counts.LeftOut > 0);
        Assert.InRange(MixedSource.MissingMs(heard, 0.4), 0, 400);
    }

    [Fact]
    public void a_stall_after_which_all_comes_at_once_is_caught_up_with()
    {
        // 500 ms of nothing, then all of it at once, then as before.
        _source.Talks(0, 500, i => i is >= 100 and < 125 ? (125 - i) * 20 : 2);

        _source.HearUntil(3_500);
        Assert.InRange(MixedSource.MissingMs(_source.HearUntil(9_800), 0.4), 0, 40);
    }

    [Fact]
    public void a_source_that_restarts_is_heard_again_at_once()
    {
        _source.Talks(5, 50, _ => 0);
        _source.HearUntil(1_000);
        (_source.Ssrc, _source.Sequence, _source.Timestamp) = (9, 100, 5);
        _source.Talks(1_005, 50, _ => 0);
        Assert.InRange(MixedSource.MissingMs(_source.HearUntil(2_000)), 0, 45);

        // Under the same name, numbered anew; then numbered on by a clock that leapt.
        (_source.Sequence, _source.Timestamp) = (40_000, 77_000);
        _source.Talks(2_005, 50, _ => 0);
        Assert.InRange(MixedSource.MissingMs(_source.HearUntil(3_000)), 0, 45);
        _source.Timestamp += 1_000_000;
        _source.Talks(3_005, 50, _ => 0);
        Assert.InRange(MixedSource.MissingMs(_source.HearUntil(4_000)), 0, 45);
    }

    [Fact]
    public void a_clock_that_falls_behind_for_good_is_heard_again_within_a_moment()
    {
        // A telephone whose clock stood still between two packets, again and again.
        for (var i = 0; i < 60; i++)
            _source.Talks(i * 550, 25, _ => 3);

        _source.HearUntil(20_000);
        var heard = _source.HearUntil(32_000);

        // 50 ms of every 550 were not said.
        Assert.InRange(MixedSource.MissingMs(heard, 0.4), 0, 22 * 120);
    }

    [Fact]
    public void what_was_cleared_is_not_heard()
    {
        _source.Talks(0, 25, i => -i * 15.0);
        _source.HearUntil(40);

        Buffer.Clear();

        Assert.False(Buffer.Take(new short[160]));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void whatever_comes_a_good_stream_afterwards_is_heard(int seed)
    {
        var random = new Random(seed);
        var frame = new short[JitterBuffer.FrameSamples];
        for (var i = 0; i < 20_000; i++)
        {
            var payload = new byte[random.Next(0, 1_441)];
            var (sequence, timestamp) = random.Next(4) == 0
                ? ((ushort)random.Next(65_536), (uint)random.NextInt64(uint.MaxValue))
                : ((ushort)(i + random.Next(-70, 70)), (uint)((i * 160) + random.Next(-3_000, 3_000)));
            if (random.Next(5) == 0)
                Buffer.Skip(7, sequence);
            else
                Buffer.Put(7, sequence, timestamp, random.Next(9) == 0, random.Next(99) == 0, payload, G711.Pcmu);
            if (random.Next(3) > 0)
                Buffer.Take(frame);
            Assert.InRange(Buffer.Ahead, JitterBuffer.LeastAhead, JitterBuffer.MostAhead);
        }

        _source.Talks(5, 300, _ => 0);
        _source.HearUntil(2_000);
        Assert.InRange(MixedSource.MissingMs(_source.HearUntil(5_900)), 0, 40);
    }

    [Fact]
    public void putting_and_taking_allocate_nothing()
    {
        var (payload, frame) = (new byte[160], new short[160]);
        void Round(int i)
        {
            if (i % 9 != 0)
                Buffer.Put(1, (ushort)i, (uint)(i * 160), false, false, payload, G711.Pcmu);
            Buffer.Take(frame);
        }

        for (var i = 0; i < 1_000; i++)
            Round(i);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 1_000; i < 2_000; i++)
            Round(i);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000);
    }
}
