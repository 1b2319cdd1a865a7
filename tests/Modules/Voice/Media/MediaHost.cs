using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using TellerLine.Voice.Media;

namespace TellerLine.Modules.Voice.Media;

/// <summary>A host with a real media process in a directory of its own, on free ports.</summary>
internal sealed class MediaHost : IAsyncDisposable
{
    private static int s_hosts;

    private readonly BlockingCollection<MediaEvent> _events = [];
    private readonly bool _ownsDirectory;

    private MediaHost(string directory, int firstPort, bool ownsDirectory)
    {
        Directory = directory;
        _ownsDirectory = ownsDirectory;
        Settings = new MediaSettings
        {
            RunDirectory = directory, Listen = "127.0.0.1", RtpFirst = firstPort, RtpLast = firstPort + 98,
            WebRtcPort = 0,
            SilentMs = 600, IdleExitMs = 5_000, MaxSessions = 64,
        };
        Media = new MediaClient(
            Settings, new MediaCommandLine(Environment.ProcessPath!, ["media"]), NullLogger<MediaClient>.Instance,
            TimeProvider.System);
        Media.Happened += _events.Add;
    }

    public string Directory { get; }

    public MediaSettings Settings { get; }

    public MediaClient Media { get; }

    public static async Task<MediaHost> Start(CancellationToken ct)
    {
        var directory = System.IO.Directory.CreateTempSubdirectory("media").FullName;
        // Below the ports that the system gives to the phones' own sockets.
        var firstPort = 12_000 + ((Environment.ProcessId * 700) + (Interlocked.Increment(ref s_hosts) * 100)) % 20_000;
        var host = new MediaHost(directory, firstPort, true);
        await host.Media.Start(ct);
        return host;
    }

    /// <summary>Another host over the same run directory, as after a restart.</summary>
    public async Task<MediaHost> Again(CancellationToken ct)
    {
        var host = new MediaHost(Directory, Settings.RtpFirst, false);
        await host.Media.Start(ct);
        return host;
    }

    public async Task<Phone> Call(
        string leg, double hz, G711 law = G711.Pcma, bool speaking = true, bool sings = false)
    {
        var local = await Media.Open(leg, false);
        var phone = new Phone(local.Port, hz, law, speaking) { Sings = sings };
        await Media.SetRemote(leg, phone.Sdp);
        return phone;
    }

    public string Prompt(string name, double hz, int ms)
    {
        var path = Path.Combine(Directory, name + ".wav");
        File.WriteAllBytes(path, Tones.Wav(hz, ms));
        return path;
    }

    /// <summary>The next event of the kind; others before it are passed over.</summary>
    public T Next<T>(int timeoutMs = 5_000)
        where T : MediaEvent
    {
        while (_events.TryTake(out var happened, timeoutMs))
        {
            if (happened is T wanted)
                return wanted;
        }

        throw new TimeoutException($"no {typeof(T).Name} within {timeoutMs} ms");
    }

    public List<MediaEvent> SoFar()
    {
        var all = new List<MediaEvent>();
        while (_events.TryTake(out var happened))
            all.Add(happened);
        return all;
    }

    public string Log() => File.ReadAllText(Path.Combine(Directory, "media.log"));

    public async ValueTask DisposeAsync()
    {
        if (Media.IsReady)
        {
            foreach (var session in await Media.Sessions())
                await Media.Close(session);
        }

        var processId = Media.ProcessId;
        await Media.DisposeAsync();
        if (!_ownsDirectory)
            return;
        try
        {
            using var process = Process.GetProcessById(processId);
            if (!process.WaitForExit(3_000))
                process.Kill();
        }
        catch (ArgumentException)
        {
            // It has ended already.
        }

        System.IO.Directory.Delete(Directory, true);
    }
}
