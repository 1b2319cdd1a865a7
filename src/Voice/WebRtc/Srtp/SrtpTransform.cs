namespace TellerLine.Voice.WebRtc.Srtp;

/// <summary>
/// Protects packets under one direction's session keys of RTP or of RTCP, in place. Which packet it is (its 48-bit
/// index, the SRTCP index) is the caller's knowledge. One thread at a time.
/// </summary>
internal abstract class SrtpTransform : IDisposable
{
    /// <summary>Octets of the SRTCP index word with its E flag (RFC 3711 §3.4).</summary>
    public const int IndexSize = 4;

    /// <summary>The E flag: encrypted. We always do, and take nothing else.</summary>
    public const uint Encrypted = 0x8000_0000;

    public abstract int TagSize { get; }

    /// <param name="header">Octets left in clear.</param>
    /// <param name="index">2^16 × rollover counter + sequence number (RFC 3711 §3.3.1).</param>
    /// <returns>The protected length.</returns>
    public abstract int ProtectRtp(Span<byte> buffer, int header, int length, uint ssrc, ulong index);

    /// <returns>The plain length, or -1 when the tag is wrong; the packet is then unchanged or cleared.</returns>
    public abstract int UnprotectRtp(Span<byte> packet, int header, uint ssrc, ulong index);

    /// <param name="index">31 bits.</param>
    public abstract int ProtectRtcp(Span<byte> buffer, int length, uint ssrc, uint index);

    /// <param name="index">The index word of the packet, without its flag.</param>
    public abstract int UnprotectRtcp(Span<byte> packet, uint ssrc, uint index);

    /// <summary>
    /// Where the index word of a protected RTCP packet lies: before the tag in counter mode, behind it in GCM.
    /// </summary>
    public abstract int IndexAt(int length);

    public abstract void Dispose();
}
