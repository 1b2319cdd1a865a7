using System.Diagnostics;
using System.Runtime.CompilerServices;
using TellerLine.Bench.Load;
using TellerLine.Bench.Server;

namespace TellerLine.Bench;

/// <summary>
/// What it costs that one hears several: a conference's member, a call that is listened to beside one that is not, and
/// what the mixed do to those that are passed through.
/// </summary>
internal static class ConferenceMeasures
{
    private const double MemberTarget = 0.5, ListenedTarget = 1.2, MixedDelayTarget = 25;

    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(1), Length = TimeSpan.FromSeconds(6);

    public static async IAsyncEnumerable<Result> Run([EnumeratorCancellation] CancellationToken ct)
    {
        using var server = new VoiceServer();
        using var rtp = new RtpLoad();
        using var sip = new SipLoad(server.Sip);
        using var calls = new Calls(sip, rtp);
        await Calls.FirstAnswer(server.Sip, server.Process, ExchangeChild.Answered, ct);
        await WarmUp();

        await calls.AddGroups(ExchangeChild.ConferenceOfThree, 3, 20, ct);
        yield return await Cost("member of a conference of 3", 60, "member-s", MemberTarget);
        await calls.HangupAll(ct);
        await calls.AddGroups(ExchangeChild.ConferenceOfEight, 8, 8, ct);
        yield return await Cost("member of a conference of 8", 64, "member-s", MemberTarget);
        await calls.HangupAll(ct);

        await calls.Add(ExchangeChild.Relayed, 2 * 50, ct);
        yield return await Cost("call nobody listens to, 50 calls", 50, "call-s", null);
        await calls.HangupAll(ct);
        await calls.AddGroups(ExchangeChild.Listened, 3, 50, ct);
        yield return await Cost("call listened to, 50 calls", 50, "call-s", ListenedTarget);
        await calls.HangupAll(ct);

        var target = CallMeasures.RealTimeAllowed() ? 1 : 5;
        await calls.Add(ExchangeChild.Relayed, 2 * 360, ct);
        var (_, _, flaw) = await Over();
        yield return Delay("forwarding delay p99, 360 calls", rtp.Delays(), target, flaw);
        await calls.AddGroups(ExchangeChild.ConferenceOfThree, 3, 40, ct);
        (_, _, flaw) = await Over();
        yield return Delay("the same beside 40 mixed calls", rtp.Delays(), target, flaw);
        yield return Delay("the same of the 40 mixed", rtp.MixedDelays(), MixedDelayTarget, flaw);
        await calls.HangupAll(ct);

        async Task WarmUp()
        {
            await calls.Add(ExchangeChild.Relayed, 200, ct);
            await calls.AddGroups(ExchangeChild.ConferenceOfThree, 3, 30, ct);
            await Task.Delay(Settle + Settle, ct);
            await calls.HangupAll(ct);
            await server.Process.Quiet(ct);
        }

        async Task<(double CpuMs, double MediaMs, string? Flaw)> Over()
        {
            await Task.Delay(Settle, ct);
            await server.Process.Quiet(ct);
            var (sent, since, cpu) = (rtp.Counts.Sent, Stopwatch.GetTimestamp(), new CpuSpan(server.Process));
            rtp.Measure(true);
            await Task.Delay(Length, ct);
            rtp.Measure(false);
            var (host, media, seconds) = cpu.End();
            var why = calls.Lost > 0 ? $"the server hung up {calls.Lost} of {calls.Count} legs: {server.Process.Output}"
                : RtpLoad.HeldUp(rtp.Counts.Sent - sent, calls.Count, Stopwatch.GetElapsedTime(since).TotalSeconds);
            return ((host + media) / seconds, media / seconds, why);
        }

        async Task<Result> Cost(string measure, int count, string each, double? target)
        {
            var (cpu, media, why) = await Over();
            var mixed = rtp.MixedDelays();
            return why is not null
                ? Result.NotMeasured(measure, "CPU ms/" + each, target, why)
                : new Result(
                    measure, cpu / count, "CPU ms/" + each, target,
                    $"of that the media process {media / count:0.###}; {mixed.Count} packets read out of a mix");
        }
    }

    private static Result Delay(
        string measure, (int P50, int P99, int Max, double Late, int Count) delays, double target, string? flaw) =>
        flaw is not null || delays.Count == 0
            ? Result.NotMeasured(measure, "ms", target, flaw ?? "nothing was forwarded")
            : new Result(
                measure, delays.P99 / 1000.0, "ms", target,
                $"p50 {delays.P50 / 1000.0:0.###}, max {delays.Max / 1000.0:0.#}, {delays.Count} packets");
}
