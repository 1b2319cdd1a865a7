using System.Buffers.Text;
using System.Text;

namespace TellerLine.Voice.Sip;

/// <summary>Messages out of a byte stream: the header ends with an empty line, Content-Length tells the rest (RFC 3261 §18.3).</summary>
internal static class StreamFrame
{
    public const int MaxMessage = 65_536;

    /// <param name="data">From a message's first byte.</param>
    /// <returns>The message's length, 0 when more must come, -1 when the stream makes no sense any more.</returns>
    public static int Length(ReadOnlySpan<byte> data)
    {
        var body = SecretBody.BodyStart(data);
        if (body == data.Length && !data.EndsWith("\r\n\r\n"u8) && !data.EndsWith("\n\n"u8))
            return data.Length >= MaxMessage ? -1 : 0;
        var length = ContentLength(data[..body]);
        if (length < 0 || body + length > MaxMessage)
            return -1;
        return body + length <= data.Length ? body + length : 0;
    }

    private static int ContentLength(ReadOnlySpan<byte> head)
    {
        while (!head.IsEmpty)
        {
            var end = head.IndexOf((byte)'\n');
            var line = end < 0 ? head : head[..end];
            head = end < 0 ? default : head[(end + 1)..];
            var colon = line.IndexOf((byte)':');
            if (colon < 0)
                continue;
            var name = line[..colon].Trim(" \t"u8);
            if (!Ascii.EqualsIgnoreCase(name, "Content-Length"u8) && !Ascii.EqualsIgnoreCase(name, "l"u8))
                continue;
            var value = line[(colon + 1)..].Trim(" \t\r"u8);
            return Utf8Parser.TryParse(value, out int length, out var used) && used == value.Length && length >= 0 ? length : -1;
        }

        return 0;
    }
}
