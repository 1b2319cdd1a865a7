using System.Buffers.Binary;
using System.Security.Cryptography;
using static TellerLine.Voice.WebRtc.Stun.StunWords;

namespace TellerLine.Voice.WebRtc.Stun;

/// <summary>
/// Writes one STUN message into a buffer, attribute by attribute; <see cref="Length"/> is always a whole message.
/// </summary>
internal ref struct StunWriter
{
    private readonly Span<byte> _buffer;

    public StunWriter(Span<byte> buffer, ushort type, ReadOnlySpan<byte> transactionId)
    {
        _buffer = buffer;
        BinaryPrimitives.WriteUInt16BigEndian(buffer, type);
        BinaryPrimitives.WriteUInt32BigEndian(buffer[4..], MagicCookie);
        transactionId.CopyTo(buffer[8..]);
        Length = HeaderSize;
        WriteLength(Length);
    }

    public int Length { get; private set; }

    /// <summary>
    /// RFC 8489 §14.2: the port under the cookie's upper half, the address under cookie and transaction.
    /// </summary>
    public void XorMappedAddress(in PeerAddress address)
    {
        var value = Attribute(StunWords.XorMappedAddress, address.IsV6 ? 20 : 8);
        value[0] = 0;
        value[1] = (byte)(address.IsV6 ? 2 : 1);
        BinaryPrimitives.WriteUInt16BigEndian(value[2..], (ushort)(address.Port ^ (MagicCookie >> 16)));
        if (!address.IsV6)
        {
            BinaryPrimitives.WriteUInt32BigEndian(value[4..], (uint)address.Ip ^ MagicCookie);
            return;
        }

        BinaryPrimitives.WriteUInt128BigEndian(value[4..], address.Ip);
        for (var i = 0; i < 16; i++)
            value[4 + i] ^= _buffer[4 + i];
    }

    /// <param name="reason">ASCII, for the reader of a trace.</param>
    public void ErrorCode(int code, scoped ReadOnlySpan<byte> reason)
    {
        var value = Attribute(StunWords.ErrorCode, 4 + reason.Length);
        value[0] = value[1] = 0;
        value[2] = (byte)(code / 100);
        value[3] = (byte)(code % 100);
        reason.CopyTo(value[4..]);
    }

    public void UnknownAttributes(scoped ReadOnlySpan<ushort> types)
    {
        var value = Attribute(StunWords.UnknownAttributes, 2 * types.Length);
        for (var i = 0; i < types.Length; i++)
            BinaryPrimitives.WriteUInt16BigEndian(value[(2 * i)..], types[i]);
    }

    public void Text(ushort type, scoped ReadOnlySpan<byte> text) => text.CopyTo(Attribute(type, text.Length));

    public void MessageIntegrity(scoped ReadOnlySpan<byte> password)
    {
        var covered = Length;
        var value = Attribute(StunWords.MessageIntegrity, IntegritySize);
#pragma warning disable CA5350 // The algorithm is the protocol's (RFC 8489 §14.5).
        HMACSHA1.HashData(password, _buffer[..covered], value);
#pragma warning restore CA5350
    }

    /// <summary>Last.</summary>
    public void Fingerprint()
    {
        var covered = Length;
        var value = Attribute(StunWords.Fingerprint, 4);
        BinaryPrimitives.WriteUInt32BigEndian(value, Crc32.Of(_buffer[..covered]) ^ FingerprintMask);
    }

    /// <summary>
    /// An attribute's header and padding, its value's place, and the message's length counting it in (RFC 8489 §14.5
    /// needs it first).
    /// </summary>
    private Span<byte> Attribute(ushort type, int length)
    {
        var padded = (length + 3) & ~3;
        var attribute = _buffer.Slice(Length, 4 + padded);
        BinaryPrimitives.WriteUInt16BigEndian(attribute, type);
        BinaryPrimitives.WriteUInt16BigEndian(attribute[2..], (ushort)length);
        attribute[(4 + length)..].Clear();
        Length += attribute.Length;
        WriteLength(Length);
        return attribute.Slice(4, length);
    }

    private readonly void WriteLength(int length) =>
        BinaryPrimitives.WriteUInt16BigEndian(_buffer[2..], (ushort)(length - HeaderSize));
}
