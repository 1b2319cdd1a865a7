using System.Diagnostics;
using System.Runtime.CompilerServices;
using TellerLine.Simulation.Replay;

namespace TellerLine.Bench;

/// <summary>
/// A real bank's January through the router (docs/replay.md): how fast, and how near to what happened. The log is
/// looked for in the folder that TELLERLINE_DATA names, else beside the source tree.
/// </summary>
internal static class ReplayMeasures
{
    private const int Replications = 10;

    public static async IAsyncEnumerable<Result> Run([EnumeratorCancellation] CancellationToken ct)
    {
        await Task.CompletedTask;
        var folder = Environment.GetEnvironmentVariable("TELLERLINE_DATA") is { Length: > 0 } given
            ? given : "../shared/data";
        var path = Path.Combine(folder, "anonymous-bank/january-1999.tsv");
        if (!File.Exists(path))
        {
            yield return Result.NotMeasured(
                "a replication of January", "s", null, $"{path} is missing (TELLERLINE_DATA)");
            yield break;
        }
        using var text = new StreamReader(path);
        var log = BankLogReader.Read(text);
        var clock = Stopwatch.StartNew();
        var parameters = Parameters.Fit(log);
        yield return new Result("fitting January", clock.Elapsed.TotalSeconds, "s", 10, $"{log.Calls.Count} calls");
        var roster = new DutyRoster(log, parameters.Duty);
        _ = new Replication(log, roster, parameters, 0).Run();
        ct.ThrowIfCancellationRequested();
        clock.Restart();
        _ = new Replication(log, roster, parameters, 1).Run();
        yield return new Result("a replication of January", clock.Elapsed.TotalSeconds, "s", 2, "one thread");
        var result = ReplayResult.Of(log, parameters, Replications, 1);
        double Off(Func<Tally, double> figure) =>
            Math.Abs(result.Runs.Average(r => figure(r.Month)) - figure(result.Actual.Month));
        yield return new Result("abandoned, off by", 100 * Off(t => t.AbandonRate), "points", 1,
            Note(t => t.AbandonRate));
        yield return new Result(
            "mean wait, off by", 100 * Off(t => t.MeanWaitS) / result.Actual.Month.MeanWaitS, "%", 10,
            Note(t => t.MeanWaitS));
        yield return new Result(
            "answered within 20 s, off by", 100 * Off(t => t.ServiceLevel20), "points", 3.5,
            Note(t => t.ServiceLevel20));

        string Note(Func<Tally, double> figure)
        {
            var (simulated, erlang) = result.HourlyError(figure);
            return $"mean hourly error {simulated:f4}, of Erlang A {erlang:f4}";
        }
    }
}
