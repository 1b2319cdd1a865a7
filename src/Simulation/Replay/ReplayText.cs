namespace TellerLine.Simulation.Replay;

/// <summary>A replay as tables: simulated / actual / Erlang A.</summary>
internal static class ReplayText
{
    private const int MostLinesAReason = 3;

    public static void Write(ReplayResult result, double seconds, TextWriter to)
    {
        var log = result.Log;
        to.WriteLine($"{log.Lines} lines: {log.Calls.Count} calls reached the agents, {log.NotForAgents} ended before, "
            + $"{log.SetAside.Count} set aside");
        Remarks(to, "set aside", log.SetAside);
        Remarks(to, "mended", log.Mended);
        var hours = result.Roster.ByAgent.Values.Sum(p => p.Sum(s => s.UntilS - s.FromS)) / 3600.0;
        to.WriteLine($"{result.Roster.ByAgent.Count} agents, {hours:f0} hours on duty; priority served on "
            + $"{result.DaysOfPriority.Count} days; not ready after a service while nobody, one, two, more wait: "
            + string.Join(", ", result.Parameters.NotReady.ByWaiting.Select(d => $"{d.MeanS:f1}")) + " s in the mean");
        to.WriteLine();
        to.WriteLine(
            $"{"",-12}{"offered",12}  {"abandoned 放弃率, %",-26}{"mean wait 平均等待, s",-25}in 20 s 服务水平, %");
        to.Write(new string(' ', 26));
        for (var i = 0; i < Figure.Compared.Count; i++)
            to.Write("  sim.    ±  actual Erlang A  ");
        to.WriteLine();
        Row(to, "month", result, t => t.Month);
        foreach (var hour in result.Actual.ByHour.Keys)
            Row(to, $"{hour:00}:00", result, t => t.ByHour[hour]);
        foreach (var type in result.Actual.ByType.Keys)
            Row(to, type, result, t => t.ByType[type]);
        to.WriteLine();
        foreach (var (name, figure) in Figure.Compared)
        {
            var (simulated, erlang) = result.HourlyError(figure);
            var scale = name == "meanWaitS" ? 1 : 100;
            to.WriteLine($"mean hourly error of {name}: {simulated * scale:f2}, of Erlang A {erlang * scale:f2}");
        }
        to.WriteLine($"{result.Runs.Count} replications, {seconds:f1} s in all; means with 95 % intervals; "
            + "abandoned and answered in 20 s as shares of offered, wait over all offered");
    }

    private static void Row(TextWriter to, string name, ReplayResult result, Func<Tallies, Tally> of)
    {
        var (actual, erlang) = (of(result.Actual), of(result.ErlangA));
        Tally[] runs = [.. result.Runs.Select(of)];
        to.Write($"{name,-12}{actual.Offered,12:f0}  ");
        foreach (var (figureName, figure) in Figure.Compared)
        {
            var scale = figureName == "meanWaitS" ? 1 : 100;
            var interval = Interval.Of([.. runs.Select(figure)]);
            var half = (interval.High - interval.Mean) * scale;
            to.Write(
                $"{interval.Mean * scale,6:f1} {half,4:f1}{figure(actual) * scale,8:f1}"
                + $"{figure(erlang) * scale,9:f1}  ");
        }
        to.WriteLine();
    }

    private static void Remarks(TextWriter to, string what, IReadOnlyList<LineRemark> remarks)
    {
        foreach (var reason in remarks.GroupBy(r => r.Reason).OrderByDescending(g => g.Count()))
        {
            var lines = string.Join(", ", reason.Take(MostLinesAReason).Select(r => r.Line));
            var more = reason.Count() > MostLinesAReason ? ", …" : "";
            to.WriteLine($"  {what}: {reason.Count(),6}  {reason.Key} (line {lines}{more})");
        }
    }
}
