using TellerLine.Voice.Media.Native;
using TellerLine.Voice.Media.Rtp;

namespace TellerLine.Voice.Media.Engine;

/// <summary>
/// What we send of ourselves: prompts, music, silence, keys. Frames of 20 ms to absolute deadlines, the sessions spread over ten slots of
/// 2 ms, so that a thousand prompts are no burst.
/// </summary>
internal sealed unsafe partial class PacketThread
{
    private const int SlotUs = 2_000, SlotsInRound = 10, FrameSamples = 160;

    /// <summary>A partner quiet for so long is filled with silence: its pause, mute or lost network is no dead line for the other.</summary>
    private const long PartnerPauseUs = 200_000;

    /// <summary>A browser's sender with nothing to say sleeps after so long.</summary>
    private const long BrowserSleepUs = 1_000_000;

    private const int BrowserCheckSlots = 50;

    private readonly List<MediaSession>[] _slots = [.. Enumerable.Range(0, SlotsInRound).Select(_ => new List<MediaSession>(64))];
    private long _slot;
    private int _live;

    /// <summary>Slots that came over a round late: their frames were not sent.</summary>
    public long LateSlots { get; private set; }

    private void Enlist(MediaSession session)
    {
        _slots[session.Index % SlotsInRound].Add(session);
        if (_live++ > 0)
            return;
        _slot = Libc.MonotonicUs() / SlotUs;
        ArmSlots();
    }

    private void Delist(MediaSession session)
    {
        if (_slots[session.Index % SlotsInRound].Remove(session) && --_live == 0)
            ArmSlots();
    }

    private void OnTicks(long nowUs)
    {
        if (_live == 0 || (!_inTicks && Libc.Drain(_ticks) == 0))
            return;
        var due = nowUs / SlotUs;
        if (due - _slot > SlotsInRound)
        {
            LateSlots += due - _slot - SlotsInRound;
            _slot = due - SlotsInRound;
        }

        while (_slot < due)
        {
            _slot++;
            var sessions = _slots[(int)(_slot % SlotsInRound)];
            var round = _slot / SlotsInRound;
            for (var i = 0; i < sessions.Count; i++)
                OnSlot(sessions[i], round, nowUs);
            if (_slot % BrowserCheckSlots == 0)
                Browsers.Tick(nowUs / 1000);
        }
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

        var filled = session.Playing is { } playing && FillFrom(session, playing, frame, nowUs);
        if (!session.CanSend)
            return;
        if (!filled)
        {
            if (session.Partner is not null && session.Out.IsFedByPartner(nowUs, PartnerPauseUs))
                return;
            if (session.Web is not null && session.Partner is null && nowUs - session.SpokeUs > BrowserSleepUs)
                return;
            frame.Fill(G711Codec.Silence(session.Codec));
        }

        if (filled || session.Partner is not null)
            session.SpokeUs = nowUs;
        SendAudio(session, packet, FrameSamples, session.Out.Clocked(FrameSamples, round, nowUs), nowUs);
    }

    private bool FillFrom(MediaSession session, Playing playing, Span<byte> frame, long nowUs)
    {
        if (playing.Fill(frame, session.Codec))
            return true;
        EndPlaying(session, PlayEnd.Finished);
        if (playing.Id == Playing.OfSecret && session.Secret is { DeadlineUs: 0 } secret)
            secret.AwaitFirst(nowUs);
        return false;
    }

    private void SendKey(MediaSession session, Span<byte> packet, long nowUs)
    {
        if (!session.KeySender.Step(packet[RtpPacket.HeaderLength..], out var first, out var duration) || !session.CanSend)
            return;
        var place = session.Out.Key(first, duration, nowUs);
        RtpPacket.WriteHeader(packet, (byte)session.EventPayloadType, place.Marker, place.Sequence, place.Timestamp, session.Out.Ssrc);
        Send(session, packet, RtpPacket.HeaderLength + 4);
    }

    private void CheckDeadlines(MediaSession session, long nowUs)
    {
        if (session.KeyReceiver.GiveUp(nowUs))
            OnKeyReleased(session, session.KeyReceiver.DurationMs, nowUs);

        if (session.Secret is { DeadlineUs: > 0 } secret && nowUs > secret.DeadlineUs)
        {
            secret.End = CollectEnd.TimedOut;
            EndSecret(session);
        }

        if (session is { IsSilent: false, WeReceive: true, HeardUs: > 0 } && nowUs - session.HeardUs > _settings.SilentMs * 1000L)
        {
            session.IsSilent = true;
            Tell(NoticeKind.Silent, session);
        }

        if (session.Recorder is { } recorder)
        {
            recorder.Tick(nowUs);
            if (recorder.TakeGapMs() is > 0 and var gapMs)
                Tell(NoticeKind.RecordingGap, session, recorder.File.RecordingId, 0, gapMs);
        }
    }

    private void EndPlaying(MediaSession session, PlayEnd end)
    {
        if (session.Playing is not { } playing)
            return;
        session.Playing = null;
        if (playing.Id != Playing.OfSecret)
            Tell(NoticeKind.PlayEnded, session, null, playing.Id, (int)end);
    }
}
