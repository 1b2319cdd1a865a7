using System.Buffers.Binary;
using System.Security.Cryptography;

namespace TellerLine.Voice.WebRtc.Srtp;

/// <summary>AEAD_AES_128_GCM for SRTP and SRTCP (RFC 7714 §8, §9).</summary>
internal sealed class GcmTransform : SrtpTransform
{
    private const int RtcpHeader = 8, Tag = 16, NonceSize = 12;

    private readonly AesGcm _aes;
    private readonly byte[] _salt = new byte[NonceSize];

    public GcmTransform(in SrtpMaster master, bool rtcp)
    {
        Span<byte> key = stackalloc byte[SrtpMaster.KeySize];
        master.DeriveKey(rtcp ? SrtpLabel.RtcpEncryption : SrtpLabel.RtpEncryption, key);
        master.DeriveKey(rtcp ? SrtpLabel.RtcpSalt : SrtpLabel.RtpSalt, _salt);
        _aes = new AesGcm(key, Tag);
        CryptographicOperations.ZeroMemory(key);
    }

    /// <summary>With session keys as given: RFC 7714's vectors name those, not master keys.</summary>
    internal GcmTransform(ReadOnlySpan<byte> sessionKey, ReadOnlySpan<byte> sessionSalt)
    {
        _aes = new AesGcm(sessionKey, Tag);
        sessionSalt.CopyTo(_salt);
    }

    public override int TagSize => Tag;

    public override int ProtectRtp(Span<byte> buffer, int header, int length, uint ssrc, ulong index)
    {
        Span<byte> nonce = stackalloc byte[NonceSize];
        RtpNonce(nonce, ssrc, index);
        var payload = buffer[header..length];
        _aes.Encrypt(nonce, payload, payload, buffer.Slice(length, Tag), buffer[..header]);
        return length + Tag;
    }

    public override int UnprotectRtp(Span<byte> packet, int header, uint ssrc, ulong index)
    {
        var length = packet.Length - Tag;
        if (length < header)
            return -1;
        Span<byte> nonce = stackalloc byte[NonceSize];
        RtpNonce(nonce, ssrc, index);
        return Decrypt(nonce, packet[header..length], packet[length..], packet[..header]) ? length : -1;
    }

    public override int ProtectRtcp(Span<byte> buffer, int length, uint ssrc, uint index)
    {
        Span<byte> nonce = stackalloc byte[NonceSize];
        RtcpNonce(nonce, ssrc, index);
        Span<byte> associated = stackalloc byte[RtcpHeader + IndexSize];
        Associated(associated, buffer, index);
        var payload = buffer[RtcpHeader..length];
        _aes.Encrypt(nonce, payload, payload, buffer.Slice(length, Tag), associated);
        BinaryPrimitives.WriteUInt32BigEndian(buffer[(length + Tag)..], index | Encrypted);
        return length + Tag + IndexSize;
    }

    public override int UnprotectRtcp(Span<byte> packet, uint ssrc, uint index)
    {
        var length = packet.Length - IndexSize - Tag;
        if (length < RtcpHeader)
            return -1;
        Span<byte> nonce = stackalloc byte[NonceSize];
        RtcpNonce(nonce, ssrc, index);
        Span<byte> associated = stackalloc byte[RtcpHeader + IndexSize];
        Associated(associated, packet, index);
        return Decrypt(nonce, packet[RtcpHeader..length], packet.Slice(length, Tag), associated) ? length : -1;
    }

    public override int IndexAt(int length) => length - IndexSize;

    public override void Dispose() => _aes.Dispose();

    /// <summary>
    /// A wrong tag is an exception in .NET; a forged packet may cost one but must not leave this class as one.
    /// </summary>
    private bool Decrypt(
        ReadOnlySpan<byte> nonce, Span<byte> payload, ReadOnlySpan<byte> tag, ReadOnlySpan<byte> associated)
    {
        try
        {
            _aes.Decrypt(nonce, payload, tag, payload, associated);
            return true;
        }
        catch (AuthenticationTagMismatchException)
        {
            return false;
        }
    }

    /// <summary>RFC 7714 §8.1: two zero octets, SSRC, rollover counter, sequence number; under the salt.</summary>
    private void RtpNonce(Span<byte> nonce, uint ssrc, ulong index)
    {
        BinaryPrimitives.WriteUInt16BigEndian(nonce, 0);
        BinaryPrimitives.WriteUInt32BigEndian(nonce[2..], ssrc);
        BinaryPrimitives.WriteUInt32BigEndian(nonce[6..], (uint)(index >> 16));
        BinaryPrimitives.WriteUInt16BigEndian(nonce[10..], (ushort)index);
        AddSalt(nonce);
    }

    /// <summary>RFC 7714 §9.1: two zero octets, SSRC, two zero octets, the SRTCP index; under the salt.</summary>
    private void RtcpNonce(Span<byte> nonce, uint ssrc, uint index)
    {
        nonce.Clear();
        BinaryPrimitives.WriteUInt32BigEndian(nonce[2..], ssrc);
        BinaryPrimitives.WriteUInt32BigEndian(nonce[8..], index);
        AddSalt(nonce);
    }

    /// <summary>RFC 7714 §9.2: the first eight octets and the index word with its flag.</summary>
    private static void Associated(Span<byte> associated, ReadOnlySpan<byte> packet, uint index)
    {
        packet[..RtcpHeader].CopyTo(associated);
        BinaryPrimitives.WriteUInt32BigEndian(associated[RtcpHeader..], index | Encrypted);
    }

    private void AddSalt(Span<byte> nonce)
    {
        for (var i = 0; i < NonceSize; i++)
            nonce[i] ^= _salt[i];
    }
}
