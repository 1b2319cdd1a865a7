namespace TellerLine.Voice.Sip;

/// <summary>
/// The value of From, To, Contact, Route: <c>"display" &lt;uri&gt;;params</c> or <c>uri;params</c>, where the
/// parameters are then the header's (RFC 3261 §20.10).
/// </summary>
internal sealed record NameAddress(string Display, string Uri, HeaderParams Params)
{
    public string Tag => Params.Get("tag") ?? "";

    /// <summary>The URI when it is a sip one that can be understood, else null.</summary>
    public SipUri? Sip => SipUri.TryParse(Uri, out var uri) ? uri : null;

    public static bool TryParse(string text, out NameAddress address)
    {
        address = null!;
        var open = IndexOfAngle(text);
        if (open == Quoting.Unbalanced)
            return false;
        if (open >= 0)
        {
            var close = text.IndexOf('>', open);
            if (close < 0)
                return false;
            var after = text.AsSpan(close + 1).Trim();
            var parameters = new HeaderParams(after.ToString());
            if (!after.IsEmpty && (after[0] != ';' || !parameters.IsWellFormed()))
                return false;
            var display = Quoting.Unquote(text.AsSpan(0, open)).ToString();
            address = new NameAddress(display, text.AsSpan(open + 1, close - open - 1).Trim().ToString(), parameters);
            return HasScheme(address.Uri);
        }

        var semicolon = text.IndexOf(';');
        var bare = (semicolon < 0 ? text : text[..semicolon]).Trim();
        var own = semicolon < 0 ? HeaderParams.None : new HeaderParams(text[semicolon..]);
        address = new NameAddress("", bare, own);
        return bare.Length > 0 && !bare.AsSpan().ContainsAny(" \t\"?") && own.IsWellFormed() && HasScheme(bare);
    }

    public override string ToString() =>
        (Display.Length > 0 ? Quoting.Quote(Display) + " " : "") + "<" + Uri + ">" + Params.Raw;

    private static bool HasScheme(string uri)
    {
        var colon = uri.IndexOf(':');
        if (colon <= 0
            || !uri.AsSpan(0, colon).ToString().All(c => char.IsAsciiLetterOrDigit(c) || c is '+' or '-' or '.'))
            return false;
        return !(uri.StartsWith("sip:", StringComparison.OrdinalIgnoreCase)
            || uri.StartsWith("sips:", StringComparison.OrdinalIgnoreCase))
            || SipUri.TryParse(uri, out _);
    }

    private static int IndexOfAngle(string text)
    {
        var quoted = false;
        for (var i = 0; i < text.Length; i++)
        {
            if (quoted && text[i] == '\\')
                i++;
            else if (text[i] == '"')
                quoted = !quoted;
            else if (text[i] == '<' && !quoted)
                return i;
        }

        return quoted ? Quoting.Unbalanced : -1;
    }
}
