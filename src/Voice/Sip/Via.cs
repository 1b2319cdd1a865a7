namespace TellerLine.Voice.Sip;

/// <summary>The topmost Via (RFC 3261 §20.42, §18.2).</summary>
/// <param name="Transport">Upper case.</param>
/// <param name="Port">-1 when absent.</param>
internal sealed record Via(string Transport, string Host, int Port, HeaderParams Params)
{
    /// <summary>A branch that begins so is unique (§8.1.1.7); without it a peer of RFC 2543 is speaking.</summary>
    public const string Cookie = "z9hG4bK";

    public string Branch { get; } = Params.Get("branch") ?? "";

    public string SentBy => Port < 0 ? Host : $"{Host}:{Port}";

    /// <summary>Asks for the answer at its source port (RFC 3581).</summary>
    public bool AsksForSourcePort => Params.Has("rport");

    public bool HasUniqueBranch => Branch.Length > Cookie.Length
        && Branch.StartsWith(Cookie, StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// Reads the first Via of a comma-separated value; blanks may stand around slashes, colons and semicolons.
    /// </summary>
    public static bool TryParse(string text, out Via via)
    {
        via = null!;
        var comma = Quoting.IndexOfOutside(text, ',');
        if (comma == Quoting.Unbalanced)
            return false;
        var one = (comma < 0 ? text : text[..comma]).Trim().AsSpan();
        var slash = one.IndexOf('/');
        var second = slash < 0 ? -1 : one[(slash + 1)..].IndexOf('/') + slash + 1;
        if (second <= slash || !one[..slash].Trim().Equals("SIP", StringComparison.OrdinalIgnoreCase)
            || !one[(slash + 1)..second].Trim().SequenceEqual("2.0"))
            return false;
        var rest = one[(second + 1)..].TrimStart();
        var blank = rest.IndexOfAny(' ', '\t');
        if (blank <= 0)
            return false;
        var transport = rest[..blank].ToString().ToUpperInvariant();
        rest = rest[blank..].TrimStart();
        var semicolon = rest.IndexOf(';');
        var sentBy = (semicolon < 0 ? rest : rest[..semicolon]).Trim();
        var parameters = semicolon < 0 ? HeaderParams.None : new HeaderParams(rest[semicolon..].ToString());
        if (sentBy.ContainsAny(" \t"))
            sentBy = sentBy.ToString().Replace(" ", "", StringComparison.Ordinal)
                .Replace("\t", "", StringComparison.Ordinal);
        if (!SipUri.TryParseHostPort(sentBy, out var host, out var port) || !parameters.IsWellFormed())
            return false;
        via = new Via(transport, host, port, parameters);
        return true;
    }
}
