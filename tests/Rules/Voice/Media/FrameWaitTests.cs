using TellerLine.Voice.Media;
using TellerLine.Voice.Media.Mixing;

namespace TellerLine.Rules.Voice.Media;

/// <summary>What a mix delays, where it is known when its next frame is asked for.</summary>
public sealed class FrameWaitTests
{
    [Theory]
    [InlineData(0.2, 20.2)] // too close to be sure of: a frame more
    [InlineData(1.5, 21.5)]
    [InlineData(2.5, 2.5)]
    [InlineData(10, 10)]
    [InlineData(19.9, 19.9)]
    public void a_smooth_line_waits_for_its_frame_and_no_longer(double waitMs, double delayMs)
    {
        var source = new MixedSource { IsTimed = true };
        source.Talks(20 - waitMs, 500, i => i % 3 * 0.05);

        var heard = source.HearUntil(9_800);

        // Frames are asked for at 0, 20, 40 … ms; the tone's second sample is the first that is not silent.
        var first = heard.AsSpan().IndexOfAnyExcept((short)0) / 8.0;
        Assert.InRange(first - (20 - waitMs), delayMs - 0.3, delayMs + 0.3);
        Assert.InRange(MixedSource.MissingMs(heard.AsSpan((int)((first + 1) * 8))), 0, 5);
        Assert.Equal(default, source.Buffer.Counts);
    }

    [Theory]
    [InlineData(10)]
    [InlineData(20)]
    [InlineData(30)]
    [InlineData(40)]
    [InlineData(60)]
    public void packets_of_any_length_are_in_time_at_any_wait(int ms)
    {
        for (var wait = 0.5; wait < 20; wait += 0.5)
        {
            var source = new MixedSource { IsTimed = true };
            source.Talks(20 - wait, 3_000 / ms, _ => 0, ms);

            Assert.InRange(MixedSource.MissingMs(source.HearUntil(2_900)), 0, 65);
            Assert.Equal(default, source.Buffer.Counts);
        }
    }

    [Fact]
    public void a_line_known_to_be_uneven_is_given_more_from_the_first_word_on()
    {
        var (uneven, random) = (new MixedSource { IsTimed = true, Jitter = 20 }, new Random(3));
        uneven.Talks(15, 500, i => i == 0 ? 0 : random.NextDouble() * 9);

        uneven.HearUntil(9_800);

        Assert.Equal(default, uneven.Buffer.Counts);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(30)]
    [InlineData(60)]
    [InlineData(90)]
    public void jitter_is_met_with_delay_after_which_nothing_is_missing(int jitterMs)
    {
        var (source, random) = (new MixedSource { IsTimed = true }, new Random(5));
        source.Talks(0, 1_500, _ => random.NextDouble() * jitterMs);
        source.HearUntil(10_000);
        var before = source.Buffer.Counts;

        var heard = source.HearUntil(29_000);

        Assert.InRange(MixedSource.MissingMs(heard, 0.4), 0, 300);
        Assert.InRange(source.Buffer.Counts.Late - before.Late, 0, 10);
        Assert.InRange(source.Buffer.Ahead, JitterBuffer.LeastMargin, JitterBuffer.MostAhead);
    }

    [Fact]
    public void delay_that_is_not_needed_any_more_is_given_back_to_a_frame()
    {
        var (source, random) = (new MixedSource { IsTimed = true }, new Random(5));
        source.Talks(0, 500, _ => random.NextDouble() * 80);
        source.Talks(10_000, 2_000, _ => 3);
        source.HearUntil(48_000);

        // It stops: what is heard after its last packet's coming is what it was late by.
        var rest = source.HearUntil(51_000);
        var last = 50_000 - 20 + 3 - 48_000;
        var said = Array.FindLastIndex(rest, s => Math.Abs((int)s) > MixedSource.Amplitude * 9 / 10) / 8;
        Assert.InRange(said - last, 20, 20 + 20 + 15); // the packet itself, a frame's wait, what is made up behind it
        Assert.InRange(source.Buffer.Ahead, JitterBuffer.LeastMargin, JitterBuffer.LeastAhead);
    }

    [Theory]
    [InlineData(19.98)] // a clock that is fast by 1,000 in a million
    [InlineData(20.02)]
    public void a_clock_that_drifts_is_followed_a_frame_at_a_time(double tickMs)
    {
        var source = new MixedSource { IsTimed = true };
        source.Talks(3, 6_000, i => i % 2 * 0.3, tickMs: tickMs);

        var heard = source.HearUntil(6_000 * 19.98);

        var counts = source.Buffer.Counts;
        Assert.InRange(((counts.LeftOut + counts.Repeated) * 160) + counts.MadeUp, 80 * 8, 240 * 8);
        Assert.Equal(tickMs < 20, counts.LeftOut > 0);
        Assert.InRange(MixedSource.MissingMs(heard, 0.4), 0, 400);
    }

    [Fact]
    public void a_silent_moment_leaves_the_next_word_whole_and_as_soon()
    {
        var source = new MixedSource { IsTimed = true };
        source.Talks(5, 25, _ => 0);
        source.IsSilent(1_000);
        source.Says(1_505, marker: true);
        source.Talks(1_525, 24, _ => 0);

        source.HearUntil(1_500);
        var word = source.HearUntil(1_980);
        Assert.InRange(word.AsSpan().IndexOfAnyExcept((short)0) / 8.0, 19.5, 20.5); // asked for at 1,520
        Assert.InRange(MixedSource.MissingMs(word.AsSpan(170)), 0, 5);
        Assert.Equal(0, source.Buffer.Counts.Late);
    }

    [Fact]
    public void putting_with_times_allocates_nothing()
    {
        var (buffer, payload, frame) = (new JitterBuffer(), new byte[160], new short[160]);
        void Round(int i)
        {
            if (i % 9 != 0)
            {
                buffer.Put(
                    1, (ushort)i, (uint)(i * 160), false, false, payload, G711.Pcmu, i % 160,
                    3);
            }

            buffer.Take(frame);
        }

        for (var i = 0; i < 1_000; i++)
            Round(i);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 1_000; i < 2_000; i++)
            Round(i);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000);
    }
}
