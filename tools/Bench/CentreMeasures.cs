using System.Diagnostics;
using System.Runtime.CompilerServices;
using TellerLine.Bench.Load;
using TellerLine.Bench.Server;

namespace TellerLine.Bench;

/// <summary>
/// The whole product: start, memory, and calls through greeting, menu and queue to agents at SIP telephones, journal
/// and recording included.
/// </summary>
internal static class CentreMeasures
{
    private const int CallsToMake = 120, CallsToWarmUp = 100;

    public static async IAsyncEnumerable<Result> Run([EnumeratorCancellation] CancellationToken ct)
    {
        if (CentreServer.Program is null)
        {
            yield return Result.NotMeasured("the centre", "", null, "tellerline was not built; run ./dev bench");
            yield break;
        }

        var folder = Directory.CreateTempSubdirectory("tellerline-bench").FullName;
        try
        {
            yield return new Result(
                "first start to first call answered", await CentreServer.Seed(folder, ct), "s", 6,
                "database and demonstration bank are made in it");
            using var centre = new CentreServer(folder);
            centre.Start();
            var answered = await Calls.FirstAnswer(centre.Sip, centre.Process, CentreServer.Hotline, ct);
            yield return new Result(
                "start to first call answered", Stopwatch.GetElapsedTime(centre.Process.Started, answered).TotalSeconds,
                "s", 3, "second start, from the process's start to the 200");
            await Task.Delay(4_000, ct);
            yield return new Result(
                "idle memory", centre.Process.MemoryMb(), "MB", 300,
                "resident, host and media process added, shared pages counted twice");
            await centre.Process.Quiet(ct);
            foreach (var result in await ThroughTheQueue(centre, ct))
                yield return result;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<IEnumerable<Result>> ThroughTheQueue(CentreServer centre, CancellationToken ct)
    {
        const string setUp = "call through menu and queue", toDesk50 = "queue to desk p50",
            toDesk99 = "queue to desk p99";
        using var rtp = new RtpLoad();
        await using var load = new QueueLoad(centre, rtp);
        try
        {
            await load.Open(ct);
            await load.Many(CallsToWarmUp, 900, ct); // Compiled, and compiled again for speed.
            await centre.Process.Quiet(ct);
            var talkedBefore = load.TalkingSeconds;
            var span = new CpuSpan(centre.Process);
            await load.Many(CallsToMake, 1000, ct);
            var (host, media, seconds) = span.End();
            var talked = (load.TalkingSeconds - talkedBefore) / CallsToMake;
            var toDesk = Waits(centre, load.Rang);
            return
            [
                new Result(setUp, host / CallsToMake, "CPU ms/call", 6,
                    $"{CallsToMake} calls, {CallsToMake / seconds:0.0}/s, recording, journal and wrap-up included; beside it the media process "
                    + $"{media / CallsToMake:0.0} for {talked:0.0} s of media each"),
                .. toDesk.Count == 0
                    ? new[] { Result.NotMeasured(toDesk50, "ms", 1, "no call matched the journal"),
                        Result.NotMeasured(toDesk99, "ms", 5, "no call matched the journal") }
                    :
                    [
                        new Result(
                            toDesk50, toDesk[toDesk.Count / 2], "ms", 1,
                            $"journal's contact.queued to the INVITE's arrival at the telephone, {toDesk.Count} calls"),
                        new Result(toDesk99, toDesk[(int)(toDesk.Count * 0.99)], "ms", 5, $"max {toDesk[^1]:0.00}"),
                    ],
                await InTheMenu(centre, load.Customers, rtp, ct),
            ];
        }
        catch (Exception broken) when (broken is InvalidOperationException or TimeoutException or HttpRequestException)
        {
            var why = $"{broken.Message} ({centre.Process.Output})";
            return [Result.NotMeasured(setUp, "CPU ms/call", 6, why), Result.NotMeasured(toDesk50, "ms", 1, why),
                Result.NotMeasured(toDesk99, "ms", 5, why)];
        }
    }

    private static async Task<Result> InTheMenu(
        CentreServer centre, SipLoad customers, RtpLoad rtp, CancellationToken ct)
    {
        const int count = 50;
        using var calls = new Calls(customers, rtp);
        await calls.Add(CentreServer.Hotline, count, ct);
        await Task.Delay(1_000, ct);
        await centre.Process.Quiet(ct);
        var (sent, received, _) = rtp.Counts;
        var perSecond = await CpuPerSecond(centre, 6, ct);
        var (sentAfter, receivedAfter, _) = rtp.Counts;
        await calls.HangupAll(ct);
        return new Result("call in the bank's menu", perSecond / count, "CPU ms/call-s", 0.6,
            $"{count} calls in greeting and menu, the whole product, {(double)(receivedAfter - received) / Math.Max(1, sentAfter - sent):P0} as many packets came as went");
    }

    private static async Task<double> CpuPerSecond(CentreServer centre, int seconds, CancellationToken ct)
    {
        var (cpu, since) = (centre.Process.CpuMs(), Stopwatch.GetTimestamp());
        await Task.Delay(TimeSpan.FromSeconds(seconds), ct);
        return (centre.Process.CpuMs() - cpu) / Stopwatch.GetElapsedTime(since).TotalSeconds;
    }

    private static List<double> Waits(CentreServer centre, IReadOnlyDictionary<string, long> rang)
    {
        var waits = new List<double>();
        foreach (var (caller, queued) in centre.QueuedAtUs())
        {
            if (caller.StartsWith("+86131000", StringComparison.Ordinal) && rang.TryGetValue(caller, out var at))
                waits.Add((at - queued) / 1000.0);
        }

        waits.Sort();
        return waits;
    }
}
