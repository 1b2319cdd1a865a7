using TellerLine.Voice.Sip;

namespace TellerLine.Rules.Voice.Sip;

/// <summary>The wheel tells when it must be looked at: a stack in which nothing is due sleeps.</summary>
public sealed class TimerWheelTests
{
    private readonly TimerWheel _wheel = new(_ => { });
    private readonly List<string> _fired = [];

    [Fact]
    public void nothing_armed_needs_no_look() => Assert.Null(_wheel.NextMs());

    [Theory]
    [InlineData(0)]
    [InlineData(500)]
    [InlineData(32_000)]
    [InlineData(90_000)]
    public void whoever_looks_when_told_finds_it_due_and_no_earlier(long delayMs)
    {
        _wheel.Arm(Timer("one"), 1_000, delayMs);
        var (now, looks) = (1_000L, 0);
        while (_wheel.NextMs() is { } next)
        {
            looks++;
            _wheel.Advance(next - 1);
            Assert.Empty(_fired);
            _wheel.Advance(now = next);
        }

        Assert.Equal(["one"], _fired);
        Assert.InRange(now, 1_000 + delayMs, 1_000 + delayMs + (2 * TimerWheel.TickMs));
        // The wheel turns once in 41 s.
        Assert.InRange(looks, 1, 1 + (delayMs / 40_000));
    }

    [Fact]
    public void the_earliest_of_many_is_told()
    {
        _wheel.Arm(Timer("late"), 0, 32_000);
        _wheel.Arm(Timer("early"), 0, 500);
        _wheel.Advance(_wheel.NextMs()!.Value);
        Assert.Equal(["early"], _fired);
        _wheel.Advance(_wheel.NextMs()!.Value);
        Assert.Equal(["early", "late"], _fired);
    }

    [Fact]
    public void a_delay_counts_from_when_it_was_armed_however_long_the_wheel_stood_still()
    {
        _wheel.Arm(Timer("late"), 0, 60_000);
        _wheel.Arm(Timer("soon"), 20_000, 500);
        _wheel.Advance(20_400);
        Assert.Empty(_fired);
        _wheel.Advance(20_520);
        Assert.Equal(["soon"], _fired);
    }

    private WheelTimer Timer(string name) => new(() => _fired.Add(name));
}
