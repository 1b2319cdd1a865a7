using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using TellerLine.Bench.Load;
using TellerLine.Bench.Server;

namespace TellerLine.Bench;

/// <summary>The whole product: start, idle, and calls through greeting, menu and queue to agents at SIP telephones, journal and recording included.</summary>
internal static class CentreMeasures
{
    private const int CallsToMake = 120, CallsToWarmUp = 100;

    private static readonly string[] Agents = ["1001", "1002", "1003", "1004", "1005", "1006"];

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
            using (var first = new CentreServer(folder))
            {
                first.Start(); // Seeds the demonstration bank: the first start is not what is measured.
                await Calls.FirstAnswer(first.Sip, first.Process, CentreServer.Hotline, ct);
            }

            using var centre = new CentreServer(folder);
            centre.Start();
            var answered = await Calls.FirstAnswer(centre.Sip, centre.Process, CentreServer.Hotline, ct);
            yield return new Result(
                "start to first call answered", Stopwatch.GetElapsedTime(centre.Process.Started, answered).TotalSeconds, "s", 3, "second start, from the process's start to the 200");
            await Task.Delay(4_000, ct);
            yield return new Result("idle memory", centre.Process.MemoryMb(), "MB", 300, "resident, host and media process added, shared pages counted twice");
            await centre.Process.Quiet(ct);
            yield return new Result("idle centre", await CpuPerSecond(centre, 2, ct), "CPU ms/s", null, "not taken off the costs below");
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
        const string setUp = "call through menu and queue", toDesk50 = "queue to desk p50", toDesk99 = "queue to desk p99", menu = "call in the bank's menu";
        using var rtp = new RtpLoad();
        using var phones = new SipLoad(centre.Sip);
        using var customers = new SipLoad(centre.Sip);
        var rang = new ConcurrentDictionary<string, long>();
        phones.OnInvite = call =>
        {
            var number = call.To[(call.To.IndexOf("sip:", StringComparison.Ordinal) + 4)..];
            rang.TryAdd(number[..number.IndexOf('@', StringComparison.Ordinal)], Libc.NowNs() / 1000);
            return rtp.Port;
        };
        var desks = new List<DeskClient>();
        try
        {
            foreach (var agent in Agents)
            {
                await phones.Register(agent, "teller-" + agent, "tellerline");
                var desk = await DeskClient.SignIn(centre.Http, agent, ct);
                desks.Add(desk);
                await desk.Ready();
            }

            await Many(CallsToWarmUp, 900); // Compiled, and compiled again for speed.
            await centre.Process.Quiet(ct);
            var (cpu, media, since) = (centre.Process.CpuMs(), centre.Process.MediaCpuMs(), Stopwatch.GetTimestamp());
            var talking = await Many(CallsToMake, 1000);
            var elapsed = Stopwatch.GetElapsedTime(since).TotalSeconds;
            var used = centre.Process.CpuMs() - cpu;
            var mediaUsed = centre.Process.MediaCpuMs() - media;
            var toDesk = Waits(centre, rang);
            return
            [
                new Result(setUp, used / CallsToMake, "CPU ms/call", 3,
                    $"{CallsToMake} calls, {CallsToMake / elapsed:0.0}/s; of that the media process {mediaUsed / CallsToMake:0.0}; recording, journal and wrap-up included, {talking / CallsToMake:0.0} s of media each not taken off"),
                .. toDesk.Count == 0
                    ? new[] { Result.NotMeasured(toDesk50, "ms", 1, "no call matched the journal"), Result.NotMeasured(toDesk99, "ms", 5, "no call matched the journal") }
                    :
                    [
                        new Result(toDesk50, toDesk[toDesk.Count / 2], "ms", 1, $"journal's contact.queued to the INVITE's arrival at the telephone, {toDesk.Count} calls"),
                        new Result(toDesk99, toDesk[(int)(toDesk.Count * 0.99)], "ms", 5, $"max {toDesk[^1]:0.00}"),
                    ],
                await InTheMenu(),
            ];
        }
        catch (Exception broken) when (broken is InvalidOperationException or TimeoutException or HttpRequestException)
        {
            var why = $"{broken.Message} ({centre.Process.Output})";
            return [Result.NotMeasured(setUp, "CPU ms/call", 3, why), Result.NotMeasured(toDesk50, "ms", 1, why), Result.NotMeasured(toDesk99, "ms", 5, why)];
        }
        finally
        {
            foreach (var desk in desks)
                await desk.DisposeAsync();
        }

        // Fewer callers at once than agents: somebody is always ready, so that a wait is the centre's, not an agent's.
        async Task<double> Many(int count, int series)
        {
            var (next, talking) = (0, 0.0);
            await Task.WhenAll(Enumerable.Range(0, Agents.Length / 2).Select(async _ =>
            {
                int number;
                while ((number = Interlocked.Increment(ref next)) <= count)
                {
                    var seconds = await OneCall(number, series);
                    lock (rang)
                        talking += seconds;
                }
            }));
            return talking;
        }

        // Calls, keys 0 into the menu until an agent's telephone rings, hangs up half a second after.
        async Task<double> OneCall(int number, int series)
        {
            var caller = $"+8613{series:0000}{number:00000}";
            var call = await customers.Call(CentreServer.Hotline, caller, rtp.Port).WaitAsync(TimeSpan.FromSeconds(10), ct);
            var started = Stopwatch.GetTimestamp();
            var leg = rtp.Add(call.ServerRtp!);
            try
            {
                await Task.Delay(100, ct);
                while (!rang.ContainsKey(caller))
                {
                    rtp.Key(leg, 0);
                    for (var i = 0; i < 30 && !rang.ContainsKey(caller); i++)
                        await Task.Delay(10, ct);
                    if (Stopwatch.GetElapsedTime(started).TotalSeconds > 20)
                        throw new TimeoutException($"caller {caller} reached no agent in 20 s");
                }

                await Task.Delay(300, ct);
            }
            finally
            {
                rtp.Remove(leg);
                await call.Hangup().WaitAsync(TimeSpan.FromSeconds(10), ct);
            }

            return Stopwatch.GetElapsedTime(started).TotalSeconds;
        }

        async Task<Result> InTheMenu()
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
            return new Result(menu, perSecond / count, "CPU ms/call-s", 0.6,
                $"{count} calls in greeting and menu, the whole product, {(double)(receivedAfter - received) / Math.Max(1, sentAfter - sent):P0} as many packets came as went");
        }
    }

    private static async Task<double> CpuPerSecond(CentreServer centre, int seconds, CancellationToken ct)
    {
        var (cpu, since) = (centre.Process.CpuMs(), Stopwatch.GetTimestamp());
        await Task.Delay(TimeSpan.FromSeconds(seconds), ct);
        return (centre.Process.CpuMs() - cpu) / Stopwatch.GetElapsedTime(since).TotalSeconds;
    }

    private static List<double> Waits(CentreServer centre, ConcurrentDictionary<string, long> rang)
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
