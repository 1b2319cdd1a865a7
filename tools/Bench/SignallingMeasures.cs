using System.Diagnostics;
using System.Runtime.CompilerServices;
using TellerLine.Bench.Load;
using TellerLine.Bench.Server;

namespace TellerLine.Bench;

/// <summary>
/// Calls without audio, INVITE to BYE: answered at once, acknowledged, hung up by the caller at once. The media process
/// opens and closes a port for each, as in any call; that is part of the cost.
/// </summary>
internal static class SignallingMeasures
{
    private const int CostRate = 200, BusyRate = 1000;

    private static readonly int[] Ladder = [250, 500, 1000, 1500, 2000, 2500, 3000];

    public static async IAsyncEnumerable<Result> Run([EnumeratorCancellation] CancellationToken ct)
    {
        using var server = new VoiceServer();
        await Calls.FirstAnswer(server.Sip, server.Process, ExchangeChild.Answered, ct);
        await At(server, 5 * CostRate, 5, ct); // Compiled, and compiled again for speed.
        await server.Process.Quiet(ct);
        var cpu = server.Process.CpuMs();
        var (done, _, _) = await At(server, CostRate, 6, ct);
        var used = server.Process.CpuMs() - cpu;
        yield return new Result(
            $"signalling-only call, {CostRate}/s", used / done, "CPU ms/call", 0.4,
            "answered and hung up, port included");

        int best = 0;
        string note = "";
        foreach (var rate in Ladder)
        {
            var before = server.Process.CpuMs();
            var (calls, resent, failed) = await At(server, rate, 3, ct);
            if (rate == BusyRate && calls > 0)
                yield return new Result(
                    $"signalling-only call, {BusyRate}/s", (server.Process.CpuMs() - before) / calls, "CPU ms/call", 0.4,
                    "the same on a busy server: fewer threads are woken for each");
            note = $"at {rate}/s: {calls} calls, {resent} resent, {failed} failed";
            if (resent > 0 || failed > 0 || calls < rate * 3 * 0.97)
                break;
            best = rate;
        }

        yield return new Result("calls a second, none resent", best, "calls/s", 2000, note, AtLeast: true);
    }

    /// <summary>So many calls a second, for so many seconds.</summary>
    public static async Task<(int Done, long Resent, int Failed)> At(
        VoiceServer server, int rate, int seconds, CancellationToken ct)
    {
        using var sip = new SipLoad(server.Sip);
        var clock = Stopwatch.StartNew();
        var running = new List<Task<bool>>(rate * seconds);
        while (clock.Elapsed.TotalSeconds < seconds)
        {
            var due = (int)(clock.Elapsed.TotalSeconds * rate);
            while (running.Count < due)
                running.Add(One(sip));
            await Task.Delay(1, ct);
        }

        var results = await Task.WhenAll(running).WaitAsync(TimeSpan.FromSeconds(20), ct);
        return (results.Count(ok => ok), sip.Resent, results.Count(ok => !ok));
    }

    private static async Task<bool> One(SipLoad sip)
    {
        try
        {
            var call = await sip.Call(ExchangeChild.Answered, "+8613900000000", Calls.Silent)
                .WaitAsync(TimeSpan.FromSeconds(10));
            await call.Hangup().WaitAsync(TimeSpan.FromSeconds(10));
            return true;
        }
        catch (Exception lost) when (lost is TimeoutException or InvalidOperationException)
        {
            return false;
        }
    }
}
