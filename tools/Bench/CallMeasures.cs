using System.Diagnostics;
using System.Runtime.CompilerServices;
using TellerLine.Bench.Load;
using TellerLine.Bench.Server;

namespace TellerLine.Bench;

/// <summary>
/// What a call costs while it lasts, on the product's exchange and media process without the bank around them: in conversation the bank has nothing to do.
/// A call is two legs, a call in the menu one; 50 packets a second each way.
/// </summary>
internal static class CallMeasures
{
    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(2), Span = TimeSpan.FromSeconds(6);

    public static async IAsyncEnumerable<Result> Run([EnumeratorCancellation] CancellationToken ct)
    {
        using var server = new VoiceServer();
        using var rtp = new RtpLoad();
        using var sip = new SipLoad(server.Sip);
        using var calls = new Calls(sip, rtp);
        await Calls.FirstAnswer(server.Sip, server.Process, ExchangeChild.Answered, ct);
        var idleMb = server.Process.MemoryMb();

        await calls.Add(ExchangeChild.Recorded, 2 * 50, ct);
        yield return await Cost("recorded call, 50 calls", 50, 0.8);
        await calls.Add(ExchangeChild.Recorded, 2 * 150, ct);
        yield return await Cost("recorded call, 200 calls", 200, 0.8);
        yield return new Result("memory of a recorded call", (server.Process.MemoryMb() - idleMb) / 200, "MB", 0.15, "resident, at 200 calls, over idle");
        await calls.HangupAll(ct);

        await calls.Add(ExchangeChild.Relayed, 2 * 50, ct);
        yield return await Cost("relayed call, 50 calls", 50, 0.6);
        await calls.Add(ExchangeChild.Relayed, 2 * 100, ct);
        yield return await Delay("forwarding delay p99, 150 calls", 0.5);
        await calls.Add(ExchangeChild.Relayed, 2 * 50, ct);
        yield return await Cost("relayed call, 200 calls", 200, 0.6);
        await calls.Add(ExchangeChild.Relayed, 2 * 200, ct);
        yield return await Delay("forwarding delay p99, 400 calls", RealTimeAllowed() ? 1 : 5);
        await calls.HangupAll(ct);

        await calls.Add(ExchangeChild.Menu, 50, ct);
        yield return await Cost("call in the menu, 50 calls", 50, 0.6);
        await calls.HangupAll(ct);

        await calls.Add(ExchangeChild.Recorded, 2 * 1000, ct);
        yield return await OnTime(1000);
        await calls.HangupAll(ct);

        async Task<Result> Cost(string measure, int count, double target)
        {
            await Task.Delay(Settle, ct);
            var (sent, received, _) = rtp.Counts;
            var (cpu, media, since) = (server.Process.CpuMs(), server.Process.MediaCpuMs(), Stopwatch.GetTimestamp());
            await Task.Delay(Span, ct);
            var seconds = Stopwatch.GetElapsedTime(since).TotalSeconds;
            var used = server.Process.CpuMs() - cpu;
            var mediaUsed = server.Process.MediaCpuMs() - media;
            var (sentAfter, receivedAfter, _) = rtp.Counts;
            var arrived = (double)(receivedAfter - received) / Math.Max(1, sentAfter - sent);
            if (arrived < 0.95)
                return Result.NotMeasured(measure, "CPU ms/call-s", target, $"only {arrived:P0} of the packets sent came back");
            return new Result(
                measure, used / seconds / count, "CPU ms/call-s", target,
                $"media process {mediaUsed / seconds / count:0.###}, {arrived:P1} of packets arrived");
        }

        async Task<Result> Delay(string measure, double target)
        {
            await Task.Delay(Settle, ct);
            rtp.Measure(true);
            await Task.Delay(Span, ct);
            rtp.Measure(false);
            var (p50, p99, max, _, count) = rtp.Delays();
            return count == 0
                ? Result.NotMeasured(measure, "ms", target, "nothing was forwarded")
                : new Result(measure, p99 / 1000.0, "ms", target, $"p50 {p50 / 1000.0:0.###}, max {max / 1000.0:0.#}, {count} packets, real-time priority {(RealTimeAllowed() ? "allowed" : "not allowed")}");
        }

        async Task<Result> OnTime(int count)
        {
            await Task.Delay(Settle, ct);
            var (sent, _, forwarded) = rtp.Counts;
            var (cpu, since) = (server.Process.CpuMs(), Stopwatch.GetTimestamp());
            rtp.Measure(true);
            await Task.Delay(Span, ct);
            rtp.Measure(false);
            var seconds = Stopwatch.GetElapsedTime(since).TotalSeconds;
            var core = (server.Process.CpuMs() - cpu) / seconds / 10;
            var (sentAfter, _, forwardedAfter) = rtp.Counts;
            var (_, p99, _, late, _) = rtp.Delays();
            var lost = Math.Max(0, 1 - ((double)(forwardedAfter - forwarded) / Math.Max(1, sentAfter - sent)));
            var load = (sentAfter - sent) / (count * 2 * 50 * seconds);
            return new Result(
                $"{count} recorded calls, on time", 100 * (1 - late - lost), "% within 40 ms", 99,
                $"{core:0} % of a core, p99 {p99 / 1000.0:0.##} ms, the load sent {load:P0} of its packets", AtLeast: true);
        }
    }

    /// <summary>CAP_SYS_NICE (bit 23), which the media process inherits.</summary>
    private static bool RealTimeAllowed()
    {
        var line = File.ReadLines("/proc/self/status").First(l => l.StartsWith("CapEff:", StringComparison.Ordinal));
        return (Convert.ToUInt64(line[7..].Trim(), 16) >> 23 & 1) == 1;
    }
}
