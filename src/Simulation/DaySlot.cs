using TellerLine.Simulation.Core;

namespace TellerLine.Simulation;

/// <summary>One interval of the day, over all days; ratios are NaN where nobody called.</summary>
/// <param name="Agents">On duty, as planned: the mean within it.</param>
internal readonly record struct DaySlot(
    TimeOnly From, double Agents, double OfferedPerDay, double ServiceLevel20, double ServiceLevel, double AbandonRate,
    double MeanWaitS)
{
    public static IEnumerable<DaySlot> Of(SimulationResult result)
    {
        var scenario = result.Scenario;
        var days = (double)scenario.Units * scenario.Replications;
        for (var i = 0; i < result.Slots.Count; i++)
        {
            var slot = result.Slots[i];
            var fromUs = i * scenario.SlotUs!.Value;
            double offered = slot.Offered;
            yield return new DaySlot(
                TimeOnly.MinValue.Add(TimeSpan.FromMicroseconds(fromUs)),
                scenario.Staff.Sum(staff => Mean(staff, fromUs, fromUs + scenario.SlotUs.Value)), offered / days,
                slot.AnsweredIn20 / offered, slot.AnsweredInTime / offered, slot.Abandoned / offered,
                (slot.AnsweredWaitUs + slot.AbandonedWaitUs) / 1e6 / (slot.Answered + slot.Abandoned));
        }
    }

    private static double Mean(StaffPlan staff, long fromUs, long untilUs)
    {
        double agentUs = 0;
        for (var i = 0; i < staff.PerInterval.Count; i++)
        {
            var us = Math.Min(untilUs, (i + 1) * staff.IntervalUs) - Math.Max(fromUs, i * staff.IntervalUs);
            if (us > 0)
                agentUs += us * (double)staff.PerInterval[i];
        }
        return agentUs / (untilUs - fromUs);
    }
}
