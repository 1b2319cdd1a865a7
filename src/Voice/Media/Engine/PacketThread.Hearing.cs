using TellerLine.Voice.Media.Mixing;
using TellerLine.Voice.Media.Rtp;

namespace TellerLine.Voice.Media.Engine;

/// <summary>
/// Who hears whom. A leg that hears one other gets its packets as they are, and no clock; one that hears several gets a
/// mix of them, every 20 ms, while it does. Orders take effect between two packets.
/// </summary>
internal sealed unsafe partial class PacketThread
{
    private readonly HearsMatrix _matrix = new();
    private readonly Mix _mix = new();

    /// <summary>
    /// From the next packet on these listeners hear these sources. What a listener was playing ends when it hears
    /// somebody it did not, unless it plays over, belongs to a secret, or the leg is held.
    /// </summary>
    public void Connect(Heard[] hearings)
    {
        _matrix.Set(hearings);
        foreach (var hearing in hearings)
            if (hearing.IsChange)
                EndReplaced(hearing.Listener);
        Gather(hearings);
    }

    /// <summary>
    /// Each hears the other from the next packet on; what either was playing stops, earlier partners are left.
    /// </summary>
    public void Bridge(MediaSession a, MediaSession b, Heard[] eachOther)
    {
        if (a == b)
            throw new MediaException("a leg cannot be bridged with itself");
        Unbridge(a);
        Unbridge(b);
        EndPlaying(a, PlayEnd.Stopped);
        EndPlaying(b, PlayEnd.Stopped);
        _matrix.Set(eachOther);
        Wake(b);
    }

    public void Unbridge(MediaSession session)
    {
        session.Held = false;
        _matrix.Part(session);
    }

    public static void Hold(MediaSession session, bool on)
    {
        session.Held = on;
        session.SecretLeft &= on;
        session.Voice.Buffer.Clear();
    }

    public static void Mute(MediaSession session, bool on)
    {
        session.Muted = on;
        session.Voice.Buffer.Clear();
    }

    private void EndReplaced(MediaSession listener)
    {
        if (listener is { Held: false, Sources.Count: > 0, Playing: { Over: false, Id: not Playing.OfSecret } })
            EndPlaying(listener, PlayEnd.Stopped);
        Wake(listener);
    }

    private void PassOn(
        MediaSession from, Span<byte> datagram, in RtpPacket packet, G711 law, bool anew, long nowUs)
    {
        var length = packet.PayloadLength;
        // A new header goes where the old one ended, right before the payload: nothing is copied for one listener, and
        // for the last of several.
        var whole = datagram.Slice(packet.PayloadOffset - RtpPacket.HeaderLength, RtpPacket.HeaderLength + length);
        var last = from.Listeners.Count - 1;
        var isPut = false;
        for (var i = 0; i <= last; i++)
        {
            var listener = from.Listeners[i];
            if (listener.IsMixed)
            {
                if (!isPut)
                {
                    from.Voice.Put(
                        packet, whole[RtpPacket.HeaderLength..], law, anew, nowUs, NextSlotUs(listener),
                        from.In.JitterSamples);
                }

                isPut = true;
                continue;
            }

            if (!listener.IsPassedThrough
                || !listener.Out.Relayed(
                    packet.Ssrc, packet.Sequence, packet.Timestamp, length, anew, nowUs, out var place))
                continue;
            var own = i == last ? whole : CopyOf(whole);
            G711Codec.Transcode(own[RtpPacket.HeaderLength..], law, listener.Codec);
            SendAudio(listener, own, length, place, nowUs);
        }
    }

    /// <summary>A packet that is passed to nobody (a key): it is not missing in what they hear.</summary>
    private static void PassNoAudio(MediaSession from, in RtpPacket packet)
    {
        from.Voice.Buffer.Skip(packet.Ssrc, packet.Sequence);
        foreach (var listener in from.Listeners.All)
            listener.Out.Skip();
    }

    /// <summary>In a buffer with room behind it, where the next one's may be encrypted in place.</summary>
    private Span<byte> CopyOf(ReadOnlySpan<byte> packet)
    {
        var copy = new Span<byte>(_copy + Headroom, packet.Length);
        packet.CopyTo(copy);
        return copy;
    }

    private bool FillMixed(MediaSession session, Span<byte> frame, long round, long nowUs)
    {
        _mix.Begin();
        foreach (var source in session.Sources.All)
        {
            if (source.Voice.TryTake(round, nowUs, out var voice) && source.IsHeard)
                _mix.Add(voice);
        }

        if (session.Playing is { } playing && FillFrom(session, playing, frame))
            _mix.Add(frame, session.Codec);
        _mix.Encode(frame, session.Codec);
        return true;
    }
}
