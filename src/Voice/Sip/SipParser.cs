using System.Buffers.Text;
using System.Text;

namespace TellerLine.Voice.Sip;

/// <summary>What is wrong with a message, and the status a request gets for it (RFC 3261 §8.2, §18.3).</summary>
internal readonly record struct SipFault(int Status, string Reason);

/// <summary>
/// Bytes to <see cref="SipMessage"/>. Strict where leniency would guess (RFC 4475), bounded everywhere, and never
/// throws: a fault comes back as a value, with as much of the message as an answer needs.
/// </summary>
internal static class SipParser
{
    public const int MaxHeaders = 128;
    public const int MaxLine = 8_192;

    /// <param name="stream">True where Content-Length frames the message and must be there (TCP, §18.3).</param>
    /// <returns>Null when not even a start line is there.</returns>
    public static SipMessage? Parse(byte[] bytes, bool stream, out SipFault? fault)
    {
        fault = null;
        var message = new SipMessage(bytes);
        var text = bytes.AsSpan();
        var lineEnd = LineEnd(text, 0, out var next);
        if (lineEnd <= 0 || lineEnd > MaxLine)
            return null;
        if (StartLine(message, text[..lineEnd]) is { } startFault)
        {
            if (startFault.Status == 0)
                return null;
            fault = startFault;
        }

        if (Headers(message, text, next) is { } headerFault)
            fault ??= headerFault;
        if (Mandatory(message) is { } mandatoryFault)
            fault ??= mandatoryFault;
        if (Framing(message, stream) is { } framingFault)
            fault ??= framingFault;
        return message;
    }

    private static int LineEnd(ReadOnlySpan<byte> text, int from, out int next)
    {
        var lf = text[from..].IndexOf((byte)'\n');
        if (lf < 0)
        {
            next = text.Length;
            return -1;
        }

        next = from + lf + 1;
        return lf > 0 && text[from + lf - 1] == '\r' ? from + lf - 1 : from + lf;
    }

    private static SipFault? StartLine(SipMessage message, ReadOnlySpan<byte> line)
    {
        if (line.StartsWith("SIP/"u8))
            return StatusLine(message, line);
        message.IsRequest = true;
        var first = line.IndexOf((byte)' ');
        var last = line.LastIndexOf((byte)' ');
        if (first <= 0 || last <= first || !IsToken(line[..first]))
            return new SipFault(line.IndexOf("SIP/"u8) < 0 ? 0 : 400, "Bad request line");
        message.Method = SipMethods.Parse(line[..first]);
        message.MethodName = message.Method == SipMethod.Unknown ? Encoding.ASCII.GetString(line[..first])
            : message.Method.Name();
        message.RequestUri = Encoding.UTF8.GetString(line[(first + 1)..last]);
        var version = line[(last + 1)..];
        if (!Ascii.EqualsIgnoreCase(version, "SIP/2.0"u8))
            return version.StartsWith("SIP/"u8) ? new SipFault(505, "Version Not Supported")
                : new SipFault(400, "Bad request line");
        if (message.RequestUri.AsSpan().ContainsAny(" \t<>\""))
            return new SipFault(400, "Bad Request-URI");
        var colon = message.RequestUri.IndexOf(':');
        if (colon <= 0)
            return new SipFault(400, "Bad Request-URI");
        var scheme = message.RequestUri.AsSpan(0, colon);
        if (TelephoneUri.IsOne(message.RequestUri))
            return TelephoneUri.TryParse(message.RequestUri, out _) ? null : new SipFault(400, "Bad Request-URI");
        if (!scheme.Equals("sip", StringComparison.OrdinalIgnoreCase)
            && !scheme.Equals("sips", StringComparison.OrdinalIgnoreCase))
            return new SipFault(416, "Unsupported URI Scheme");
        return SipUri.TryParse(message.RequestUri, out _) ? null : new SipFault(400, "Bad Request-URI");
    }

    private static SipFault? StatusLine(SipMessage message, ReadOnlySpan<byte> line)
    {
        if (!line.StartsWith("SIP/2.0 "u8) || line.Length < 11 || (line.Length > 11 && line[11] != ' ')
            || !Utf8Parser.TryParse(line.Slice(8, 3), out int status, out var used) || used != 3
            || status is < 100 or > 699)
            return new SipFault(400, "Bad status line");
        message.Status = status;
        message.ReasonPhrase = line.Length > 12 ? Encoding.UTF8.GetString(line[12..]) : "";
        return null;
    }

    private static SipFault? Headers(SipMessage message, ReadOnlySpan<byte> text, int at)
    {
        SipFault? fault = null;
        while (true)
        {
            if (at >= text.Length)
            {
                message.BodyStart = text.Length;
                return fault ?? new SipFault(400, "No empty line after the header");
            }

            var start = at;
            var end = LineEnd(text, at, out at);
            if (end == start)
                break;
            if (end < 0)
                return new SipFault(400, "No empty line after the header");
            var folded = false;
            while (at < text.Length && text[at] is (byte)' ' or (byte)'\t')
            {
                folded = true;
                end = LineEnd(text, at, out at);
                if (end < 0)
                    return new SipFault(400, "No empty line after the header");
            }

            if (end - start > MaxLine)
                fault ??= new SipFault(400, "Header line too long");
            else if (message.HeaderCount >= MaxHeaders)
                return new SipFault(400, "Too many header fields");
            else if (!AddField(message, text, start, end, folded))
                fault ??= new SipFault(400, "Bad header line");
        }

        message.BodyStart = at;
        return fault;
    }

    private static bool AddField(SipMessage message, ReadOnlySpan<byte> text, int start, int end, bool folded)
    {
        var line = text[start..end];
        var colon = line.IndexOf((byte)':');
        if (colon <= 0)
            return false;
        var name = line[..colon].TrimEnd(" \t"u8);
        if (!IsToken(name))
            return false;
        var value = line[(colon + 1)..];
        var trimmed = value.TrimStart(" \t\r\n"u8);
        var valueStart = start + colon + 1 + (value.Length - trimmed.Length);
        message.Add(new SipMessage.Field
        {
            Name = HeaderNames.Parse(name),
            Folded = folded,
            Start = start,
            NameLength = name.Length,
            ValueStart = valueStart,
            ValueLength = trimmed.TrimEnd(" \t\r\n"u8).Length,
        });
        return true;
    }

    private static SipFault? Mandatory(SipMessage message)
    {
        SipFault? fault = null;
        var seen = 0UL;
        foreach (var field in message.Fields)
        {
            var bit = 1UL << (int)field.Name;
            var repeated = (seen & bit) != 0;
            seen |= bit;
            if (repeated)
            {
                if (field.Name.AtMostOnce())
                    fault ??= new SipFault(400, "Repeated " + field.Name);
                continue;
            }

            if (!Read(message, field))
                fault ??= new SipFault(400, "Bad " + field.Name);
        }

        if (message.TopVia is null)
            fault ??= new SipFault(400, "Missing Via");
        if (message.From is null)
            fault ??= new SipFault(400, "Missing From");
        if (message.To is null)
            fault ??= new SipFault(400, "Missing To");
        if (message.CallId.Length == 0)
            fault ??= new SipFault(400, "Missing Call-ID");
        if ((seen & (1UL << (int)HeaderName.CSeq)) == 0)
            fault ??= new SipFault(400, "Missing CSeq");
        return fault;
    }

    private static bool Read(SipMessage message, in SipMessage.Field field)
    {
        switch (field.Name)
        {
            case HeaderName.Via:
                var good = Via.TryParse(message.Text(field), out var via);
                message.TopVia = via;
                return good;
            case HeaderName.From:
                good = NameAddress.TryParse(message.Text(field), out var from);
                message.From = from;
                return good;
            case HeaderName.To:
                good = NameAddress.TryParse(message.Text(field), out var to);
                message.To = to;
                return good;
            case HeaderName.CallId:
                message.CallId = message.Text(field);
                return message.CallId.Length is > 0 and <= 512 && !message.CallId.AsSpan().ContainsAny(" \t");
            case HeaderName.CSeq:
                return ReadCSeq(message, message.Text(field));
            case HeaderName.MaxForwards:
                // 0 to 255 by the grammar; larger ones are seen and mean no harm.
                good = uint.TryParse(message.Text(field), out var hops);
                message.MaxForwards = good ? (int)Math.Min(hops, 255) : -1;
                return good;
            case HeaderName.Contact when message.IsRequest:
                var contact = message.Text(field);
                if (contact == "*")
                    return true;
                foreach (var one in Quoting.SplitList(contact))
                    if (!NameAddress.TryParse(one, out _))
                        return false;
                return true;
            default:
                return true;
        }
    }

    private static bool ReadCSeq(SipMessage message, string text)
    {
        var blank = text.AsSpan().IndexOfAny(" \t");
        if (blank <= 0 || !uint.TryParse(text.AsSpan(0, blank), out var number) || number > int.MaxValue)
            return false;
        message.CSeq = number;
        var method = text.AsSpan(blank).Trim();
        if (message.IsRequest)
            return method.SequenceEqual(message.MethodName);
        Span<byte> ascii = stackalloc byte[Math.Min(method.Length, 64)];
        Ascii.FromUtf16(method[..ascii.Length], ascii, out _);
        message.Method = SipMethods.Parse(ascii);
        message.MethodName = message.Method == SipMethod.Unknown ? method.ToString() : message.Method.Name();
        return true;
    }

    /// <summary>
    /// Over UDP surplus bytes are dropped and missing ones are an error (§18.3); negative and unreadable lengths always
    /// are.
    /// </summary>
    private static SipFault? Framing(SipMessage message, bool stream)
    {
        var available = message.Bytes.Length - message.BodyStart;
        message.BodyLength = available;
        if (message.Header(HeaderName.ContentLength) is not { } text)
            return stream ? new SipFault(400, "Missing Content-Length") : null;
        if (!uint.TryParse(text, out var length))
            return new SipFault(400, "Bad Content-Length");
        if (length > available)
            return new SipFault(400, "Body shorter than Content-Length");
        message.BodyLength = (int)length;
        return null;
    }

    private static bool IsToken(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty)
            return false;
        return text.IndexOfAnyExcept(TokenBytes) < 0;
    }

    private static readonly System.Buffers.SearchValues<byte> TokenBytes =
        System.Buffers.SearchValues.Create(
            "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-.!%*_+`'~"u8);
}
