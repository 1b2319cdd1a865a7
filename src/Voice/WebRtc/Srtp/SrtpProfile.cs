using System.Security.Cryptography;

namespace TellerLine.Voice.WebRtc.Srtp;

/// <summary>The protection profiles we take, by their DTLS-SRTP numbers (RFC 5764 §4.1.2, RFC 7714 §14.2).</summary>
internal enum SrtpProfile
{
    Aes128CmSha1Tag80 = 0x0001,
    AeadAes128Gcm = 0x0007,
}

/// <summary>One direction's master key and salt.</summary>
internal readonly ref struct SrtpMaster(SrtpProfile profile, ReadOnlySpan<byte> key, ReadOnlySpan<byte> salt)
{
    public const int KeySize = 16;

    public SrtpProfile Profile => profile;

    public ReadOnlySpan<byte> Key { get; } = key;

    public ReadOnlySpan<byte> Salt { get; } = salt;

    /// <summary>Octets of a profile's salt: 112 bits in counter mode, 96 in GCM.</summary>
    public static int SaltSize(SrtpProfile profile) => profile == SrtpProfile.AeadAes128Gcm ? 12 : 14;

    /// <summary>
    /// Octets the DTLS exporter is asked for: client key, server key, client salt, server salt (RFC 5764 §4.2).
    /// </summary>
    public static int MaterialSize(SrtpProfile profile) => 2 * (KeySize + SaltSize(profile));

    public static SrtpMaster OfClient(SrtpProfile profile, ReadOnlySpan<byte> material) =>
        new(profile, material[..KeySize], material.Slice(2 * KeySize, SaltSize(profile)));

    public static SrtpMaster OfServer(SrtpProfile profile, ReadOnlySpan<byte> material) =>
        new(profile, material[KeySize..(2 * KeySize)],
            material.Slice((2 * KeySize) + SaltSize(profile), SaltSize(profile)));

    /// <summary>The session keys of RTP or RTCP.</summary>
    public SrtpTransform Derive(bool rtcp) =>
        profile == SrtpProfile.AeadAes128Gcm ? new GcmTransform(this, rtcp) : new CounterModeTransform(this, rtcp);

    /// <summary>
    /// The key derivation of RFC 3711 §4.3 with a rate of 0: AES in counter mode over the label and the salt. A GCM
    /// salt is filled up to 112 bits with zeros on the right (RFC 7714 §11).
    /// </summary>
    public void DeriveKey(SrtpLabel label, Span<byte> key)
    {
        Span<byte> iv = stackalloc byte[AesCounter.BlockSize];
        iv.Clear();
        Salt.CopyTo(iv);
        iv[7] ^= (byte)label;
        key.Clear();
        using var aes = new AesCounter(Key);
        aes.Apply(iv, key);
    }
}

/// <summary>RFC 3711 §4.3.2.</summary>
internal enum SrtpLabel : byte
{
    RtpEncryption,
    RtpAuthentication,
    RtpSalt,
    RtcpEncryption,
    RtcpAuthentication,
    RtcpSalt,
}
