namespace TellerLine.Voice.Sip;

/// <summary>
/// Parameters as they stand (<c>;a=b;c;d="e"</c>), looked up without a table: a header has few and most are never asked
/// for.
/// </summary>
internal readonly struct HeaderParams(string raw)
{
    public static readonly HeaderParams None = new("");

    private static readonly System.Buffers.SearchValues<char> NotInAName = System.Buffers.SearchValues.Create(
        " \t<>\",");

    public string Raw => raw ?? "";

    public bool Has(string name) => Find(name, out _);

    /// <returns>The value (unquoted), "" for a parameter without one, null when absent.</returns>
    public string? Get(string name) => Find(name, out var value) ? value : null;

    /// <summary>The parameters without this one.</summary>
    public HeaderParams Without(string name)
    {
        var kept = "";
        var at = 0;
        while (Next(ref at, out var key, out _, out var whole))
            if (!key.Equals(name, StringComparison.OrdinalIgnoreCase))
                kept += ";" + whole.ToString();
        return new HeaderParams(kept);
    }

    /// <summary>Each has a name; quotes are closed.</summary>
    public bool IsWellFormed()
    {
        var at = 0;
        while (at < Raw.Length)
            if (!Next(ref at, out var key, out _, out _) || key.IsEmpty || key.ContainsAny(NotInAName))
                return false;
        return true;
    }

    public override string ToString() => Raw;

    private bool Find(string name, out string value)
    {
        var at = 0;
        while (Next(ref at, out var key, out var found, out _))
        {
            if (!key.Equals(name, StringComparison.OrdinalIgnoreCase))
                continue;
            value = Quoting.Unquote(found).ToString();
            return true;
        }

        value = "";
        return false;
    }

    private bool Next(
        ref int at, out ReadOnlySpan<char> key, out ReadOnlySpan<char> value, out ReadOnlySpan<char> whole)
    {
        key = value = whole = default;
        var text = Raw.AsSpan();
        if (at >= text.Length || text[at] != ';')
            return false;
        var start = at + 1;
        var end = Quoting.IndexOfOutside(text, ';', start);
        if (end == Quoting.Unbalanced)
            return false;
        if (end < 0)
            end = text.Length;
        at = end;
        whole = text[start..end].Trim();
        var equals = whole.IndexOf('=');
        key = equals < 0 ? whole : whole[..equals].TrimEnd();
        value = equals < 0 ? default : whole[(equals + 1)..].TrimStart();
        return true;
    }
}

/// <summary>Quoted strings (RFC 3261 §25.1): <c>"…"</c> with <c>\</c> before any character.</summary>
internal static class Quoting
{
    public const int Unbalanced = -2;

    /// <returns>Where <paramref name="wanted"/> stands outside quotes and angle brackets, -1, or <see
    /// cref="Unbalanced"/>.</returns>
    public static int IndexOfOutside(ReadOnlySpan<char> text, char wanted, int from = 0)
    {
        var quoted = false;
        var angle = false;
        for (var i = from; i < text.Length; i++)
        {
            var c = text[i];
            if (quoted)
            {
                if (c == '\\')
                    i++;
                else if (c == '"')
                    quoted = false;
            }
            else if (c == wanted && !angle)
            {
                return i;
            }
            else if (c == '"')
            {
                quoted = true;
            }
            else if (c == '<')
            {
                angle = true;
            }
            else if (c == '>')
            {
                angle = false;
            }
        }

        return quoted ? Unbalanced : -1;
    }

    public static ReadOnlySpan<char> Unquote(ReadOnlySpan<char> text)
    {
        text = text.Trim();
        if (text.Length < 2 || text[0] != '"' || text[^1] != '"')
            return text;
        text = text[1..^1];
        if (!text.Contains('\\'))
            return text;
        var plain = new System.Text.StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
            plain.Append(text[i] == '\\' && i + 1 < text.Length ? text[++i] : text[i]);
        return plain.ToString();
    }

    /// <summary>
    /// Something that can stand between quotes: no control characters, quotes and backslashes escaped.
    /// </summary>
    public static string Quote(string text)
    {
        var quoted = new System.Text.StringBuilder(text.Length + 2).Append('"');
        foreach (var c in text)
        {
            if (char.IsControl(c))
                continue;
            if (c is '"' or '\\')
                quoted.Append('\\');
            quoted.Append(c);
        }

        return quoted.Append('"').ToString();
    }

    /// <summary>Splits at commas outside quotes and angle brackets (§7.3.1).</summary>
    public static List<string> SplitList(string text)
    {
        var parts = new List<string>(1);
        var from = 0;
        while (from <= text.Length)
        {
            var comma = IndexOfOutside(text, ',', from);
            var end = comma < 0 ? text.Length : comma;
            var part = text.AsSpan(from, end - from).Trim();
            if (!part.IsEmpty)
                parts.Add(part.Length == text.Length ? text : part.ToString());
            from = end + 1;
        }

        return parts;
    }
}
