using System.Text;

namespace TellerLine.Voice.Sip;

/// <summary>
/// A parsed message: its bytes, and where in them each header field stands. Values become strings only when asked for.
/// Made by <see cref="SipParser"/>.
/// </summary>
internal sealed class SipMessage(byte[] bytes)
{
    internal struct Field
    {
        public HeaderName Name;
        public bool Folded;
        public int Start;
        public int NameLength;
        public int ValueStart;
        public int ValueLength;
    }

    private Field[] _fields = new Field[16];
    private int _count;

    public bool IsRequest { get; internal set; }

    public SipMethod Method { get; internal set; }

    /// <summary>As received; for a response, of its CSeq.</summary>
    public string MethodName { get; internal set; } = "";

    public string RequestUri { get; internal set; } = "";

    public int Status { get; internal set; }

    public string ReasonPhrase { get; internal set; } = "";

    public Via? TopVia { get; internal set; }

    public NameAddress From { get; internal set; } = null!;

    public NameAddress To { get; internal set; } = null!;

    public string CallId { get; internal set; } = "";

    public uint CSeq { get; internal set; }

    /// <summary>-1 when absent.</summary>
    public int MaxForwards { get; internal set; } = -1;

    /// <summary>
    /// A key that came in an INFO body; the body itself was blanked before this message was made. 0 for none.
    /// </summary>
    public byte Digit { get; set; }

    internal int BodyStart { get; set; }

    internal int BodyLength { get; set; }

    public ReadOnlySpan<byte> Body => bytes.AsSpan(BodyStart, BodyLength);

    public string BodyText => Encoding.UTF8.GetString(Body);

    /// <summary>The session description it carries, alone or beside other parts; null when there is none.</summary>
    public string? Sdp => MessageBody.Of(this).Sdp;

    public ReadOnlySpan<byte> Bytes => bytes;

    public int HeaderCount => _count;

    internal ReadOnlySpan<Field> Fields => _fields.AsSpan(0, _count);

    internal void Add(in Field field)
    {
        if (_count == _fields.Length)
            Array.Resize(ref _fields, _count * 2);
        _fields[_count++] = field;
    }

    public bool Has(HeaderName name) => IndexOf(name) >= 0;

    /// <returns>The first field's value, or null.</returns>
    public string? Header(HeaderName name) => IndexOf(name) is var i and >= 0 ? Text(_fields[i]) : null;

    /// <returns>Every value of the field, comma-separated ones apart.</returns>
    public List<string> HeaderValues(HeaderName name)
    {
        var values = new List<string>();
        for (var i = 0; i < _count; i++)
            if (_fields[i].Name == name)
                values.AddRange(Quoting.SplitList(Text(_fields[i])));
        return values;
    }

    /// <returns>Each field's value as it stands (Authorization holds commas of its own).</returns>
    public IEnumerable<string> HeaderFields(HeaderName name)
    {
        for (var i = 0; i < _count; i++)
            if (_fields[i].Name == name)
                yield return Text(_fields[i]);
    }

    /// <summary>True when a comma-separated field (Supported, Require, Allow) names the token.</summary>
    public bool Names(HeaderName name, string token)
    {
        for (var i = 0; i < _count; i++)
            if (_fields[i].Name == name && HeaderValues(name).Contains(token, StringComparer.OrdinalIgnoreCase))
                return true;
        return false;
    }

    internal string Text(in Field field)
    {
        var value = Encoding.UTF8.GetString(bytes, field.ValueStart, field.ValueLength);
        return field.Folded ? Unfold(value) : value;
    }

    private int IndexOf(HeaderName name)
    {
        for (var i = 0; i < _count; i++)
            if (_fields[i].Name == name)
                return i;
        return -1;
    }

    /// <summary>
    /// A line that begins with a blank goes on with the one before: the break counts as one space (§7.3.1).
    /// </summary>
    private static string Unfold(string value)
    {
        var one = new StringBuilder(value.Length);
        for (var i = 0; i < value.Length; i++)
        {
            if (value[i] is not ('\r' or '\n'))
            {
                one.Append(value[i]);
                continue;
            }

            while (i + 1 < value.Length && value[i + 1] is '\r' or '\n' or ' ' or '\t')
                i++;
            one.Append(' ');
        }

        return one.ToString().Trim();
    }
}
