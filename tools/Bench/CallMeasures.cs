using System.Diagnostics;
using System.Runtime.CompilerServices;
using TellerLine.Bench.Load;
using TellerLine.Bench.Server;

namespace TellerLine.Bench;

/// <summary>
/// What a call costs while it lasts, on the product's exchange and media process without the bank around them: in
/// conversation the bank has nothing to do. A call is two legs, a call in the menu one; 50 packets a second each way.
/// </summary>
internal static class CallMeasures
{
    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(1), Length = TimeSpan.FromSeconds(6);

    public static async IAsyncEnumerable<Result> Run([EnumeratorCancellation] CancellationToken ct)
    {
        using var server = new VoiceServer();
        using var rtp = new RtpLoad();
        using var sip = new SipLoad(server.Sip);
        using var calls = new Calls(sip, rtp);
        await Calls.FirstAnswer(server.Sip, server.Process, ExchangeChild.Answered, ct);
        await WarmUp();
        var idleMb = server.Process.MemoryMb();

        var (idleCpu, idleSince) = (server.Process.CpuMs(), Stopwatch.GetTimestamp());
        await Task.Delay(Settle, ct);
        yield return new Result(
            "idle voice engine", (server.Process.CpuMs() - idleCpu) / Stopwatch.GetElapsedTime(idleSince).TotalSeconds,
            "CPU ms/s", null, "not taken off the costs below");

        await calls.Add(ExchangeChild.Recorded, 2 * 50, ct);
        yield return await Cost("recorded call, 50 calls", 50, 0.8);
        await calls.Add(ExchangeChild.Recorded, 2 * 150, ct);
        yield return await Cost("recorded call, 200 calls", 200, 0.8);
        yield return new Result(
            "memory of a recorded call", (server.Process.MemoryMb() - idleMb) / 200, "MB", 0.15,
            "resident, at 200 calls, over idle");
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

        // Compiled, and compiled again for speed: a long-running server is what is measured.
        async Task WarmUp()
        {
            foreach (var number in new[] { ExchangeChild.Menu, ExchangeChild.Relayed, ExchangeChild.Recorded })
            {
                await calls.Add(number, 200, ct);
                await Task.Delay(Settle, ct);
                await calls.HangupAll(ct);
            }

            await server.Process.Quiet(ct);
        }

        // Settles, then measures; tells why the measurement is none, if so.
        async Task<(Span Span, string? Flaw)> Over()
        {
            await Task.Delay(Settle, ct);
            await server.Process.Quiet(ct);
            var (sent, received, forwarded) = rtp.Counts;
            var (cpu, media, since) = (server.Process.CpuMs(), server.Process.MediaCpuMs(), Stopwatch.GetTimestamp());
            rtp.Measure(true);
            await Task.Delay(Length, ct);
            rtp.Measure(false);
            var seconds = Stopwatch.GetElapsedTime(since).TotalSeconds;
            var span = new Span(seconds, server.Process.CpuMs() - cpu, server.Process.MediaCpuMs() - media);
            var after = rtp.Counts;
            var (sentNow, back, through) = (after.Sent - sent, after.Received - received, after.Forwarded - forwarded);
            span = span with { Arrived = (double)back / Math.Max(1, sentNow),
                Forwarded = (double)through / Math.Max(1, sentNow) };
            var flaw = calls.Lost > 0
                ? $"the server hung up {calls.Lost} of {calls.Count} legs: {server.Process.Output}"
                : RtpLoad.HeldUp(sentNow, calls.Count, seconds);
            return (span, flaw);
        }

        async Task<Result> Cost(string measure, int count, double target)
        {
            var (span, flaw) = await Over();
            if (flaw is null && span.Arrived < 0.95)
                flaw = $"only {span.Arrived:P0} of the packets sent came back";
            return flaw is not null
                ? Result.NotMeasured(measure, "CPU ms/call-s", target, flaw)
                : new Result(
                    measure, span.CpuMs / span.Seconds / count, "CPU ms/call-s", target,
                    $"of that the media process {span.MediaMs / span.Seconds / count:0.###}; {span.Arrived:P1} of packets arrived");
        }

        async Task<Result> Delay(string measure, double target)
        {
            var (_, flaw) = await Over();
            var (p50, p99, max, _, count) = rtp.Delays();
            return flaw is not null || count == 0
                ? Result.NotMeasured(measure, "ms", target, flaw ?? "nothing was forwarded")
                : new Result(
                    measure, p99 / 1000.0, "ms", target,
                    $"p50 {p50 / 1000.0:0.###}, max {max / 1000.0:0.#}, {count} packets, real-time priority {(RealTimeAllowed() ? "allowed" : "not allowed")}");
        }

        async Task<Result> OnTime(int count)
        {
            var measure = $"{count} recorded calls, on time";
            var (span, flaw) = await Over();
            var (_, p99, _, late, _) = rtp.Delays();
            return flaw is not null
                ? Result.NotMeasured(measure, "% within 40 ms", 99, flaw)
                : new Result(
                    measure, 100 * (Math.Min(1, span.Forwarded) - late), "% within 40 ms", 99,
                    $"{span.CpuMs / span.Seconds / 10:0} % of a core, p99 {p99 / 1000.0:0.##} ms", AtLeast: true);
        }
    }

    /// <summary>CAP_SYS_NICE (bit 23), which the media process inherits.</summary>
    internal static bool RealTimeAllowed()
    {
        var line = File.ReadLines("/proc/self/status").First(l => l.StartsWith("CapEff:", StringComparison.Ordinal));
        return (Convert.ToUInt64(line[7..].Trim(), 16) >> 23 & 1) == 1;
    }

    /// <param name="Arrived">Packets that came, by packets sent; <paramref name="Forwarded"/> those that were
    /// ours.</param>
    private sealed record Span(double Seconds, double CpuMs, double MediaMs, double Arrived = 0, double Forwarded = 0);
}
