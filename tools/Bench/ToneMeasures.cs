using System.Runtime.CompilerServices;
using TellerLine.Voice.Media;
using TellerLine.Voice.Media.Prompts;
using TellerLine.Voice.Media.Tones;

namespace TellerLine.Bench;

/// <summary>What it costs to listen for sung keys, in this process: speech that has none.</summary>
internal static class ToneMeasures
{
    private const int Packet = 160, Seconds = 600;

    public static async IAsyncEnumerable<Result> Run([EnumeratorCancellation] CancellationToken ct)
    {
        await Task.CompletedTask;
        var prompt = WavFile.Read("prompts/zh-CN/greeting.notice.wav");
        var (keys, heard) = (new ToneKeys(), 0);
        Listen(Seconds / 4);
        var before = Environment.CpuUsage.TotalTime;
        Listen(Seconds);
        var ms = (Environment.CpuUsage.TotalTime - before).TotalMilliseconds / Seconds;
        yield return new Result(
            "keys sung listened for", ms, "CPU ms/leg-s", 0.25,
            $"only where no telephone-event was agreed; {heard} heard in speech");

        void Listen(int seconds)
        {
            for (var at = 0; at < seconds * 8_000; at += Packet)
            {
                var place = at % (prompt.Samples - Packet);
                var rest = prompt.In(G711.Pcma).Slice(place, Packet);
                keys.Begin((uint)at, Packet);
                while (keys.Next(ref rest, G711.Pcma) != ToneStep.None)
                    heard++;
            }
        }
    }
}
