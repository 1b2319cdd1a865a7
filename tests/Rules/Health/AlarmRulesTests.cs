using TellerLine.Health.Core;
using TellerLine.Kernel;

namespace TellerLine.Rules.Health;

public sealed class AlarmRulesTests
{
    private const long Second = 1_000_000;

    private AlarmState _alarm = AlarmState.None;

    [Fact]
    public void a_fault_alarms_at_once_and_is_over_when_it_has_been_well_for_a_while()
    {
        Assert.Equal(AlarmStep.Raised, At(0, HealthState.Fault));
        Assert.Equal(AlarmStep.None, At(15, HealthState.Fault));
        Assert.Equal(AlarmStep.None, At(30, HealthState.Ok));
        Assert.Equal(AlarmStep.None, At(59, HealthState.Ok));
        Assert.Equal(AlarmStep.Cleared, At(60, HealthState.Ok));
        Assert.False(_alarm.IsRaised);
    }

    [Fact]
    public void a_warning_alarms_when_it_lasts_and_a_passing_one_never()
    {
        Assert.Equal(AlarmStep.None, At(0, HealthState.Warning));
        Assert.Equal(AlarmStep.None, At(15, HealthState.Ok));
        Assert.Equal(AlarmStep.None, At(30, HealthState.Warning));
        Assert.Equal(AlarmStep.None, At(59, HealthState.Warning));
        Assert.Equal(AlarmStep.Raised, At(60, HealthState.Warning));
    }

    [Fact]
    public void a_calm_that_does_not_last_ends_no_alarm()
    {
        At(0, HealthState.Fault);
        for (var second = 15; second < 600; second += 30)
        {
            Assert.Equal(AlarmStep.None, At(second, HealthState.Ok));
            Assert.Equal(AlarmStep.None, At(second + 15, HealthState.Fault));
        }
        Assert.True(_alarm.IsRaised);
    }

    [Fact]
    public void what_comes_and_goes_stands_until_it_has_been_well_for_ten_minutes()
    {
        foreach (var start in (long[])[0, 100, 200])
        {
            Assert.Equal(AlarmStep.Raised, At(start, HealthState.Fault));
            Assert.Equal(AlarmStep.None, At(start + 10, HealthState.Ok));
            if (start < 200)
                Assert.Equal(AlarmStep.Cleared, At(start + 40, HealthState.Ok));
        }
        Assert.True(AlarmRules.IsFlapping(_alarm));
        Assert.Equal(AlarmStep.None, At(809, HealthState.Ok));
        Assert.Equal(AlarmStep.Cleared, At(810, HealthState.Ok));
        Assert.Equal(AlarmStep.Raised, At(4_000, HealthState.Fault));
        Assert.False(AlarmRules.IsFlapping(_alarm));
    }

    [Fact]
    public void one_that_becomes_worse_says_so_and_is_seen_by_nobody_any_more()
    {
        At(0, HealthState.Warning);
        At(30, HealthState.Warning);
        Acknowledge("ordered a disk");
        Assert.Equal(AlarmStep.Changed, At(45, HealthState.Fault));
        Assert.Null(_alarm.Acknowledged);
    }

    [Fact]
    public void one_that_becomes_milder_says_so_when_it_lasts_and_stays_seen()
    {
        At(0, HealthState.Fault);
        Acknowledge("on it");
        Assert.Equal(AlarmStep.None, At(15, HealthState.Warning));
        Assert.Equal(AlarmStep.Changed, At(45, HealthState.Warning));
        Assert.Equal(HealthState.Warning, _alarm.State);
        Assert.Equal("on it", _alarm.Acknowledged!.Reason);
        Assert.Equal(AlarmStep.None, At(60, HealthState.Ok));
        Assert.Equal(AlarmStep.Cleared, At(90, HealthState.Ok));
        Assert.Null(_alarm.Acknowledged);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("a\nb")]
    public void nobody_acknowledges_without_saying_what_he_does(string? reason)
    {
        At(0, HealthState.Fault);
        Assert.Equal(AcknowledgeRefusal.NoReason, Acknowledge(reason));
        Assert.Equal(AcknowledgeRefusal.NoReason, Acknowledge(new string('x', AlarmRules.MaxReason + 1)));
        Assert.Null(_alarm.Acknowledged);
    }

    [Fact]
    public void only_what_stands_is_acknowledged_and_by_one()
    {
        Assert.Equal(AcknowledgeRefusal.NotRaised, Acknowledge("why not"));
        At(0, HealthState.Fault);
        Assert.Null(Acknowledge(" on it "));
        Assert.Equal(new Acknowledgement("9001", "on it", 7), _alarm.Acknowledged);
        Assert.Equal(AcknowledgeRefusal.AlreadyAcknowledged, Acknowledge("me too"));
    }

    private AlarmStep At(long second, HealthState found)
    {
        (_alarm, var step) = AlarmRules.Decide(_alarm, found, second * Second);
        return step;
    }

    private AcknowledgeRefusal? Acknowledge(string? reason)
    {
        (_alarm, var refusal) = AlarmRules.Acknowledge(_alarm, "9001", reason, 7);
        return refusal;
    }
}
