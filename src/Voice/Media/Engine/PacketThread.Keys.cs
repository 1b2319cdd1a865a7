using System.Buffers.Binary;
using TellerLine.Voice.Media.Rtp;
using TellerLine.Voice.Media.Tones;

namespace TellerLine.Voice.Media.Engine;

/// <summary>Keys: from RFC 4733 packets, SIP INFO or tones in the audio to the story, or into a secret.</summary>
internal sealed unsafe partial class PacketThread
{
    /// <summary>
    /// How long after a secret's last key what the party sends is still kept back: a telephone that sends its keys by
    /// SIP INFO sings them in-band besides, and the tone is later than the message.
    /// </summary>
    public const long SecretTailUs = 300_000;

    /// <summary>A key by SIP INFO this long after a sung one is the same.</summary>
    private const long SameKeyUs = 1_000_000;

    private void OnKeyPacket(MediaSession session, Span<byte> datagram, in RtpPacket packet, bool late, long nowUs)
    {
        var payload = datagram.Slice(packet.PayloadOffset, packet.PayloadLength);
        if (payload.Length >= 4 && KeySender.KeyOf(payload[0]) != 0)
        {
            var cell = session.Keys;
            var same = cell.Pressed == KeySender.KeyOf(payload[0]);
            var duration = BinaryPrimitives.ReadUInt16BigEndian(payload[2..]);
            var earlierMs = session.KeyReceiver.DurationMs;
            var steps = session.KeyReceiver.On(
                packet.Ssrc, packet.Timestamp, (payload[1] & 0x80) != 0, duration, same, late, nowUs);
            if ((steps & KeySteps.EarlierEnded) != 0)
                OnKeyReleased(session, earlierMs, nowUs);
            if ((steps & KeySteps.Started) != 0)
                OnKeyPressed(session, KeySender.KeyOf(payload[0]));
            if ((steps & KeySteps.Ended) != 0)
                OnKeyReleased(session, session.KeyReceiver.DurationMs, nowUs);
        }

        // It may hold a digit of a secret, or its repeated end: it must not wait in the buffer for the next packet to
        // cover it.
        datagram.Clear();
    }

    private void OnInjected(MediaSession session)
    {
        while (session.Keys.TakeInjected())
        {
            if (session.Tones is { } tones && !session.TellsKeys && WasSung(session, tones))
                continue;
            OnKeyPressed(session, session.Keys.Pressed);
            OnKeyReleased(session, 0, Native.Libc.MonotonicUs());
        }
    }

    /// <summary>
    /// The first key by SIP INFO: was it heard in the audio before, and told? From now on INFO alone counts.
    /// </summary>
    private static bool WasSung(MediaSession session, ToneKeys tones)
    {
        session.TellsKeys = true;
        var wasTold = !tones.IsPressed && session.SungUs > 0
            && Native.Libc.MonotonicUs() - session.SungUs < SameKeyUs;
        tones.Clear();
        if (wasTold)
            session.Keys.Pressed = 0;
        return wasTold;
    }

    private void OnTones(
        MediaSession session, ToneKeys tones, uint timestamp, ReadOnlySpan<byte> payload, G711 law, long nowUs)
    {
        tones.Begin(timestamp, payload.Length);
        while (tones.Next(ref payload, law) is not ToneStep.None and var step)
        {
            if (step == ToneStep.Pressed)
                OnKeyPressed(session, tones.Key);
            else
                OnToneReleased(session, tones, nowUs);
        }
    }

    private void OnLine(MediaSession session, uint timestamp, ReadOnlySpan<byte> payload, G711 law)
    {
        if (session.Line!.Hear(payload, law, timestamp) is { } sound)
            Tell(NoticeKind.Line, session, null, 0, (int)sound);
        if (session.Line.IsOver)
            session.Line = null;
    }

    private void OnToneReleased(MediaSession session, ToneKeys tones, long nowUs)
    {
        session.SungUs = nowUs;
        var isSecret = session.KeyIsSecret || session.Secret is not null;
        OnKeyReleased(session, tones.DurationMs, nowUs);
        if (isSecret)
            tones.Clear();
    }

    private void OnKeyPressed(MediaSession session, byte key)
    {
        session.Keys.Pressed = key;
        session.KeyIsSecret = session.Secret is not null || session.SecretLeft;
        Wake(session);
        if (session.Secret is not null && SecretEntry.MeansNothing(session.Keys, key))
            return;
        if (session.Playing is { } playing && playing.IsInterruptedBy(key))
            EndPlaying(session, PlayEnd.Interrupted);
    }

    private void OnKeyReleased(MediaSession session, int durationMs, long nowUs)
    {
        var cell = session.Keys;
        var secret = session.Secret;
        if (secret is not null || session.KeyIsSecret)
            session.SecretKeyEndUs = nowUs;
        if (secret is not null)
        {
            if (secret.On(cell, cell.Pressed, nowUs))
                EndSecret(session);
            else
                Tell(NoticeKind.SecretCount, session, null, cell.Count);
        }
        else if (!session.KeyIsSecret)
        {
            Tell(NoticeKind.Key, session, null, cell.Pressed, durationMs);
        }

        cell.Pressed = 0;
        session.KeyIsSecret = false;
    }

    /// <summary>The digits now belong to the event thread, which sends and zeroes them.</summary>
    private void EndSecret(MediaSession session)
    {
        var secret = session.Secret!;
        session.Secret = null;
        if (session.Playing is { Id: Playing.OfSecret })
            session.Playing = null;
        session.SecretLeaving = true;
        Tell(NoticeKind.SecretDone, session, secret);
    }

    /// <summary>Of a party that sends its keys apart nothing has to be hidden.</summary>
    public static void HideSungKeys(MediaSession session, bool on)
    {
        var nowUs = Native.Libc.MonotonicUs();
        if (on && session.Tones is not null)
        {
            session.HidesSungKeys = true;
            Suppress(session, nowUs);
        }
        else if (session.HidesSungKeys)
        {
            session.HidesSungKeys = false;
            // The tone that ended the entry may still sound.
            session.SecretKeyEndUs = nowUs;
        }
    }

    private static void Suppress(MediaSession session, long nowUs)
    {
        session.IsSuppressed = true;
        session.Voice.Buffer.Clear();
        session.Recorder?.Suppress(true, nowUs);
    }

    private static void Unsuppress(MediaSession session, long nowUs)
    {
        if (session.Secret is not null || session.SecretLeft || session.KeyIsSecret || session.HidesSungKeys
            || nowUs - session.SecretKeyEndUs < SecretTailUs)
            return;
        session.IsSuppressed = false;
        session.Recorder?.Suppress(false, nowUs);
    }
}
