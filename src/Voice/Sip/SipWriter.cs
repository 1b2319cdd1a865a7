using System.Buffers;
using System.Text;

namespace TellerLine.Voice.Sip;

/// <summary>Writes a message into a rented buffer; <see cref="End"/> gives the bytes and returns it.</summary>
internal ref struct SipWriter
{
    public const string ServerName = "TellerLine";

    private byte[] _buffer;
    private int _length;

    private SipWriter(int size) => _buffer = ArrayPool<byte>.Shared.Rent(size);

    public static SipWriter Request(string method, string requestUri)
    {
        var writer = new SipWriter(2_048);
        writer.Text(method);
        writer.Text(" ");
        writer.Text(requestUri);
        writer.Text(" SIP/2.0\r\n");
        return writer;
    }

    /// <summary>
    /// A response with what §8.2.6 copies from the request: every Via (the top one with received and rport filled in,
    /// §18.2.1 and RFC 3581), From, To with our tag, Call-ID, CSeq.
    /// </summary>
    public static SipWriter Response(SipMessage request, SipFlow from, int status, string reason, string? toTag)
    {
        var writer = new SipWriter(2_048);
        writer.Text("SIP/2.0 ");
        writer.Number(status);
        writer.Text(" ");
        writer.Text(reason);
        writer.Text("\r\n");
        var firstVia = true;
        foreach (ref readonly var field in request.Fields)
        {
            switch (field.Name)
            {
                case HeaderName.Via:
                    writer.Text("Via: ");
                    if (firstVia)
                        writer.TopVia(request.Text(field), request.TopVia, from);
                    else
                        writer.Bytes(request.Bytes.Slice(field.ValueStart, field.ValueLength));
                    writer.Text("\r\n");
                    firstVia = false;
                    break;
                case HeaderName.To:
                    writer.Text("To: ");
                    writer.Bytes(request.Bytes.Slice(field.ValueStart, field.ValueLength));
                    if (toTag is not null && (request.To is null || request.To.Tag.Length == 0))
                    {
                        writer.Text(";tag=");
                        writer.Text(toTag);
                    }

                    writer.Text("\r\n");
                    break;
                case HeaderName.From or HeaderName.CallId or HeaderName.CSeq:
                    writer.Text(
                        field.Name switch { HeaderName.From => "From: ", HeaderName.CallId => "Call-ID: ",
                            _ => "CSeq: " });
                    writer.Bytes(request.Bytes.Slice(field.ValueStart, field.ValueLength));
                    writer.Text("\r\n");
                    break;
                default:
                    break;
            }
        }

        return writer;
    }

    public void Header(string name, string value)
    {
        Text(name);
        Text(": ");
        Text(value);
        Text("\r\n");
    }

    public void Header(string name, long value)
    {
        Text(name);
        Text(": ");
        Number(value);
        Text("\r\n");
    }

    /// <summary>Copies every field of that name from a request (Record-Route, §12.1.1).</summary>
    public void Copy(SipMessage request, HeaderName name, string writtenName)
    {
        foreach (ref readonly var field in request.Fields)
        {
            if (field.Name != name)
                continue;
            Text(writtenName);
            Text(": ");
            Bytes(request.Bytes.Slice(field.ValueStart, field.ValueLength));
            Text("\r\n");
        }
    }

    public byte[] End(string? contentType = null, string? body = null)
    {
        Text("User-Agent: " + ServerName + "\r\n");
        if (contentType is not null && body is not null)
        {
            Header("Content-Type", contentType);
            Header("Content-Length", Encoding.UTF8.GetByteCount(body));
            Text("\r\n");
            Text(body);
        }
        else
        {
            Text("Content-Length: 0\r\n\r\n");
        }

        var bytes = _buffer.AsSpan(0, _length).ToArray();
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
        return bytes;
    }

    private void TopVia(string value, Via? via, SipFlow from)
    {
        if (via is null)
        {
            Text(value);
            return;
        }

        var comma = Quoting.IndexOfOutside(value, ',');
        Text("SIP/2.0/");
        Text(via.Transport);
        Text(" ");
        Text(via.SentBy);
        var ask = via.AsksForSourcePort;
        var differs = ask || via.Host != from.RemoteHost;
        var kept = ask ? via.Params.Without("rport") : via.Params;
        Text(differs ? kept.Without("received").Raw : kept.Raw);
        if (differs)
        {
            Text(";received=");
            Text(from.RemoteHost.Trim('[', ']'));
        }

        if (ask)
        {
            Text(";rport=");
            Number(from.RemotePort);
        }

        if (comma >= 0)
            Text(value.AsSpan(comma));
    }

    private void Number(long value)
    {
        Grow(20);
        System.Buffers.Text.Utf8Formatter.TryFormat(value, _buffer.AsSpan(_length), out var written);
        _length += written;
    }

    private void Text(scoped ReadOnlySpan<char> text)
    {
        Grow(text.Length * 3);
        _length += Encoding.UTF8.GetBytes(text, _buffer.AsSpan(_length));
    }

    private void Bytes(scoped ReadOnlySpan<byte> bytes)
    {
        Grow(bytes.Length);
        bytes.CopyTo(_buffer.AsSpan(_length));
        _length += bytes.Length;
    }

    private void Grow(int more)
    {
        if (_length + more <= _buffer.Length)
            return;
        var bigger = ArrayPool<byte>.Shared.Rent(Math.Max(_buffer.Length * 2, _length + more));
        _buffer.AsSpan(0, _length).CopyTo(bigger);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = bigger;
    }
}
