using System.Buffers.Binary;

namespace TellerLine.Voice.WebRtc.Srtp;

/// <summary>What is known of one SSRC (RFC 3711 §3.2.3: rollover counter and replay list are a stream's own).</summary>
internal struct SrtpStream
{
    public uint Ssrc;
    public ReplayWindow Window;
    public long Used;
}

/// <summary>
/// A connection's streams: one, in practice, and a few when a peer changes its SSRC. Bounded: a new one takes the place
/// of the one longest unused.
/// </summary>
internal sealed class SrtpStreams
{
    private const int Max = 4;

    private readonly SrtpStream[] _streams = new SrtpStream[Max];
    private long _uses;

    /// <summary>The stream's place, or the place a new one would take; nothing is changed.</summary>
    public ref SrtpStream Find(uint ssrc, out bool known)
    {
        var oldest = 0;
        for (var i = 0; i < Max; i++)
        {
            ref var stream = ref _streams[i];
            if (stream.Used > 0 && stream.Ssrc == ssrc)
            {
                known = true;
                return ref stream;
            }

            if (stream.Used < _streams[oldest].Used)
                oldest = i;
        }

        known = false;
        return ref _streams[oldest];
    }

    public void Keep(ref SrtpStream stream, uint ssrc, in ReplayWindow window)
    {
        stream.Ssrc = ssrc;
        stream.Window = window;
        stream.Used = ++_uses;
    }
}

/// <summary>RFC 3550 §5.1.</summary>
internal static class RtpHeader
{
    private const int Fixed = 12;

    /// <returns>Octets of the header with CSRCs and extension, or -1 when it is no RTP packet.</returns>
    public static int Length(ReadOnlySpan<byte> packet)
    {
        if (packet.Length < Fixed || packet[0] >> 6 != 2)
            return -1;
        var length = Fixed + (4 * (packet[0] & 0x0F));
        if ((packet[0] & 0x10) != 0)
        {
            if (packet.Length < length + 4)
                return -1;
            length += 4 + (4 * BinaryPrimitives.ReadUInt16BigEndian(packet[(length + 2)..]));
        }

        return length <= packet.Length ? length : -1;
    }
}
