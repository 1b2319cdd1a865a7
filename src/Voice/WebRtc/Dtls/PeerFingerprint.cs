using System.Security.Cryptography;

namespace TellerLine.Voice.WebRtc.Dtls;

/// <summary>
/// The SDP's <c>a=fingerprint</c> (RFC 8122 §5): all the trust there is in a browser's self-signed certificate.
/// </summary>
internal static class PeerFingerprint
{
    /// <param name="fingerprint"><c>sha-256 AA:BB:…</c>; also sha-384 and sha-512. Weaker hashes match nothing.</param>
    public static bool Matches(string fingerprint, ReadOnlySpan<byte> certificateDer)
    {
        var space = fingerprint.IndexOf(' ', StringComparison.Ordinal);
        if (space < 0 || certificateDer.IsEmpty)
            return false;
        Span<byte> digest = stackalloc byte[SHA512.HashSizeInBytes];
        var size = fingerprint[..space].ToLowerInvariant() switch
        {
            "sha-256" => SHA256.HashData(certificateDer, digest),
            "sha-384" => SHA384.HashData(certificateDer, digest),
            "sha-512" => SHA512.HashData(certificateDer, digest),
            _ => 0,
        };
        return size > 0 && string.Equals(
            fingerprint[(space + 1)..].Trim(), DtlsCertificate.Format(digest[..size]),
            StringComparison.OrdinalIgnoreCase);
    }
}
