using System.Diagnostics;

namespace TellerLine.Bench.Server;

/// <summary>CPU of a server from now on, host and media process apart.</summary>
internal sealed class CpuSpan(ServerProcess process)
{
    private readonly double _both = process.CpuMs(), _media = process.MediaCpuMs();
    private readonly long _since = Stopwatch.GetTimestamp();

    /// <summary>What was used until now, in ms.</summary>
    public (double Host, double Media, double Seconds) End()
    {
        var (both, media) = (process.CpuMs(), process.MediaCpuMs());
        return (both - _both - (media - _media), media - _media, Stopwatch.GetElapsedTime(_since).TotalSeconds);
    }
}
