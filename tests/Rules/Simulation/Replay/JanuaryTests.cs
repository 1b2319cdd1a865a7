using TellerLine.Simulation.Replay;

namespace TellerLine.Rules.Simulation.Replay;

/// <summary>A real bank's January 1999, where its log is at hand.</summary>
public sealed class JanuaryTests
{
    [Fact]
    public void half_a_month_replays_as_it_was_with_what_the_other_half_taught()
    {
        var path = Path.Combine(DataFolder(), "anonymous-bank/january-1999.tsv");
        Assert.SkipUnless(File.Exists(path), $"not run: {path} is missing (TELLERLINE_DATA names the data folder)");
        using var text = new StreamReader(path);
        var log = BankLogReader.Read(text);
        Assert.Equal((30_161, 1_198, 240), (log.Calls.Count, log.NotForAgents, log.SetAside.Count));

        var half = BankLog.DayOf(log.Calls[0].ArrivalS) + 15;
        var first = log with { Calls = [.. log.Calls.Where(c => BankLog.DayOf(c.ArrivalS) < half)] };
        var second = log with { Calls = [.. log.Calls.Where(c => BankLog.DayOf(c.ArrivalS) >= half)] };
        var result = ReplayResult.Of(first, Parameters.Fit(second), 4, 1);
        var actual = result.Actual.Month;

        Assert.Equal(actual.AbandonRate, result.Runs.Average(r => r.Month.AbandonRate), .01);
        Assert.InRange(result.Runs.Average(r => r.Month.MeanWaitS) / actual.MeanWaitS, .9, 1.1);
        Assert.Equal(actual.ServiceLevel20, result.Runs.Average(r => r.Month.ServiceLevel20), .035);
        var (simulated, erlang) = result.HourlyError(t => t.AbandonRate);
        Assert.True(simulated < erlang / 2, $"hourly error {simulated}, of Erlang A {erlang}");
    }

    private static string DataFolder()
    {
        if (Environment.GetEnvironmentVariable("TELLERLINE_DATA") is { Length: > 0 } given)
            return given;
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "TellerLine.slnx")))
                return Path.GetFullPath(Path.Combine(folder.FullName, "../shared/data"));
        return "../shared/data";
    }
}
