using System.Text;

namespace TellerLine.Voice.Sip;

/// <summary>
/// The body of an INFO may be a digit of a PIN. It is read and blanked in the very buffer it was received into, before
/// anything parses, copies, traces or logs the message.
/// </summary>
internal static class SecretBody
{
    /// <summary>Takes the key out of an INFO's body and overwrites the body; other messages are left alone.</summary>
    /// <param name="message">The whole received message, leading line breaks gone.</param>
    /// <returns>0–9, *, #, A–D as ASCII; 0 when there is none.</returns>
    public static byte Take(Span<byte> message)
    {
        if (!message.StartsWith("INFO"u8))
            return 0;
        var body = message[BodyStart(message)..];
        var digit = Digit(body);
        body.Fill((byte)' ');
        return digit;
    }

    /// <summary>What an INFO with keys is written in, for Accept.</summary>
    public const string KeyTypes = "application/dtmf-relay, application/dtmf, application/vnd.nortelnetworks.digits";

    public static bool HoldsKeys(string? contentType)
    {
        var type = (contentType ?? "").AsSpan();
        if (type.IndexOf(';') is var end and >= 0)
            type = type[..end];
        foreach (var one in KeyTypes.AsSpan().Split(", "))
            if (type.Trim().Equals(KeyTypes.AsSpan(one), StringComparison.OrdinalIgnoreCase))
                return true;
        return false;
    }

    /// <summary>After the first empty line; at the end when there is none. Bare line feeds end lines too.</summary>
    public static int BodyStart(ReadOnlySpan<byte> message) => AfterEmptyLine(message) is var start and >= 0 ? start
        : message.Length;

    /// <returns>-1: there is no empty line yet.</returns>
    public static int AfterEmptyLine(ReadOnlySpan<byte> message)
    {
        for (var at = 0; message[at..].IndexOf((byte)'\n') is var found and >= 0;)
        {
            at += found + 1;
            if (at < message.Length && message[at] == '\n')
                return at + 1;
            if (at + 1 < message.Length && message[at] == '\r' && message[at + 1] == '\n')
                return at + 2;
        }

        return -1;
    }

    /// <summary>
    /// <c>application/dtmf-relay</c>: lines <c>Signal=5</c>, <c>Duration=160</c>; <c>application/dtmf</c>: the key
    /// alone; Nortel's: a line <c>d=5</c> among others. 10 is *, 11 #, 12 to 15 A to D (the events of RFC 4733), but
    /// for Nortel, who would mean two keys.
    /// </summary>
    private static byte Digit(ReadOnlySpan<byte> body)
    {
        body = body.Trim(" \t\r\n"u8);
        var alone = body.IndexOfAny("=\r\n"u8) < 0;
        while (!body.IsEmpty)
        {
            var end = body.IndexOfAny("\r\n"u8);
            var line = end < 0 ? body : body[..end];
            body = end < 0 ? default : body[(end + 1)..];
            if (alone)
                return Key(line, mayBeNumber: true);
            var equals = line.IndexOf((byte)'=');
            if (equals < 0)
                continue;
            var name = line[..equals].Trim(" \t"u8);
            var value = line[(equals + 1)..].Trim(" \t"u8);
            if (Ascii.EqualsIgnoreCase(name, "Signal"u8))
                return Key(value, mayBeNumber: true);
            if (Ascii.EqualsIgnoreCase(name, "d"u8))
                return Key(value, mayBeNumber: false);
        }

        return 0;
    }

    private static byte Key(ReadOnlySpan<byte> text, bool mayBeNumber)
    {
        if (mayBeNumber && text.Length == 2 && text[0] == '1' && text[1] is >= (byte)'0' and <= (byte)'5')
            return "*#ABCD"u8[text[1] - '0'];
        if (text.Length != 1)
            return 0;
        var key = (byte)(text[0] is >= (byte)'a' and <= (byte)'d' ? text[0] - 32 : text[0]);
        return key is >= (byte)'0' and <= (byte)'9' or (byte)'*' or (byte)'#' or >= (byte)'A' and <= (byte)'D' ? key
            : (byte)0;
    }
}
