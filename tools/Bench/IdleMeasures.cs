using System.Globalization;
using System.Runtime.CompilerServices;
using TellerLine.Bench.Load;
using TellerLine.Bench.Server;

namespace TellerLine.Bench;

/// <summary>
/// What a centre costs in which nothing happens: with nobody signed in, and with desks open and ready.
/// </summary>
internal static class IdleMeasures
{
    private const int Seconds = 20;

    public static async IAsyncEnumerable<Result> Run([EnumeratorCancellation] CancellationToken ct)
    {
        if (CentreServer.Program is null)
        {
            yield return Result.NotMeasured("idle centre", "CPU ms/s", 5, "tellerline was not built; run ./dev bench");
            yield break;
        }

        var folder = Directory.CreateTempSubdirectory("tellerline-bench").FullName;
        try
        {
            await CentreServer.Seed(folder, ct);
            using var centre = new CentreServer(folder);
            centre.Start();
            await centre.Answering(ct);
            await centre.Process.Quiet(ct);
            yield return await Idle("idle centre");
            using var rtp = new RtpLoad();
            await using var load = new QueueLoad(centre, rtp);
            await load.Open(ct);
            await load.Many(3, 3000, ct); // Whatever a first call starts is running.
            await Task.Delay(5_000, ct);
            await centre.Process.Quiet(ct);
            yield return await Idle("idle centre, six desks ready");

            async Task<Result> Idle(string measure)
            {
                var span = new CpuSpan(centre.Process);
                await Task.Delay(TimeSpan.FromSeconds(Seconds), ct);
                var (host, media, seconds) = span.End();
                return new Result(measure, (host + media) / seconds, "CPU ms/s", 5,
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"over {Seconds} s; of that the media process {media / seconds:0.0}"));
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
