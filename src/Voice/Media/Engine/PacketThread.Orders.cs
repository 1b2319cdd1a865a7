using TellerLine.Voice.Media.Link;
using TellerLine.Voice.Media.Native;
using TellerLine.Voice.Media.Recording;
using TellerLine.Voice.Media.Tones;

namespace TellerLine.Voice.Media.Engine;

/// <summary>
/// What orders do, each between two packets. A fault is a <see cref="MediaException"/> and the host's answer.
/// </summary>
internal sealed unsafe partial class PacketThread
{
    /// <summary>From any thread, before <see cref="Add"/>: what comes until then waits in its socket.</summary>
    public bool TryWatch(MediaSession session) =>
        Libc.Watch(_epoll, session.Fd, (ulong)session.Index) == 0
        && Libc.Watch(_epoll, session.RtcpFd, RtcpFlag | (uint)session.Index) == 0;

    public void Add(MediaSession session)
    {
        _sessions[session.Index] = session;
        Enlist(session);
    }

    /// <param name="named">Where the description wants audio; unset when it does not say (a hold by 0.0.0.0).</param>
    /// <param name="rtcpTo">Where it wants RTCP; unset when nobody knows.</param>
    /// <param name="signalling">Where the description came from; unset when not known.</param>
    /// <param name="tones">Listens for sung keys; null when the party knows telephone-event.</param>
    public void SetRemote(
        MediaSession session, MediaRemote remote, SockAddr named, SockAddr rtcpTo, SockAddr signalling,
        ToneKeys? tones)
    {
        session.Codec = remote.Codec;
        session.EventPayloadType = remote.EventPayloadType ?? -1;
        session.Tones = tones is null ? null : session.Tones ?? tones;
        session.WeSend = remote.WeSend;
        session.WeReceive = remote.WeReceive;
        var nowUs = Libc.MonotonicUs();
        session.AliveUs = nowUs;
        if (!session.Reports.IsArmed)
            session.Reports.Arm(true, NextRandom(), nowUs);
        if (session.Web is not null || !named.IsSet)
            return;
        session.RtcpMux = remote.RtcpMux;
        session.RtcpTo = rtcpTo;
        session.RtcpHeard = false;
        session.Route.Set(named, signalling, remote.Acknowledged);
    }

    public static void Acknowledge(MediaSession session) => session.Route.Acknowledge();

    public void Play(MediaSession session, Playing playing)
    {
        EndPlaying(session, PlayEnd.Stopped);
        session.Playing = playing;
    }

    public void StopPlay(MediaSession session) => EndPlaying(session, PlayEnd.Stopped);

    public static void SendKeys(MediaSession session, string keys)
    {
        if (session.EventPayloadType < 0)
            throw new MediaException("the party knows no telephone-event (RFC 4733)");
        session.KeySender.Start(keys);
    }

    public void Inject(MediaSession session) => OnInjected(session);

    public void BeginSecret(MediaSession session, SecretEntry secret, Playing? prompts)
    {
        if (session.Secret is not null)
            throw new MediaException("a secret is being collected already");
        EndPlaying(session, PlayEnd.Stopped);
        session.Keys.ClearSecret();
        session.Secret = secret;
        session.SecretLeft = false;
        Suppress(session, Libc.MonotonicUs());
        session.Playing = prompts;
        if (prompts is null)
            secret.AwaitFirst(Libc.MonotonicUs());
    }

    /// <returns>The secret that was collected, whose request is now to be refused; null for none.</returns>
    public static SecretEntry? CancelSecret(MediaSession session)
    {
        if (session.Secret is not { } secret)
            return null;
        session.Secret = null;
        session.Keys.ClearSecret();
        if (session.Playing is { Id: Playing.OfSecret })
            session.Playing = null;
        return secret;
    }

    /// <summary>The host that asked for it is gone: no digit is kept, and none that comes is told.</summary>
    public static void LeaveSecret(MediaSession session) =>
        session.SecretLeft |= CancelSecret(session) is not null;

    public void StartRecording(MediaSession session, LegRecorder recorder, ChunkBuffer[] buffers)
    {
        Recordings.Add(buffers);
        if (session.Recorder is not null)
            throw new MediaException($"leg {session.Id} is being recorded already");
        session.Recorder = recorder;
        recorder.Begin(Libc.MonotonicUs());
        if (session.IsSuppressed)
            recorder.Suppress(true, Libc.MonotonicUs());
        if (session.IsWithheld)
            recorder.Withhold(true, Libc.MonotonicUs());
    }

    /// <summary>Nothing of either side is kept; whoever hears whom goes on.</summary>
    public static void WithholdRecording(MediaSession session, bool on)
    {
        session.IsWithheld = on;
        session.Recorder?.Withhold(on, Libc.MonotonicUs());
    }

    /// <returns>The recorder whose seal will follow, or null when there was none.</returns>
    public static LegRecorder? StopRecording(MediaSession session)
    {
        var recorder = session.Recorder;
        session.Recorder = null;
        session.IsWithheld = false;
        recorder?.Finish(Libc.MonotonicUs());
        return recorder;
    }

    /// <summary>The recordings' buffers; the packet thread's.</summary>
    public ChunkPool Recordings { get; } = new();

    public void Remove(MediaSession session)
    {
        if (session.Closed)
            return;
        session.Closed = true;
        EndPlaying(session, PlayEnd.Stopped);
        _matrix.Remove(session);
        _ = StopRecording(session);
        SendReport(session, last: true, Libc.MonotonicUs());
        Delist(session);
        _sessions[session.Index] = null;
        foreach (var fd in (ReadOnlySpan<int>)[session.Fd, session.RtcpFd])
        {
            if (fd < 0)
                continue;
            _ = Libc.epoll_ctl(_epoll, Libc.EpollCtlDel, fd, null);
            _ = Libc.close(fd);
        }

        if (session.Web is { } web)
            Browsers.Close(web);
        ArmClock();
    }

    public static LegQuality QualityOf(MediaSession session) => session.Reports.Quality(session.In, session.Out) with
    {
        Codec = session.Codec == G711.Pcma ? "PCMA" : "PCMU",
    };

    public MediaStats Look() => new(
        LateSlots, Malformed, Faults, _notices.Dropped,
        [
            .. _sessions.OfType<MediaSession>().Select(s => new SessionStats(
                s.Id, s.In.Received, s.In.Lost, s.In.JitterSamples / 8.0, s.Out.Packets, s.SendFailures, s.Strangers,
                s.Recorder is not null)),
        ]);
}
