using System.Net.Sockets;
using TellerLine.Voice.Media.Engine;
using TellerLine.Voice.Media.Link;
using TellerLine.Voice.Media.Native;
using TellerLine.Voice.Media.Recording;
using TellerLine.Voice.WebRtc;

namespace TellerLine.Voice.Media;

/// <summary>
/// The media process: <c>tellerline media --run DIR …</c>. It lives in a session of its own and outlives the host that
/// started it as long as there are calls (<c>docs/decisions/0002-media-in-its-own-process.md</c>).
/// </summary>
public static class MediaProcess
{
    /// <summary>Exit code: another media process holds the lock.</summary>
    public const int AlreadyRunning = 3;

    private const int WrongUse = 2;
    private const int ControlNice = -10;

    public static int Main(string[] args)
    {
        try
        {
            return Run(MediaSettings.Parse(args));
        }
        catch (MediaException e)
        {
            Console.Error.WriteLine("tellerline media: " + e.Message);
            return WrongUse;
        }
    }

    private static int Run(MediaSettings settings)
    {
        _ = Libc.setsid();
        // A collection stops the packet thread until the thread that collects gets the processor: that one must not
        // wait long either.
        _ = Libc.setpriority(0, 0, ControlNice);
        Directory.CreateDirectory(settings.RunDirectory);
        using var run = new RunFiles(settings.RunDirectory);
        if (!run.TryLock())
            return AlreadyRunning;
        run.RedirectOutput();
        var log = new ProcessLog(TimeProvider.System);

        var notices = new NoticeRing();
        var keys = new KeySlab(settings.MaxSessions, log.Warn);
        var certificate = DtlsCertificate.LoadOrCreate(run.KeysDirectory, TimeProvider.System.GetUtcNow());
        using var packets = new PacketThread(settings, certificate, notices, log.Warn);
        var sessions = new Sessions(settings, packets, keys);
        using var host = new HostLink(log.Warn);
        var writer = new RecordingWriter(
            packets.Recordings, (file, ms) => host.Tell(new MediaEvent.RecordingGap(file.LegId, file.RecordingId, ms)),
            log.Warn);
        var recordings = new Recordings(packets, writer, host, TimeProvider.System);
        var quitting = new CancellationTokenSource();
        var control = new Control(settings, packets, sessions, recordings, host, quitting.Cancel);
        var life = new ProcessLife(settings, sessions, control, log, TimeProvider.System);

        packets.Start();
        writer.Start();
        new Notices(notices, host, log.Warn).Start();
        using var listener = run.Listen();
        log.Write($"ready: process {Environment.ProcessId}, browsers on port {packets.BrowsersPort}");
        Serve(listener, control, host, life, log, quitting.Token);
        recordings.WaitForSeals();
        log.Write("ended");
        return 0;
    }

    /// <summary>One host after the other; without one, the process looks after itself.</summary>
    private static void Serve(
        Socket listener, Control control, HostLink host, ProcessLife life, ProcessLog log, CancellationToken quit)
    {
        while (!quit.IsCancellationRequested)
        {
            if (!listener.Poll(TimeSpan.FromSeconds(1), SelectMode.SelectRead))
            {
                if (life.IsOver())
                    return;
                continue;
            }

            using var socket = listener.Accept();
            host.Attach(socket);
            try
            {
                Read(socket, control, quit);
            }
            catch (Exception e) when (e is SocketException or InvalidDataException or ObjectDisposedException)
            {
                log.Warn("the host's connection broke: " + e.Message);
            }

            host.Detach();
            control.OnHostGone();
            life.HostLeft();
        }
    }

    private static void Read(Socket socket, Control control, CancellationToken quit)
    {
        var frames = new FrameReader(socket);
        while (!quit.IsCancellationRequested && frames.TryRead(out var frame, out var body))
        {
            if (frame.Kind == FrameKind.Key)
                control.OnKey(body);
            else if (frame.Kind == FrameKind.Command)
                control.OnCommand(frame.Request, body);
        }
    }
}
