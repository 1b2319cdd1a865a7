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
    /// <c>application/dtmf-relay</c>: <c>Signal=5</c>, <c>Duration=160</c>; <c>application/dtmf</c>: the key alone, or
    /// its event number (10 for *, 11 for #).
    /// </summary>
    private static byte Digit(ReadOnlySpan<byte> body)
    {
        var text = body.Trim(" \t\r\n"u8);
        if (text.Length >= 6 && System.Text.Ascii.EqualsIgnoreCase(text[..6], "Signal"u8))
            text = text[6..].TrimStart(" \t="u8);
        var end = text.IndexOfAny("\r\n \t"u8);
        if (end >= 0)
            text = text[..end];
        if (text.Length == 2 && text[0] == '1' && text[1] is >= (byte)'0' and <= (byte)'5')
            return "*#ABCD"u8[text[1] - '0'];
        if (text.Length != 1)
            return 0;
        var key = (byte)(text[0] is >= (byte)'a' and <= (byte)'d' ? text[0] - 32 : text[0]);
        return key is >= (byte)'0' and <= (byte)'9' or (byte)'*' or (byte)'#' or >= (byte)'A' and <= (byte)'D' ? key
            : (byte)0;
    }
}
