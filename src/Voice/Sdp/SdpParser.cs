namespace TellerLine.Voice.Sdp;

/// <summary>Reads a session description (RFC 8866); liberal in what it does not need, bounded in everything.</summary>
internal static class SdpParser
{
    public const int MaxLength = 32_768;
    public const int MaxMedia = 16;
    public const int MaxAttributes = 512;

    /// <exception cref="SdpException">It cannot be understood; the message names the line.</exception>
    public static SdpSession Parse(string text)
    {
        if (text.Length > MaxLength)
            throw new SdpException($"Longer than {MaxLength} characters");
        var session = new SdpSession();
        SdpMedia? media = null;
        var number = 0;
        var attributes = 0;
        foreach (var raw in text.AsSpan().EnumerateLines())
        {
            number++;
            var line = raw.TrimEnd();
            if (line.IsEmpty)
                continue;
            if (line.Length < 2 || line[1] != '=')
                throw Bad(number, line, "not of the form x=value");
            var value = line[2..];
            if (number == 1 && !(line[0] == 'v' && value.SequenceEqual("0")))
                throw Bad(number, line, "v=0 expected");
            switch (line[0])
            {
                case 'o':
                    session.Origin = value.ToString();
                    break;
                case 'c':
                    var address = Connection(number, value);
                    if (media is null)
                        session.Address = address;
                    else
                        media.Address = address;
                    break;
                case 'm':
                    if (session.Media.Count >= MaxMedia)
                        throw Bad(number, line, "too many media");
                    session.Media.Add(media = Media(number, value));
                    break;
                case 'a':
                    if (++attributes > MaxAttributes)
                        throw Bad(number, line, "too many attributes");
                    var colon = value.IndexOf(':');
                    var attribute = colon < 0 ? new SdpAttribute(value.ToString(), "")
                        : new SdpAttribute(value[..colon].ToString(), value[(colon + 1)..].Trim().ToString());
                    (media?.Attributes ?? session.Attributes).Add(attribute);
                    break;
                default:
                    break;
            }
        }

        return number > 0 && session.Media.Count > 0 ? session : throw new SdpException("No m= line");
    }

    private static string Connection(int number, ReadOnlySpan<char> value)
    {
        Span<Range> parts = stackalloc Range[4];
        if (value.Split(parts, ' ', StringSplitOptions.RemoveEmptyEntries) < 3)
            throw Bad(number, value, "c=IN IP4|IP6 address expected");
        var address = value[parts[2]];
        var slash = address.IndexOf('/');
        return (slash < 0 ? address : address[..slash]).ToString();
    }

    private static SdpMedia Media(int number, ReadOnlySpan<char> value)
    {
        var parts = value.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length < 4)
            throw Bad(number, value, "m=kind port protocol format expected");
        var port = parts[1].AsSpan();
        var slash = port.IndexOf('/');
        if (!ushort.TryParse(slash < 0 ? port : port[..slash], out var n))
            throw Bad(number, value, "a port from 0 to 65535 expected");
        return new SdpMedia(parts[0], n, parts[2], parts[3..]);
    }

    private static SdpException Bad(int number, ReadOnlySpan<char> line, string why) =>
        new($"Line {number} \"{(line.Length > 80 ? line[..80] : line)}\": {why}");
}
