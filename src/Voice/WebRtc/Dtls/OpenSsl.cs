using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace TellerLine.Voice.WebRtc.Dtls;

/// <summary>
/// The two dozen functions of OpenSSL 3 that a DTLS-SRTP server needs. .NET on Linux needs the same library anyway; it
/// has no DTLS of its own (<c>docs/decisions/0003-webrtc-on-openssl.md</c>). Names are OpenSSL's.
/// </summary>
internal static unsafe partial class OpenSsl
{
    private const string Ssl = "libssl.so.3", Crypto = "libcrypto.so.3";

    public const int ErrorSsl = 1, ErrorWantRead = 2, ErrorWantWrite = 3, ErrorSyscall = 5, ErrorZeroReturn = 6;

    public const int VerifyPeerOrFail = 0x01 | 0x02;

    public const ulong OpNoQueryMtu = 1 << 12, OpNoTicket = 1 << 14, OpNoRenegotiation = 1 << 30;

    public const int CtrlMtu = 17, CtrlMode = 33, CtrlSessionCacheMode = 44, CtrlHandleTimeout = 74,
        CtrlMinVersion = 123;

    public const int ModeReleaseBuffers = 0x10, SessionCacheOff = 0, Dtls12 = 0xFEFD, KeyTypeEc = 408;

    [LibraryImport(Ssl)]
    public static partial nint DTLS_server_method();

    [LibraryImport(Ssl)]
    public static partial nint DTLS_client_method();

    [LibraryImport(Ssl)]
    public static partial nint SSL_CTX_new(nint method);

    [LibraryImport(Ssl)]
    public static partial void SSL_CTX_free(nint context);

    [LibraryImport(Ssl)]
    public static partial ulong SSL_CTX_set_options(nint context, ulong options);

    [LibraryImport(Ssl)]
    public static partial nint SSL_CTX_ctrl(nint context, int command, nint number, nint pointer);

    [LibraryImport(Ssl)]
    public static partial int SSL_CTX_use_certificate_ASN1(nint context, int length, byte* der);

    [LibraryImport(Ssl)]
    public static partial int SSL_CTX_use_PrivateKey_ASN1(int type, nint context, byte* der, nint length);

    [LibraryImport(Ssl)]
    public static partial int SSL_CTX_check_private_key(nint context);

    [LibraryImport(Ssl, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int SSL_CTX_set_cipher_list(nint context, string ciphers);

    /// <returns>0 is success, unlike its neighbours.</returns>
    [LibraryImport(Ssl, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int SSL_CTX_set_tlsext_use_srtp(nint context, string profiles);

    [LibraryImport(Ssl)]
    public static partial void SSL_CTX_set_verify(
        nint context, int mode, delegate* unmanaged[Cdecl]<int, nint, int> callback);

    [LibraryImport(Ssl)]
    public static partial nint SSL_new(nint context);

    [LibraryImport(Ssl)]
    public static partial void SSL_free(nint ssl);

    [LibraryImport(Ssl)]
    public static partial nint SSL_ctrl(nint ssl, int command, nint number, nint pointer);

    [LibraryImport(Ssl)]
    public static partial void SSL_set_bio(nint ssl, nint read, nint write);

    [LibraryImport(Ssl)]
    public static partial void SSL_set_accept_state(nint ssl);

    [LibraryImport(Ssl)]
    public static partial void SSL_set_connect_state(nint ssl);

    [LibraryImport(Ssl)]
    public static partial void DTLS_set_timer_cb(nint ssl, delegate* unmanaged[Cdecl]<nint, uint, uint> callback);

    [LibraryImport(Ssl)]
    public static partial int SSL_do_handshake(nint ssl);

    [LibraryImport(Ssl)]
    public static partial int SSL_read(nint ssl, byte* buffer, int size);

    [LibraryImport(Ssl)]
    public static partial int SSL_shutdown(nint ssl);

    [LibraryImport(Ssl)]
    public static partial int SSL_get_error(nint ssl, int result);

    [LibraryImport(Ssl)]
    public static partial nint SSL_get_selected_srtp_profile(nint ssl);

    [LibraryImport(Ssl)]
    public static partial int SSL_export_keying_material(
        nint ssl, byte* material, nuint materialSize, byte* label, nuint labelSize, byte* context, nuint contextSize,
        int useContext);

    [LibraryImport(Ssl)]
    public static partial nint SSL_get1_peer_certificate(nint ssl);

    [LibraryImport(Crypto)]
    public static partial int i2d_X509(nint certificate, byte** der);

    [LibraryImport(Crypto)]
    public static partial void X509_free(nint certificate);

    [LibraryImport(Crypto)]
    public static partial nint BIO_s_mem();

    [LibraryImport(Crypto)]
    public static partial nint BIO_new(nint type);

    [LibraryImport(Crypto)]
    public static partial int BIO_read(nint bio, byte* buffer, int size);

    [LibraryImport(Crypto)]
    public static partial int BIO_write(nint bio, byte* buffer, int size);

    [LibraryImport(Crypto)]
    public static partial nuint BIO_ctrl_pending(nint bio);

    [LibraryImport(Crypto)]
    public static partial void ERR_clear_error();

    [LibraryImport(Crypto)]
    public static partial nuint ERR_get_error();

    [LibraryImport(Crypto)]
    public static partial void ERR_error_string_n(nuint error, byte* text, nuint size);

    /// <summary>Any certificate may pass here: what is trusted is its fingerprint in the SDP (RFC 8827 §6.5).</summary>
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static int AcceptAnyCertificate(int preverified, nint store) => 1;

    /// <summary>
    /// Retransmission after 100 ms, doubling to 3 s: a browser's peer is near, OpenSSL's first second is long (RFC 6347
    /// §4.2.4.1).
    /// </summary>
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static uint NextTimeoutUs(nint ssl, uint lastUs) => lastUs == 0 ? 100_000 : Math.Min(2 * lastUs, 3_000_000);

    /// <summary>OpenSSL's newest complaint on this thread, for the log.</summary>
    public static string LastError()
    {
        var error = ERR_get_error();
        if (error == 0)
            return "no detail";
        const int size = 256;
        var text = stackalloc byte[size];
        ERR_error_string_n(error, text, size);
        return Marshal.PtrToStringUTF8((nint)text) ?? "no detail";
    }
}
