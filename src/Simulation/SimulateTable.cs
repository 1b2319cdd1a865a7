using System.Text;
using TellerLine.Simulation.Core;

namespace TellerLine.Simulation;

/// <summary>The result as a table for a reader, who finds the figures' Chinese names at the lines' ends.</summary>
internal static class SimulateTable
{
    public static string Write(SimulationResult result, IReadOnlyList<string> notes)
    {
        var text = new StringBuilder();
        var scenario = result.Scenario;
        text.AppendLine(
            $"{scenario.Staff.Sum(staff => staff.PerInterval.Max())} agents, {scenario.Days:0.##} days × "
            + $"{scenario.Replications}, seed {scenario.Seed}; the first {scenario.WarmUpUs / 3.6e9:0.#} hours of each "
            + "run are left out");
        foreach (var note in notes)
            text.AppendLine(note);
        text.AppendLine();
        text.AppendLine(Line("", "simulated", "99 % interval", result.Theory?.Model ?? "", ""));
        Figures(text, scenario, result.Centre, result.Theory);
        for (var i = 0; i < result.Queues.Count; i++)
        {
            text.AppendLine().AppendLine(scenario.Queues[i].Name);
            Figures(text, scenario, result.Queues[i], null);
        }
        if (result.Slots.Count > 0)
            Slots(text, result);
        return text.ToString().TrimEnd();
    }

    private static void Figures(StringBuilder text, Scenario scenario, CentreFigures figures, Theory? theory)
    {
        var total = figures.Total;
        var within = $"within {scenario.ServiceLevelUs / 1e6:0.###} s";
        void Count(string name, long count, string chinese)
        {
            text.AppendLine(Line(name, $"{count:#,0}", "", "", chinese));
        }
        void Ratio(string name, Estimate estimate, double? byTheory, bool share, string chinese)
        {
            text.AppendLine(Line(
                name, Value(estimate.Value, share), Interval(estimate, share),
                theory is null ? "" : Value(byTheory, share), chinese));
        }
        Count("offered", total.Offered, "人工请求量");
        Count("answered", total.Answered, "接通量");
        Count("abandoned", total.Abandoned, "放弃量");
        Count($"  of them within {scenario.ShortAbandonUs / 1e6:0.###} s", total.ShortAbandoned, "短时放弃");
        if (total.Refused > 0)
            Count("refused (the router is full)", total.Refused, "系统拒接");
        if (total.Unfinished > 0)
            Count("unfinished at the end", total.Unfinished, "未结束");
        Ratio(
            "answered within 20 s ÷ offered", figures.ServiceLevel20, theory?.ServiceLevel20, true, "20 秒服务水平");
        if (scenario.ServiceLevelUs != 20_000_000)
            Ratio($"answered {within} ÷ offered", figures.ServiceLevel, theory?.ServiceLevel, true, "服务水平");
        Ratio("abandoned ÷ offered", figures.AbandonRate, theory?.AbandonRate, true, "放弃率");
        Ratio("  without the short ones", figures.NetAbandonRate, double.NaN, true, "净放弃率");
        Ratio("mean wait of all", figures.MeanWaitS, theory?.MeanWaitS, false, "平均等待（全部）");
        Ratio("mean wait of the answered", figures.AsaS, theory?.AsaS, false, "平均应答时长 ASA");
        double? p95 = theory is { IsStable: false } ? null : theory?.P95WaitS ?? double.NaN;
        Ratio("95 % wait at most", figures.P95WaitS, p95, false, "等待 P95");
        if (figures.Occupancy is { } occupancy)
            Ratio("occupancy", occupancy, theory?.Occupancy, true, "占有率");
    }

    private static void Slots(StringBuilder text, SimulationResult result)
    {
        text.AppendLine().AppendLine("from     agents   calls/day    in 20 s   abandoned   mean wait");
        foreach (var slot in DaySlot.Of(result).Where(slot => slot.OfferedPerDay > 0 || slot.Agents > 0))
        {
            text.AppendLine(
                $"{slot.From:HH:mm}{slot.Agents,10:0.#}{slot.OfferedPerDay,12:0.0}"
                + $"{Value(slot.ServiceLevel20, true),11}{Value(slot.AbandonRate, true),12}"
                + $"{Value(slot.MeanWaitS, false),12}");
        }
    }

    private static string Line(string name, string value, string interval, string theory, string chinese) =>
        $"{name,-32}{value,12}   {interval,-22}{theory,12}   {chinese}".TrimEnd();

    /// <summary>Null is infinite, NaN nothing to tell.</summary>
    private static string Value(double? value, bool share) => value switch
    {
        null => "∞",
        double.NaN => "–",
        { } number => share ? $"{number * 100:0.00} %" : $"{number:0.00} s",
    };

    private static string Interval(Estimate estimate, bool share) =>
        estimate is not { Low: { } low, High: { } high } ? ""
        : share ? $"{low * 100:0.00} – {high * 100:0.00} %" : $"{low:0.00} – {high:0.00} s";
}
