using TellerLine.Banking;

namespace TellerLine.Rules.Banking;

public sealed class PinLockTests
{
    private static readonly PinLimits Limits = new(PerDay: 3, InARow: 6);

    private static readonly DateOnly Monday = new(2026, 3, 2);

    [Fact]
    public void the_third_wrong_pin_of_a_day_blocks_the_day()
    {
        var (pin, verdicts) = Try(PinLock.Open, Monday, false, false, false);
        Assert.Equal([new PinVerdict.Wrong(1, 2), new PinVerdict.Wrong(2, 1), new PinVerdict.Blocked(3)], verdicts);
        Assert.Equal(PinStanding.BlockedToday, pin.StandingOn(Monday));
        Assert.Equal(PinStanding.Normal, pin.StandingOn(Monday.AddDays(1)));
    }

    [Fact]
    public void while_blocked_even_the_right_pin_is_not_taken_and_nothing_is_counted()
    {
        var (blocked, _) = Try(PinLock.Open, Monday, false, false, false);
        var (after, verdicts) = Try(blocked, Monday, true, false);
        Assert.Equal([new PinVerdict.Blocked(3), new PinVerdict.Blocked(3)], verdicts);
        Assert.Equal(blocked, after);
    }

    [Fact]
    public void the_sixth_in_a_row_freezes_until_a_branch_lifts_it()
    {
        var (pin, _) = Try(PinLock.Open, Monday, false, false, false);
        var (frozen, verdicts) = Try(pin, Monday.AddDays(1), false, false, false, true);
        Assert.Equal(
            [new PinVerdict.Wrong(1, 2), new PinVerdict.Wrong(2, 1), new PinVerdict.Frozen(6),
            new PinVerdict.Frozen(6)],
            verdicts);
        Assert.Equal(PinStanding.Frozen, frozen.StandingOn(Monday.AddYears(10)));
    }

    [Fact]
    public void a_right_pin_forgets_the_wrong_ones()
    {
        var (pin, verdicts) = Try(PinLock.Open, Monday, false, false, true, false, false);
        Assert.Equal(new PinVerdict.Right(), verdicts[2]);
        Assert.Equal(new PinVerdict.Wrong(2, 1), verdicts[4]);
        Assert.Equal(2, pin.InARow);
    }

    [Fact]
    public void wrong_pins_of_different_days_freeze_without_ever_blocking()
    {
        var pin = PinLock.Open;
        PinVerdict? last = null;
        for (var day = 0; day < 6; day++)
            (pin, last) = pin.Decide(matched: false, Monday.AddDays(day), null, Limits);
        Assert.Equal(new PinVerdict.Frozen(6), last);
    }

    [Fact]
    public void the_last_try_before_the_freeze_is_announced_as_one()
    {
        var pin = PinLock.Open;
        for (var day = 0; day < 4; day++)
            (pin, _) = pin.Decide(matched: false, Monday.AddDays(day), null, Limits);
        var (_, verdict) = pin.Decide(matched: false, Monday.AddDays(4), null, Limits);
        Assert.Equal(new PinVerdict.Wrong(1, 1), verdict);
    }

    [Fact]
    public void a_call_over_midnight_gets_no_second_set_of_tries()
    {
        var pin = PinLock.Open;
        (pin, _) = pin.Decide(matched: false, Monday, "call-1", Limits);
        (pin, _) = pin.Decide(matched: false, Monday, "call-1", Limits);
        var (blocked, verdict) = pin.Decide(matched: false, Monday.AddDays(1), "call-1", Limits);
        Assert.Equal(new PinVerdict.Blocked(3), verdict);
        Assert.Equal(PinStanding.BlockedToday, blocked.StandingOn(Monday.AddDays(1)));
    }

    [Fact]
    public void calls_of_one_day_count_together()
    {
        var pin = PinLock.Open;
        (pin, _) = pin.Decide(matched: false, Monday, "call-1", Limits);
        (pin, _) = pin.Decide(matched: false, Monday, "call-2", Limits);
        var (_, verdict) = pin.Decide(matched: false, Monday, "call-3", Limits);
        Assert.Equal(new PinVerdict.Blocked(3), verdict);
    }

    [Fact]
    public void whatever_is_tried_no_more_than_three_a_day_and_six_in_a_row_are_ever_verified()
    {
        var random = new Random(739_184);
        for (var run = 0; run < 500; run++)
        {
            var (pin, day, onDay, inARow) = (PinLock.Open, Monday, 0, 0);
            for (var i = 0; i < 60; i++)
            {
                if (random.Next(4) == 0)
                    (day, onDay) = (day.AddDays(1), 0);
                var right = random.Next(8) == 0;
                var verified = pin.StandingOn(day) == PinStanding.Normal;
                (pin, var verdict) = pin.Decide(right, day, random.Next(2) == 0 ? "c" : null, Limits);
                Assert.Equal(verified && right, verdict is PinVerdict.Right);
                (onDay, inARow) = !verified ? (onDay, inARow) : right ? (0, 0) : (onDay + 1, inARow + 1);
                Assert.True(onDay <= 3 && inARow <= 6);
                if (verdict is PinVerdict.Wrong wrong)
                    Assert.InRange(wrong.Left, 1, 2);
            }
        }
    }

    private static (PinLock, List<PinVerdict>) Try(PinLock pin, DateOnly day, params bool[] tries)
    {
        var verdicts = new List<PinVerdict>();
        foreach (var matched in tries)
        {
            (pin, var verdict) = pin.Decide(matched, day, null, Limits);
            verdicts.Add(verdict);
        }

        return (pin, verdicts);
    }
}
