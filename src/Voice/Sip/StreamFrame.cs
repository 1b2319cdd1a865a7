using System.Buffers.Text;
using System.Text;

namespace TellerLine.Voice.Sip;

/// <summary>
/// Messages out of a byte stream: the header ends with an empty line, Content-Length tells the rest (RFC 3261 §18.3).
/// What was searched once is not searched again, however small the pieces a message arrives in.
/// </summary>
internal struct StreamFrame
{
    public const int MaxMessage = 65_536;

    private int _searched;
    private int _length;

    /// <summary>
    /// Asked again with more of the same message until it is whole; <see cref="Taken"/> begins the next.
    /// </summary>
    /// <param name="data">From the message's first byte.</param>
    /// <returns>The message's length, 0 when more must come, -1 when the stream makes no sense any more.</returns>
    public int Length(ReadOnlySpan<byte> data)
    {
        if (_length == 0)
        {
            // An empty line may have begun with the last three bytes seen.
            var from = Math.Max(0, _searched - 3);
            var after = SecretBody.AfterEmptyLine(data[from..]);
            _searched = data.Length;
            if (after < 0)
                return data.Length >= MaxMessage ? -1 : 0;
            var body = from + after;
            var length = ContentLength(data[..body]);
            if (length < 0 || length > MaxMessage - body)
                return -1;
            _length = body + length;
        }

        return _length <= data.Length ? _length : 0;
    }

    public void Taken() => this = default;

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
            return Utf8Parser.TryParse(value, out int length, out var used) && used == value.Length && length >= 0
                ? length : -1;
        }

        return 0;
    }
}
