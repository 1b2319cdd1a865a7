using System.Buffers.Binary;
using System.Security.Cryptography;

namespace TellerLine.Voice.WebRtc.Srtp;

/// <summary>AES_CM_128_HMAC_SHA1_80 (RFC 3711 §4.1.1, §4.2.1).</summary>
internal sealed class CounterModeTransform : SrtpTransform
{
    /// <summary>RTCP's first header and SSRC stay in clear.</summary>
    private const int RtcpHeader = 8;

    private const int Tag = 10, AuthenticationKeySize = 20;

    private readonly AesCounter _aes;
    private readonly IncrementalHash _hmac;
    private readonly byte[] _salt = new byte[AesCounter.BlockSize];

    public CounterModeTransform(in SrtpMaster master, bool rtcp)
    {
        Span<byte> keys = stackalloc byte[SrtpMaster.KeySize + AuthenticationKeySize];
        var encryption = keys[..SrtpMaster.KeySize];
        var authentication = keys[SrtpMaster.KeySize..];
        master.DeriveKey(rtcp ? SrtpLabel.RtcpEncryption : SrtpLabel.RtpEncryption, encryption);
        master.DeriveKey(rtcp ? SrtpLabel.RtcpAuthentication : SrtpLabel.RtpAuthentication, authentication);
        master.DeriveKey(rtcp ? SrtpLabel.RtcpSalt : SrtpLabel.RtpSalt, _salt.AsSpan(0, 14));
        _aes = new AesCounter(encryption);
#pragma warning disable CA5350 // The algorithm is the protocol's (RFC 3711 §4.2.1).
        _hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA1, authentication);
#pragma warning restore CA5350
        CryptographicOperations.ZeroMemory(keys);
    }

    public override int TagSize => Tag;

    public override int ProtectRtp(Span<byte> buffer, int header, int length, uint ssrc, ulong index)
    {
        Encrypt(buffer[header..length], ssrc, index);
        Authenticate(buffer[..length], (uint)(index >> 16), buffer.Slice(length, Tag));
        return length + Tag;
    }

    public override int UnprotectRtp(Span<byte> packet, int header, uint ssrc, ulong index)
    {
        var length = packet.Length - Tag;
        if (length < header)
            return -1;
        Span<byte> tag = stackalloc byte[Tag];
        Authenticate(packet[..length], (uint)(index >> 16), tag);
        if (!CryptographicOperations.FixedTimeEquals(tag, packet[length..]))
            return -1;
        Encrypt(packet[header..length], ssrc, index);
        return length;
    }

    public override int ProtectRtcp(Span<byte> buffer, int length, uint ssrc, uint index)
    {
        Encrypt(buffer[RtcpHeader..length], ssrc, index);
        BinaryPrimitives.WriteUInt32BigEndian(buffer[length..], index | Encrypted);
        length += IndexSize;
        Authenticate(buffer[..length], null, buffer.Slice(length, Tag));
        return length + Tag;
    }

    public override int UnprotectRtcp(Span<byte> packet, uint ssrc, uint index)
    {
        var authenticated = packet.Length - Tag;
        var length = authenticated - IndexSize;
        if (length < RtcpHeader)
            return -1;
        Span<byte> tag = stackalloc byte[Tag];
        Authenticate(packet[..authenticated], null, tag);
        if (!CryptographicOperations.FixedTimeEquals(tag, packet[authenticated..]))
            return -1;
        Encrypt(packet[RtcpHeader..length], ssrc, index);
        return length;
    }

    public override int IndexAt(int length) => length - Tag - IndexSize;

    public override void Dispose()
    {
        _aes.Dispose();
        _hmac.Dispose();
    }

    /// <summary>
    /// IV = salt × 2^16 ⊕ SSRC × 2^64 ⊕ index × 2^16 (RFC 3711 §4.1.1); its last 16 bits count the blocks.
    /// </summary>
    private void Encrypt(Span<byte> payload, uint ssrc, ulong index)
    {
        Span<byte> iv = stackalloc byte[AesCounter.BlockSize];
        _salt.CopyTo(iv);
        var middle = iv[4..12];
        BinaryPrimitives.WriteUInt64BigEndian(
            middle, BinaryPrimitives.ReadUInt64BigEndian(middle) ^ ((ulong)ssrc << 32) ^ (index >> 16));
        var low = iv[12..14];
        BinaryPrimitives.WriteUInt16BigEndian(low, (ushort)(BinaryPrimitives.ReadUInt16BigEndian(low) ^ index));
        _aes.Apply(iv, payload);
    }

    /// <param name="rollover">RTP authenticates the rollover counter behind the packet; RTCP has its index in
    /// it.</param>
    private void Authenticate(ReadOnlySpan<byte> packet, uint? rollover, Span<byte> tag)
    {
        _hmac.AppendData(packet);
        Span<byte> mac = stackalloc byte[20];
        if (rollover is { } roc)
        {
            BinaryPrimitives.WriteUInt32BigEndian(mac, roc);
            _hmac.AppendData(mac[..4]);
        }

        _hmac.GetHashAndReset(mac);
        mac[..Tag].CopyTo(tag);
    }
}
