namespace TellerLine.Voice.Sip;

/// <summary>
/// Our answers to another's challenges (RFC 3261 §22.2, RFC 7616 §3.4), for one call: once challenged, every further
/// request of it carries them. Of several challenges the first that we can answer counts (RFC 8760 §2.4). Under the
/// stack's gate.
/// </summary>
internal sealed class DigestClient(string user, string password)
{
    /// <summary>A server that ages its nonces in between may ask again, but not for ever.</summary>
    private const int MaxAnswers = 3;

    private readonly string _cnonce = SipStack.NewTag();
    private Challenge? _server;
    private Challenge? _proxy;
    private int _answers;

    private sealed record Challenge(string Realm, string Nonce, string Opaque, string Algorithm, bool Qop)
    {
        public uint Count { get; set; }

        /// <summary>An answer to it was taken.</summary>
        public bool Proved { get; set; }
    }

    /// <summary>Whether a request that got this 401 or 407 should be sent once more.</summary>
    public bool Takes(SipMessage refusal)
    {
        var byProxy = refusal.Status == 407;
        var before = byProxy ? _proxy : _server;
        var challenge = refusal.HeaderFields(byProxy ? HeaderName.ProxyAuthenticate : HeaderName.WwwAuthenticate)
            .Select(field => Read(field, before)).FirstOrDefault(c => c is not null);
        if (challenge is null || ++_answers > MaxAnswers)
            return false;
        if (byProxy)
            _proxy = challenge;
        else
            _server = challenge;
        return true;
    }

    /// <summary>A request with our answers got further: when one is challenged anew, they are not wrong.</summary>
    public void Accepted()
    {
        _answers = 0;
        _server?.Proved = true;
        _proxy?.Proved = true;
    }

    /// <summary>Writes what was asked for, if anything was.</summary>
    public void Write(ref SipWriter writer, string method, string requestUri)
    {
        if (_server is { } server)
            writer.Header("Authorization", Answer(server, method, requestUri));
        if (_proxy is { } proxy)
            writer.Header("Proxy-Authorization", Answer(proxy, method, requestUri));
    }

    /// <returns>Null when it cannot be answered, or was answered already and found wrong.</returns>
    private static Challenge? Read(string header, Challenge? before)
    {
        if (!header.StartsWith("Digest ", StringComparison.OrdinalIgnoreCase))
            return null;
        var parts = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var part in Quoting.SplitList(header[7..]))
            if (part.IndexOf('=') is var equals and > 0)
                parts[part[..equals].Trim()] = Quoting.Unquote(part.AsSpan(equals + 1)).ToString();
        string Get(string name) => parts.GetValueOrDefault(name, "");
        var algorithm = parts.GetValueOrDefault("algorithm", Digest.Md5);
        if (!parts.ContainsKey("realm") || Get("nonce").Length == 0
            || !(algorithm.Equals(Digest.Md5, StringComparison.OrdinalIgnoreCase)
                || algorithm.Equals(Digest.Sha256, StringComparison.OrdinalIgnoreCase)))
            return null;
        var qops = Get("qop").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (qops.Length > 0 && !qops.Contains("auth", StringComparer.OrdinalIgnoreCase))
            return null;
        // The same question again is the answer "wrong", unless only its nonce grew old.
        var stale = Get("stale").Equals("true", StringComparison.OrdinalIgnoreCase);
        return before is null || before.Proved || before.Realm != Get("realm")
            || (stale && before.Nonce != Get("nonce"))
            ? new Challenge(Get("realm"), Get("nonce"), Get("opaque"), algorithm, qops.Length > 0) : null;
    }

    private string Answer(Challenge challenge, string method, string uri)
    {
        var count = (++challenge.Count).ToString("x8", System.Globalization.CultureInfo.InvariantCulture);
        var qop = challenge.Qop ? "auth" : "";
        var ha1 = Digest.Ha1(challenge.Algorithm, user, challenge.Realm, password)!;
        var response = Digest.Response(
            challenge.Algorithm, ha1, challenge.Nonce, count, _cnonce, qop, method, uri);
        return $"Digest username={Quoting.Quote(user)}, realm={Quoting.Quote(challenge.Realm)}, "
            + $"nonce={Quoting.Quote(challenge.Nonce)}, uri=\"{uri}\", algorithm={challenge.Algorithm}, "
            + (challenge.Opaque.Length > 0 ? $"opaque={Quoting.Quote(challenge.Opaque)}, " : "")
            + (challenge.Qop ? $"qop=auth, nc={count}, cnonce=\"{_cnonce}\", " : "") + $"response=\"{response}\"";
    }
}
