using TellerLine.Voice.Media.Native;
using TellerLine.Voice.Media.Rtp;

namespace TellerLine.Voice.Media.Engine;

/// <summary>
/// What we send of ourselves: prompts, music, silence, keys. Frames of 20 ms to absolute deadlines, the sessions spread
/// over ten slots of 2 ms, so that a thousand prompts are no burst.
/// </summary>
internal sealed unsafe partial class PacketThread
{
    private const int SlotUs = 2_000, SlotsInRound = 10, FrameSamples = 160;

    /// <summary>
    /// A source quiet for so long is filled with silence: its pause, mute or lost network is no dead line for the
    /// other.
    /// </summary>
    private const long SourcePauseUs = 200_000;

    /// <summary>A browser's sender with nothing to say sleeps after so long.</summary>
    private const long BrowserSleepUs = 1_000_000;

    /// <summary>
    /// Sessions in one slot before the next is opened: few sessions are few wake-ups, many are spread.
    /// </summary>
    private const int FillSlot = 8;

    /// <summary>
    /// How often all sessions are looked at, the sleeping too: consent, reports, who has vanished, who fell silent.
    /// </summary>
    private const long LookEveryUs = 250_000;

    private readonly List<MediaSession>[] _slots = [
        .. Enumerable.Range(0, SlotsInRound).Select(_ => new List<MediaSession>(64))];
    private readonly List<MediaSession> _all = new(256);
    private long _slot;
    private int _awake;
    private long _lookUs;

    /// <summary>Slots that came over a round late: their frames were not sent.</summary>
    public long LateSlots { get; private set; }

    private void Enlist(MediaSession session)
    {
        _all.Add(session);
        if (_all.Count == 1)
            _lookUs = Libc.MonotonicUs() + LookEveryUs;
        Wake(session);
        ArmClock();
    }

    private void Delist(MediaSession session)
    {
        _all.Remove(session);
        Sleep(session);
    }

    /// <summary>Something is to be sent to it or timed for it: it gets a slot until it has nothing to do.</summary>
    public void Wake(MediaSession session)
    {
        if (session.Slot >= 0 || session.Closed)
            return;
        if (_awake++ == 0)
            _slot = Libc.MonotonicUs() / SlotUs;
        session.Slot = PlaceInSlots();
        _slots[session.Slot].Add(session);
        ArmClock();
    }

    private void Sleep(MediaSession session)
    {
        if (session.Slot < 0)
            return;
        _slots[session.Slot].Remove(session);
        session.Slot = -1;
        _awake--;
    }

    private int PlaceInSlots()
    {
        var least = 0;
        for (var i = 0; i < SlotsInRound; i++)
        {
            if (_slots[i].Count is > 0 and < FillSlot)
                return i;
            if (_slots[i].Count < _slots[least].Count)
                least = i;
        }

        return least;
    }

    private void OnTicks(long nowUs)
    {
        if (_awake > 0)
            RunSlots(nowUs / SlotUs, nowUs);
        if (nowUs >= _lookUs)
        {
            _lookUs = nowUs + LookEveryUs;
            Browsers.Tick(nowUs / 1000);
            foreach (var session in _all)
            {
                Look(session, nowUs);
                if (session.Slot < 0)
                    CheckSilence(session, nowUs);
            }
        }

        ArmClock();
    }

    private void RunSlots(long due, long nowUs)
    {
        for (var skipped = due - _slot - SlotsInRound; skipped > 0; skipped--)
        {
            _slot++;
            // Beyond a round an empty slot's lateness is nobody's.
            if (_slots[(int)(_slot % SlotsInRound)].Count > 0)
                LateSlots++;
        }

        while (_slot < due)
        {
            _slot++;
            var sessions = _slots[(int)(_slot % SlotsInRound)];
            var round = _slot / SlotsInRound;
            for (var i = sessions.Count - 1; i >= 0; i--)
            {
                var session = sessions[i];
                OnSlot(session, round, nowUs);
                if (!NeedsClock(session, nowUs))
                    Sleep(session);
            }
        }
    }

    /// <summary>
    /// A browser between two calls, a telephone not yet answered: nothing to send, nothing to time but by the look at
    /// all.
    /// </summary>
    private static bool NeedsClock(MediaSession session, long nowUs) =>
        session.Playing is not null || session.Sources.Count > 0 || session.Recorder is not null
        || session.Secret is not null
        || session.IsSuppressed || session.KeySender.Busy || session.KeyReceiver.Pressed
        || session.Tones is { IsPressed: true }
        || (session.CanSend && (session.Web is null || nowUs - session.SpokeUs <= BrowserSleepUs));

    /// <summary>When the clock has work: the next slot with sessions in it, or the look at all; 0 for never.</summary>
    private long NextDueUs()
    {
        if (_all.Count == 0 && Browsers.IsEmpty)
            return 0;
        if (_awake == 0)
            return _lookUs;
        var next = _slot + 1;
        while (_slots[(int)(next % SlotsInRound)].Count == 0)
            next++;
        return Math.Min(next * SlotUs, _lookUs);
    }

    private void OnSlot(MediaSession session, long round, long nowUs)
    {
        CheckDeadlines(session, nowUs);
        var packet = new Span<byte>(_frame + Headroom, RtpPacket.HeaderLength + FrameSamples);
        var frame = packet[RtpPacket.HeaderLength..];
        if (session.KeySender.Busy)
        {
            SendKey(session, packet, nowUs);
            return;
        }

        var filled = session.IsMixed ? FillMixed(session, frame, round, nowUs)
            : session.Playing is { } playing && FillFrom(session, playing, frame);
        if (!session.CanSend)
            return;
        var hears = session.Sources.Count > 0 && !session.Held;
        if (!filled)
        {
            if (hears && session.Sources[0].IsHeard && session.Out.IsFedByPartner(nowUs, SourcePauseUs))
                return;
            if (session.Web is not null && !hears && nowUs - session.SpokeUs > BrowserSleepUs)
                return;
            frame.Fill(G711Codec.Silence(session.Codec));
        }

        if (filled || hears)
            session.SpokeUs = nowUs;
        SendAudio(session, packet, FrameSamples, session.Out.Clocked(FrameSamples, round, nowUs), nowUs);
    }

    private bool FillFrom(MediaSession session, Playing playing, Span<byte> frame)
    {
        if (playing.Fill(frame, session.Codec))
            return true;
        EndPlaying(session, PlayEnd.Finished);
        return false;
    }

    private void SendKey(MediaSession session, Span<byte> packet, long nowUs)
    {
        if (!session.KeySender.Step(packet[RtpPacket.HeaderLength..], out var first, out var duration)
            || !session.CanSend
            || (session.Web is null && !session.Route.MaySend()))
            return;
        var place = session.Out.Key(first, duration, nowUs);
        RtpPacket.WriteHeader(
            packet, (byte)session.EventPayloadType, place.Marker, place.Sequence, place.Timestamp, session.Out.Ssrc);
        Send(session, packet, RtpPacket.HeaderLength + 4);
    }

    private void CheckDeadlines(MediaSession session, long nowUs)
    {
        if (session.KeyReceiver.GiveUp(nowUs))
            OnKeyReleased(session, session.KeyReceiver.DurationMs, nowUs);
        if (session.Tones is { IsPressed: true } tones && nowUs - session.HeardUs > KeyReceiver.LostEndUs
            && tones.GiveUp())
            OnToneReleased(session, tones, nowUs);

        if (session.Secret is { DeadlineUs: > 0 } secret && nowUs > secret.DeadlineUs)
        {
            secret.End = CollectEnd.TimedOut;
            EndSecret(session);
        }

        if (session.IsSuppressed)
            Unsuppress(session, nowUs);
        CheckSilence(session, nowUs);

        if (session.Recorder is { } recorder)
        {
            recorder.Tick(nowUs);
            if (recorder.TakeGapMs() is > 0 and var gapMs)
                Tell(NoticeKind.RecordingGap, session, recorder.File.RecordingId, 0, gapMs);
        }
    }

    private void CheckSilence(MediaSession session, long nowUs)
    {
        if (session is not { IsSilent: false, WeReceive: true, HeardUs: > 0 }
            || nowUs - session.HeardUs <= _settings.SilentMs * 1000L)
            return;
        session.IsSilent = true;
        Tell(NoticeKind.Silent, session);
    }

    private void EndPlaying(MediaSession session, PlayEnd end)
    {
        if (session.Playing is not { } playing)
            return;
        session.Playing = null;
        if (playing.Id != Playing.OfSecret)
            Tell(NoticeKind.PlayEnded, session, null, playing.Id, (int)end);
        else if (session.Secret is { DeadlineUs: 0 } secret) // however its prompts ended: patience begins
            secret.AwaitFirst(Libc.MonotonicUs());
    }
}
