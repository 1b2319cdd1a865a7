using System.Text;

namespace TellerLine.Voice.Sip;

/// <summary>
/// What a message carries for us: a session description alone, or one part of <c>multipart/mixed</c> beside others
/// (RFC 5621 §3, RFC 2046 §5.1; carriers send ISUP and locations so). Parts that must be understood and are not refuse
/// the whole: that is how a part without a word about it is meant (RFC 3261 §20.11, RFC 3204 §3). Nothing is nested.
/// </summary>
/// <param name="Sdp">Null when there is none.</param>
/// <param name="Fault">400 or 415 with its reason, or null.</param>
internal readonly record struct MessageBody(string? Sdp, SipFault? Fault)
{
    public const string Accepted = "application/sdp, multipart/mixed";
    private const int MaxParts = 16;
    private const int MaxHeadersOfPart = 32;
    private const int MaxBoundary = 70;

    private static readonly SipFault NotSupported = new(415, "Unsupported Media Type");

    public static MessageBody Of(SipMessage message)
    {
        if (message.Body.IsEmpty)
            return default;
        // Who answers without a word of what it is would lose its call for it; who asks is told (415).
        var type = message.Header(HeaderName.ContentType)
            ?? ((!message.IsRequest || message.Method == SipMethod.Ack) && message.Body.StartsWith("v=0"u8)
                ? "application/sdp" : "");
        if (!Named(type).Equals("multipart/mixed", StringComparison.OrdinalIgnoreCase))
            return One(
                message.Body, type, message.Header(HeaderName.ContentDisposition),
                message.Header(HeaderName.ContentEncoding), null);
        return IsPlain(message.Header(HeaderName.ContentEncoding)) ? Parts(message.Body, type)
            : new MessageBody(null, NotSupported);
    }

    private static MessageBody Parts(ReadOnlySpan<byte> body, string type)
    {
        var semicolon = type.IndexOf(';');
        var boundary = semicolon < 0 ? null : new HeaderParams(type[semicolon..]).Get("boundary");
        if (boundary is not { Length: > 0 and <= MaxBoundary })
            return Bad("Multipart without a boundary");
        var delimiter = Encoding.UTF8.GetBytes("--" + boundary);
        if (!Next(ref body, delimiter, out _, out var last))
            return Bad("Multipart without a part");
        var whole = default(MessageBody);
        for (var parts = 1; !last; parts++)
        {
            if (parts > MaxParts)
                return Bad("Too many parts");
            if (!Next(ref body, delimiter, out var part, out last))
                return Bad("Multipart without its end");
            var read = Part(part);
            if (read.Fault is not null)
                return read;
            if (read.Sdp is not null && whole.Sdp is not null)
                return Bad("Two session descriptions");
            whole = read.Sdp is null ? whole : read;
        }

        return whole;
    }

    /// <summary>
    /// Takes what stands before the next delimiter line off the body (the line break before it is the delimiter's).
    /// </summary>
    private static bool Next(
        ref ReadOnlySpan<byte> body, ReadOnlySpan<byte> delimiter, out ReadOnlySpan<byte> before, out bool last)
    {
        before = default;
        last = false;
        for (var from = 0; body[from..].IndexOf(delimiter) is var found and >= 0; from += found + 1)
        {
            var at = from + found;
            if (at > 0 && body[at - 1] != '\n')
                continue;
            var after = body[(at + delimiter.Length)..];
            var end = after.IndexOf((byte)'\n');
            var line = (end < 0 ? after : after[..end]).TrimEnd(" \t\r"u8);
            if (line.IsEmpty ? end < 0 : !line.SequenceEqual("--"u8))
                continue;
            last = !line.IsEmpty;
            before = at == 0 ? default : body[..(at > 1 && body[at - 2] == '\r' ? at - 2 : at - 1)];
            body = end < 0 ? default : after[(end + 1)..];
            return true;
        }

        return false;
    }

    private static MessageBody Part(ReadOnlySpan<byte> part)
    {
        string type = "text/plain", disposition = "", encoding = "", transfer = "";
        for (var lines = 0; ; lines++)
        {
            var end = part.IndexOf((byte)'\n');
            if (end < 0 || lines > MaxHeadersOfPart)
                return Bad("Bad head of a part");
            var line = part[..end].TrimEnd("\r"u8);
            part = part[(end + 1)..];
            if (line.IsEmpty)
                break;
            var text = Encoding.UTF8.GetString(line);
            var colon = text.IndexOf(':');
            if (colon <= 0)
                return Bad("Bad head of a part");
            var value = text[(colon + 1)..].Trim();
            switch (text[..colon].Trim().ToLowerInvariant())
            {
                case "content-type" or "c":
                    type = value;
                    break;
                case "content-disposition":
                    disposition = value;
                    break;
                case "content-encoding" or "e":
                    encoding = value;
                    break;
                case "content-transfer-encoding":
                    transfer = value;
                    break;
                default:
                    break;
            }
        }

        return One(part, type, disposition, encoding, transfer);
    }

    private static MessageBody One(
        ReadOnlySpan<byte> content, string type, string? disposition, string? encoding, string? transfer)
    {
        var meant = Named(disposition ?? "");
        if (Named(type).Equals("application/sdp", StringComparison.OrdinalIgnoreCase) && IsPlain(encoding)
            && transfer?.ToLowerInvariant() is null or "" or "7bit" or "8bit" or "binary"
            && (meant.IsEmpty || meant.Equals("session", StringComparison.OrdinalIgnoreCase)))
            return new MessageBody(Encoding.UTF8.GetString(content), null);
        var semicolon = disposition?.IndexOf(';') ?? -1;
        var handling = semicolon < 0 ? null : new HeaderParams(disposition![semicolon..]).Get("handling");
        return new MessageBody(
            null, "optional".Equals(handling, StringComparison.OrdinalIgnoreCase) ? null : NotSupported);
    }

    private static MessageBody Bad(string reason) => new(null, new SipFault(400, reason));

    private static bool IsPlain(string? encoding) =>
        encoding is null or "" || encoding.Equals("identity", StringComparison.OrdinalIgnoreCase);

    /// <summary>A value without its parameters.</summary>
    private static ReadOnlySpan<char> Named(string value) =>
        value.AsSpan(0, value.IndexOf(';') is var end and >= 0 ? end : value.Length).Trim();
}
