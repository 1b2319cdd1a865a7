using System.Security.Cryptography;

namespace TellerLine.Voice.WebRtc.Dtls;

/// <summary>What all handshakes of a process share: certificate, version, suites, SRTP profiles.</summary>
internal sealed unsafe class DtlsContext : IDisposable
{
    /// <summary>
    /// GCM first: as cheap as counter mode with HMAC-SHA1, with a longer tag
    /// (<c>docs/decisions/0003-webrtc-on-openssl.md</c>).
    /// </summary>
    public const string BothProfiles = "SRTP_AEAD_AES_128_GCM:SRTP_AES128_CM_SHA1_80";

    /// <summary>ECDSA with forward secrecy only; the first is the one RFC 8827 §6.5 requires.</summary>
    private const string Suites =
        "ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-ECDSA-AES256-GCM-SHA384:ECDHE-ECDSA-CHACHA20-POLY1305:ECDHE-ECDSA-AES128-SHA";

    /// <param name="client">The active side: tests only, in production we are always passive.</param>
    public DtlsContext(DtlsCertificate certificate, string profiles = BothProfiles, bool client = false)
    {
        IsClient = client;
        Handle = OpenSsl.SSL_CTX_new(client ? OpenSsl.DTLS_client_method() : OpenSsl.DTLS_server_method());
        if (Handle == 0)
            throw new CryptographicException("OpenSSL gives no DTLS context: " + OpenSsl.LastError());
        OpenSsl.SSL_CTX_set_options(Handle, OpenSsl.OpNoQueryMtu | OpenSsl.OpNoTicket | OpenSsl.OpNoRenegotiation);
        OpenSsl.SSL_CTX_ctrl(Handle, OpenSsl.CtrlMode, OpenSsl.ModeReleaseBuffers, 0);
        OpenSsl.SSL_CTX_ctrl(Handle, OpenSsl.CtrlSessionCacheMode, OpenSsl.SessionCacheOff, 0);
        OpenSsl.SSL_CTX_set_verify(Handle, OpenSsl.VerifyPeerOrFail, &OpenSsl.AcceptAnyCertificate);
        Require(OpenSsl.SSL_CTX_ctrl(Handle, OpenSsl.CtrlMinVersion, OpenSsl.Dtls12, 0) == 1, "DTLS 1.2");
        Require(OpenSsl.SSL_CTX_set_cipher_list(Handle, Suites) == 1, "cipher suites");
        Require(OpenSsl.SSL_CTX_set_tlsext_use_srtp(Handle, profiles) == 0, "SRTP profiles");
        fixed (byte* der = certificate.Der, key = certificate.KeyDer)
        {
            Require(OpenSsl.SSL_CTX_use_certificate_ASN1(Handle, certificate.Der.Length, der) == 1, "certificate");
            Require(OpenSsl.SSL_CTX_use_PrivateKey_ASN1(OpenSsl.KeyTypeEc, Handle, key, certificate.KeyDer.Length) == 1,
                "key");
        }

        Require(OpenSsl.SSL_CTX_check_private_key(Handle) == 1, "key of this certificate");
    }

    public nint Handle { get; private set; }

    public bool IsClient { get; }

    public void Dispose()
    {
        OpenSsl.SSL_CTX_free(Handle);
        Handle = 0;
    }

    private void Require(bool done, string what)
    {
        if (done)
            return;
        var why = OpenSsl.LastError();
        Dispose();
        throw new CryptographicException($"OpenSSL refuses our {what}: {why}");
    }
}
