using System.Globalization;
using System.Runtime.CompilerServices;
using TellerLine.Bench.Load;
using TellerLine.Bench.Server;

namespace TellerLine.Bench;

/// <summary>
/// What a fresh process costs beside a warm one: the same load on a server that has just answered its first call, and
/// again after it has worked and come to rest. A cost is CPU of both processes, user and system; the ratio is what is
/// promised, since it holds on a busy machine too.
/// </summary>
internal static class ColdMeasures
{
    private const double MaxRatio = 1.3;
    private const int SignallingRate = 200, RecordedCalls = 50, QueueCalls = 60;

    private static readonly TimeSpan Length = TimeSpan.FromSeconds(10);

    public static async IAsyncEnumerable<Result> Signalling([EnumeratorCancellation] CancellationToken ct)
    {
        using var server = new VoiceServer();
        await Calls.FirstAnswer(server.Sip, server.Process, ExchangeChild.Answered, ct);
        var cold = await Once();
        await SignallingMeasures.At(server, 5 * SignallingRate, 5, ct);
        await server.Process.Quiet(ct);
        const string measure = "signalling-only call, 200/s", unit = "CPU ms/call";
        var warm = await Once();
        if (!double.IsFinite(cold) || !double.IsFinite(warm))
        {
            yield return Result.NotMeasured(
                "cold/warm: " + measure, unit, MaxRatio, "no call was answered: " + server.Process.Output);
            yield break;
        }

        foreach (var result in Pair(measure, unit, cold, warm, 0.4, ""))
            yield return result;

        async Task<double> Once()
        {
            var span = new CpuSpan(server.Process);
            var (done, _, _) = await SignallingMeasures.At(server, SignallingRate, (int)Length.TotalSeconds, ct);
            var (host, media, _) = span.End();
            return (host + media) / done;
        }
    }

    public static async IAsyncEnumerable<Result> Recorded([EnumeratorCancellation] CancellationToken ct)
    {
        using var server = new VoiceServer();
        using var rtp = new RtpLoad();
        using var sip = new SipLoad(server.Sip);
        using var calls = new Calls(sip, rtp);
        await Calls.FirstAnswer(server.Sip, server.Process, ExchangeChild.Answered, ct);
        var cold = await Once();
        foreach (var _ in Enumerable.Range(0, 3))
            await Once();
        await server.Process.Quiet(ct);
        foreach (var result in Pair(
            $"recorded call, {RecordedCalls} calls", "CPU ms/call-s", cold, await Once(), 0.8,
            "from the first INVITE on"))
            yield return result;

        // Calls are made within the measured time: what making them costs a fresh process is part of it.
        async Task<double> Once()
        {
            var span = new CpuSpan(server.Process);
            await calls.Add(ExchangeChild.Recorded, 2 * RecordedCalls, ct);
            await Task.Delay(Length, ct);
            var (host, media, seconds) = span.End();
            await calls.HangupAll(ct);
            return (host + media) / seconds / RecordedCalls;
        }
    }

    public static async IAsyncEnumerable<Result> Queue([EnumeratorCancellation] CancellationToken ct)
    {
        if (CentreServer.Program is null)
        {
            yield return Result.NotMeasured(
                "cold: call through menu and queue", "", null, "tellerline was not built; run ./dev bench");
            yield break;
        }

        var folder = Directory.CreateTempSubdirectory("tellerline-bench").FullName;
        try
        {
            await CentreServer.Seed(folder, ct);
            using var centre = new CentreServer(folder);
            centre.Start();
            await centre.Answering(ct);
            using var rtp = new RtpLoad();
            await using var load = new QueueLoad(centre, rtp);
            await load.Open(ct);
            var cold = await Once(2000);
            await load.Many(2 * QueueCalls, 2001, ct);
            await centre.Process.Quiet(ct);
            var warm = await Once(2002);
            var note = string.Create(
                CultureInfo.InvariantCulture,
                $"the host; beside it the media process {cold.Media:0.0} cold, {warm.Media:0.0} warm");
            foreach (var result in Pair("call through menu and queue", "CPU ms/call", cold.Host, warm.Host, 6, note))
                yield return result;

            async Task<(double Host, double Media)> Once(int series)
            {
                var span = new CpuSpan(centre.Process);
                await load.Many(QueueCalls, series, ct);
                var (host, media, _) = span.End();
                return (host / QueueCalls, media / QueueCalls);
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static Result[] Pair(
        string measure, string unit, double cold, double warm, double target, string note) =>
    [
        new Result("cold: " + measure, cold, unit, null, note),
        new Result("warm: " + measure, warm, unit, target, ""),
        new Result("cold/warm: " + measure, cold / warm, "×", MaxRatio, ""),
    ];
}
