using System.Buffers.Binary;
using System.Security.Cryptography;
using TellerLine.Voice.WebRtc.Srtp;

namespace TellerLine.Voice.WebRtc.Dtls;

internal enum DtlsState
{
    Handshaking,
    Done,

    /// <summary>The peer sent close_notify.</summary>
    Closed,

    Failed,
}

/// <summary>
/// One DTLS association over datagrams the caller carries: what came in goes to <see cref="Feed"/>, what is to go out
/// comes from <see cref="TryTake"/>. OpenSSL is given memory for a wire. One thread.
/// </summary>
internal sealed unsafe class DtlsConnection : IDisposable
{
    /// <summary>What OpenSSL may fill a record to: fits any path a browser has, tunnels included.</summary>
    public const int Mtu = 1200;

    private const int RecordHeader = 13;

    private readonly nint _ssl, _in, _out;
    private bool _disposed;

    // A record header read ahead, whose record did not fit into the datagram before.
    private readonly byte[] _header = new byte[RecordHeader];
    private bool _recordAhead;

    public DtlsConnection(DtlsContext context)
    {
        _ssl = OpenSsl.SSL_new(context.Handle);
        _in = OpenSsl.BIO_new(OpenSsl.BIO_s_mem());
        _out = OpenSsl.BIO_new(OpenSsl.BIO_s_mem());
        if (_ssl == 0 || _in == 0 || _out == 0)
            throw new CryptographicException("OpenSSL gives no DTLS connection: " + OpenSsl.LastError());
        OpenSsl.SSL_set_bio(_ssl, _in, _out);
        OpenSsl.SSL_ctrl(_ssl, OpenSsl.CtrlMtu, Mtu, 0);
        OpenSsl.DTLS_set_timer_cb(_ssl, &OpenSsl.NextTimeoutUs);
        if (context.IsClient)
            OpenSsl.SSL_set_connect_state(_ssl);
        else
            OpenSsl.SSL_set_accept_state(_ssl);
    }

    public DtlsState State { get; private set; }

    /// <summary>Why it failed.</summary>
    public string? Error { get; private set; }

    /// <summary>
    /// One datagram, whole: the memory between us keeps no borders, so each is used up before the next.
    /// </summary>
    public void Feed(ReadOnlySpan<byte> datagram)
    {
        if (State is DtlsState.Failed or DtlsState.Closed)
            return;
        fixed (byte* bytes = datagram)
            _ = OpenSsl.BIO_write(_in, bytes, datagram.Length);
        Step();
    }

    /// <summary>Goes on as far as what came in allows; the active side's first step, too.</summary>
    public void Step()
    {
        OpenSsl.ERR_clear_error();
        if (State == DtlsState.Handshaking)
        {
            var result = OpenSsl.SSL_do_handshake(_ssl);
            if (result == 1)
                State = DtlsState.Done;
            else
                Judge(result);
        }

        // After the handshake only alerts and retransmissions come; no application data is carried.
        var sink = stackalloc byte[256];
        while (State == DtlsState.Done)
        {
            var result = OpenSsl.SSL_read(_ssl, sink, 256);
            if (result > 0)
                continue;
            Judge(result);
            break;
        }
    }

    /// <summary>Resends the last flight when its time has come (RFC 6347 §4.2.4).</summary>
    public void HandleTimeout()
    {
        if (State != DtlsState.Handshaking)
            return;
        OpenSsl.ERR_clear_error();
        if (OpenSsl.SSL_ctrl(_ssl, OpenSsl.CtrlHandleTimeout, 0, 0) < 0)
            Fail("no answer: " + OpenSsl.LastError());
    }

    /// <summary>Says close_notify; the rest comes from <see cref="TryTake"/>.</summary>
    public void Shutdown()
    {
        if (State != DtlsState.Done)
            return;
        OpenSsl.ERR_clear_error();
        _ = OpenSsl.SSL_shutdown(_ssl); // 0: sent, not yet answered; we do not wait for the answer
        State = DtlsState.Closed;
    }

    /// <summary>The next datagram to send: as many whole records as fit.</summary>
    /// <param name="datagram">Room for <see cref="Mtu"/> and a little.</param>
    public bool TryTake(Span<byte> datagram, out int length)
    {
        length = 0;
        while (OpenSsl.BIO_ctrl_pending(_out) > 0)
        {
            if (!_recordAhead)
            {
                fixed (byte* header = _header)
                {
                    if (OpenSsl.BIO_read(_out, header, RecordHeader) != RecordHeader)
                        return length > 0;
                }

                _recordAhead = true;
            }

            var body = BinaryPrimitives.ReadUInt16BigEndian(_header.AsSpan(11));
            if (length > 0 && length + RecordHeader + body > Mtu)
                return true;
            _header.CopyTo(datagram[length..]);
            fixed (byte* bytes = datagram.Slice(length + RecordHeader, body))
                _ = OpenSsl.BIO_read(_out, bytes, body);
            _recordAhead = false;
            length += RecordHeader + body;
        }

        return length > 0;
    }

    /// <summary>The negotiated profile and the exported keys (RFC 5764 §4.2), once done.</summary>
    /// <param name="material">Room for 60 octets.</param>
    /// <returns>False when the peer offered no profile of ours.</returns>
    public bool TryExport(Span<byte> material, out SrtpProfile profile)
    {
        profile = default;
        var selected = OpenSsl.SSL_get_selected_srtp_profile(_ssl);
        if (selected == 0)
            return false;
        profile = (SrtpProfile)(*(nuint*)(selected + sizeof(nint))); // struct { const char *name; unsigned long id; }
        ReadOnlySpan<byte> label = "EXTRACTOR-dtls_srtp"u8;
        fixed (byte* bytes = material, name = label)
        {
            return OpenSsl.SSL_export_keying_material(
                _ssl, bytes, (nuint)SrtpMaster.MaterialSize(profile), name, (nuint)label.Length, null, 0, 0) == 1;
        }
    }

    /// <summary>The peer's certificate in DER; empty when there is none.</summary>
    public byte[] PeerCertificate()
    {
        var certificate = OpenSsl.SSL_get1_peer_certificate(_ssl);
        if (certificate == 0)
            return [];
        try
        {
            var der = new byte[Math.Max(0, OpenSsl.i2d_X509(certificate, null))];
            fixed (byte* bytes = der)
            {
                var end = bytes;
                _ = OpenSsl.i2d_X509(certificate, &end);
            }

            return der;
        }
        finally
        {
            OpenSsl.X509_free(certificate);
        }
    }

    public void Dispose()
    {
        if (_disposed)
            return;
        _disposed = true;
        OpenSsl.SSL_free(_ssl); // and both BIOs with it
    }

    private void Judge(int result)
    {
        switch (OpenSsl.SSL_get_error(_ssl, result))
        {
            case OpenSsl.ErrorWantRead or OpenSsl.ErrorWantWrite:
                break;
            case OpenSsl.ErrorZeroReturn:
                State = DtlsState.Closed;
                break;
            case OpenSsl.ErrorSyscall when State == DtlsState.Done:
                break; // The memory was empty.
            default:
                Fail(OpenSsl.LastError());
                break;
        }
    }

    private void Fail(string why)
    {
        State = DtlsState.Failed;
        Error = why;
    }
}
