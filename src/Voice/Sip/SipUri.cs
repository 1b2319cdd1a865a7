using System.Net;
using System.Net.Sockets;
using System.Text;

namespace TellerLine.Voice.Sip;

/// <summary>A <c>sip:</c> or <c>sips:</c> URI (RFC 3261 §19.1).</summary>
/// <param name="User">Unescaped, or "" when absent.</param>
/// <param name="Host">Lower case; an IPv6 address with its brackets.</param>
/// <param name="Port">-1 when absent.</param>
/// <param name="Headers">What follows <c>?</c>, as written.</param>
internal sealed record SipUri(string Scheme, string User, string Host, int Port, HeaderParams Params, string Headers)
{
    public string? Transport => Params.Get("transport")?.ToLowerInvariant();

    public bool IsLooseRouter => Params.Has("lr");

    /// <summary>The host as an address, or null for a name.</summary>
    public IPAddress? Address => IPAddress.TryParse(Host.AsSpan().Trim("[]"), out var address) ? address : null;

    /// <returns>
    /// The values of a header field that the URI asks for (§19.1.1), name and value unescaped; "" for one that is not
    /// well escaped.
    /// </returns>
    public IReadOnlyList<string> HeaderFields(string name)
    {
        List<string> values = [];
        foreach (var field in Headers.Split('&'))
        {
            var equals = field.IndexOf('=');
            if (TryUnescape(equals < 0 ? field : field.AsSpan(0, equals), out var named)
                && named.Equals(name, StringComparison.OrdinalIgnoreCase))
                values.Add(equals >= 0 && TryUnescape(field.AsSpan(equals + 1), out var value) ? value : "");
        }

        return values;
    }

    public static bool TryParse(string text, out SipUri uri)
    {
        uri = null!;
        var colon = text.IndexOf(':');
        if (colon < 0)
            return false;
        var scheme = text[..colon].ToLowerInvariant();
        if (scheme is not ("sip" or "sips"))
            return false;
        var rest = text.AsSpan(colon + 1);
        if (rest.ContainsAny(NotInAUri))
            return false;

        // The user part may hold ; and ? itself (RFC 4475 §3.1.1.11): the @ comes first.
        var at = rest.LastIndexOf('@');
        var user = "";
        if (at >= 0)
        {
            var userinfo = rest[..at];
            var password = userinfo.IndexOf(':');
            if (!TryUnescape(password < 0 ? userinfo : userinfo[..password], out user) || user.Length == 0)
                return false;
            rest = rest[(at + 1)..];
        }

        var question = rest.IndexOf('?');
        var headers = question < 0 ? "" : rest[(question + 1)..].ToString();
        if (question >= 0)
            rest = rest[..question];
        var semicolon = rest.IndexOf(';');
        var parameters = semicolon < 0 ? HeaderParams.None : new HeaderParams(rest[semicolon..].ToString());
        if (!parameters.IsWellFormed()
            || !TryParseHostPort(semicolon < 0 ? rest : rest[..semicolon], out var host, out var port))
            return false;
        uri = new SipUri(scheme, user, host, port, parameters, headers);
        return true;
    }

    public static bool TryParseHostPort(ReadOnlySpan<char> text, out string host, out int port)
    {
        host = "";
        port = -1;
        if (text.IsEmpty)
            return false;
        var end = text[0] == '[' ? text.IndexOf(']') + 1 : text.IndexOf(':') is var c and >= 0 ? c : text.Length;
        if (end <= 0)
            return false;
        var name = text[..end];
        if (end < text.Length)
        {
            if (text[end] != ':' || !ushort.TryParse(text[(end + 1)..], out var number) || number == 0)
                return false;
            port = number;
        }

        if (name[0] == '[')
        {
            if (!IPAddress.TryParse(name[1..^1], out var v6) || v6.AddressFamily != AddressFamily.InterNetworkV6)
                return false;
        }
        else if (name.ContainsAnyExcept(HostCharacters))
        {
            return false;
        }

        host = name.ToString().ToLowerInvariant();
        return true;
    }

    public override string ToString() =>
        $"{Scheme}:{(User.Length > 0 ? Escape(User) + "@" : "")}{Host}{(Port >= 0 ? ":" + Port : "")}{Params}{(Headers.Length > 0 ? "?" + Headers : "")}";

    /// <summary>Escapes what may not stand in a user part (§25.1: unreserved, user-unreserved).</summary>
    public static string Escape(string user)
    {
        if (!user.AsSpan().ContainsAnyExcept(UserCharacters))
            return user;
        var escaped = new StringBuilder(user.Length + 8);
        foreach (var b in Encoding.UTF8.GetBytes(user))
        {
            if (b < 128 && UserCharacters.Contains((char)b))
                escaped.Append((char)b);
            else
                escaped.Append('%').Append(b.ToString("X2"));
        }

        return escaped.ToString();
    }

    private static readonly System.Buffers.SearchValues<char> NotInAUri = System.Buffers.SearchValues.Create(
        "<>\" \t\r\n");

    private static readonly System.Buffers.SearchValues<char> HostCharacters =
        System.Buffers.SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._");

    private static readonly System.Buffers.SearchValues<char> UserCharacters =
        System.Buffers.SearchValues.Create(
            "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.!~*'()&=+$,;?/");

    private static bool TryUnescape(ReadOnlySpan<char> text, out string plain)
    {
        plain = "";
        if (!text.Contains('%'))
        {
            plain = text.ToString();
            return true;
        }

        Span<byte> bytes = text.Length <= 256 ? stackalloc byte[text.Length * 3] : new byte[text.Length * 3];
        var n = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '%')
            {
                n += Encoding.UTF8.GetBytes(text.Slice(i, 1), bytes[n..]);
                continue;
            }

            if (i + 2 >= text.Length
                || !byte.TryParse(
                    text.Slice(i + 1, 2), System.Globalization.NumberStyles.HexNumber, null, out bytes[n]))
                return false;
            n++;
            i += 2;
        }

        plain = Encoding.UTF8.GetString(bytes[..n]);
        return true;
    }
}
