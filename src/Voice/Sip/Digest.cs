using System.Security.Cryptography;
using System.Text;

namespace TellerLine.Voice.Sip;

/// <summary>An Authorization header of scheme Digest (RFC 7616 §3.4, RFC 8760).</summary>
internal sealed record DigestCredentials(
    string Username, string Realm, string Nonce, string Uri, string Response, string Algorithm, string Qop, string Nc,
    string Cnonce)
{
    /// <summary><c>nc</c> is eight hex digits; 0 without qop.</summary>
    public uint Count => uint.TryParse(Nc, System.Globalization.NumberStyles.HexNumber, null, out var n) ? n : 0;

    public static DigestCredentials? Parse(string header)
    {
        if (!header.StartsWith("Digest ", StringComparison.OrdinalIgnoreCase))
            return null;
        var parts = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var part in Quoting.SplitList(header[7..]))
        {
            var equals = part.IndexOf('=');
            if (equals <= 0)
                return null;
            parts[part[..equals].Trim()] = Quoting.Unquote(part.AsSpan(equals + 1)).ToString();
        }

        string Get(string name) => parts.GetValueOrDefault(name, "");
        return parts.ContainsKey("username") && parts.ContainsKey("nonce") && parts.ContainsKey("response")
            ? new DigestCredentials(
                Get("username"), Get("realm"), Get("nonce"), Get("uri"), Get("response"),
                parts.GetValueOrDefault("algorithm", Digest.Md5), Get("qop"), Get("nc"), Get("cnonce"))
            : null;
    }

    /// <summary>
    /// The <c>uri</c> is the Request-URI (RFC 7616 §3.4.6): else one answer would prove any request. Only user, host
    /// and port count, since proxies and telephones write the rest as they like.
    /// </summary>
    /// <param name="isOurs">
    /// Whether a host is this exchange: some telephones write the server alone, and not whom they ask it for.
    /// </param>
    public bool Fits(string requestUri, Func<string, bool> isOurs) => Uri == requestUri
        || (SipUri.TryParse(Uri, out var server) && server.User.Length == 0 && isOurs(server.Host))
        || (SipUri.TryParse(Uri, out var said) && SipUri.TryParse(requestUri, out var asked) && said.User == asked.User
            && said.Host.Equals(asked.Host, StringComparison.OrdinalIgnoreCase) && said.Port == asked.Port);

    /// <summary>Constant time in the response's characters.</summary>
    public bool Proves(string ha1, string method)
    {
        var expected = Digest.Response(Algorithm, ha1, Nonce, Nc, Cnonce, Qop, method, Uri);
        return expected is not null && CryptographicOperations.FixedTimeEquals(
            Encoding.ASCII.GetBytes(expected), Encoding.ASCII.GetBytes(Response.ToLowerInvariant()));
    }
}

internal static class Digest
{
    public const string Md5 = "MD5";
    public const string Sha256 = "SHA-256";

    public static string? Ha1(string algorithm, string user, string realm, string password) =>
        Hash(algorithm, $"{user}:{realm}:{password}");

    /// <summary>RFC 7616 §3.4.1; without qop as RFC 2069 had it.</summary>
    public static string? Response(
        string algorithm, string ha1, string nonce, string nc, string cnonce, string qop, string method, string uri)
    {
        if (Hash(algorithm, $"{method}:{uri}") is not { } ha2)
            return null;
        return qop.Length == 0 ? Hash(algorithm, $"{ha1}:{nonce}:{ha2}")
            : Hash(algorithm, $"{ha1}:{nonce}:{nc}:{cnonce}:{qop}:{ha2}");
    }

    /// <returns>Lower-case hex; null for an algorithm we have not.</returns>
    private static string? Hash(string algorithm, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        if (algorithm.Equals(Sha256, StringComparison.OrdinalIgnoreCase))
            return Convert.ToHexStringLower(SHA256.HashData(bytes));
#pragma warning disable CA5351 // RFC 7616 §3.2: what most telephones know; offered beside SHA-256.
        return algorithm.Equals(Md5, StringComparison.OrdinalIgnoreCase) ? Convert.ToHexStringLower(MD5.HashData(bytes))
            : null;
#pragma warning restore CA5351
    }
}
