using System.Collections.Frozen;
using System.Text;

namespace TellerLine.Voice.Sip;

/// <summary>The header fields this stack looks at; all others are kept as bytes.</summary>
internal enum HeaderName : byte
{
    Other,
    Via,
    From,
    To,
    CallId,
    CSeq,
    Contact,
    MaxForwards,
    Route,
    RecordRoute,
    ContentType,
    ContentLength,
    ContentEncoding,
    ContentDisposition,
    Expires,
    Require,
    Supported,
    Allow,
    Authorization,
    ProxyAuthorization,
    WwwAuthenticate,
    ProxyAuthenticate,
    SessionExpires,
    MinSe,
    RetryAfter,
    MinExpires,
    Privacy,
    AssertedIdentity,
    Reason,
    RSeq,
    RAck,
    ReferTo,
    Replaces,
}

internal static class HeaderNames
{
    private const int Longest = 24;

    // Compact forms: RFC 3261 §7.3.3, RFC 4028 §4 (x), RFC 3515 §2.1 (r).
    private static readonly FrozenDictionary<string, HeaderName>.AlternateLookup<ReadOnlySpan<char>> Known =
        new Dictionary<string, HeaderName>
        {
            ["via"] = HeaderName.Via, ["v"] = HeaderName.Via,
            ["from"] = HeaderName.From, ["f"] = HeaderName.From,
            ["to"] = HeaderName.To, ["t"] = HeaderName.To,
            ["call-id"] = HeaderName.CallId, ["i"] = HeaderName.CallId,
            ["cseq"] = HeaderName.CSeq,
            ["contact"] = HeaderName.Contact, ["m"] = HeaderName.Contact,
            ["max-forwards"] = HeaderName.MaxForwards,
            ["route"] = HeaderName.Route,
            ["record-route"] = HeaderName.RecordRoute,
            ["content-type"] = HeaderName.ContentType, ["c"] = HeaderName.ContentType,
            ["content-length"] = HeaderName.ContentLength, ["l"] = HeaderName.ContentLength,
            ["content-encoding"] = HeaderName.ContentEncoding, ["e"] = HeaderName.ContentEncoding,
            ["content-disposition"] = HeaderName.ContentDisposition,
            ["expires"] = HeaderName.Expires,
            ["require"] = HeaderName.Require,
            ["supported"] = HeaderName.Supported, ["k"] = HeaderName.Supported,
            ["allow"] = HeaderName.Allow,
            ["authorization"] = HeaderName.Authorization,
            ["proxy-authorization"] = HeaderName.ProxyAuthorization,
            ["www-authenticate"] = HeaderName.WwwAuthenticate,
            ["proxy-authenticate"] = HeaderName.ProxyAuthenticate,
            ["session-expires"] = HeaderName.SessionExpires, ["x"] = HeaderName.SessionExpires,
            ["min-se"] = HeaderName.MinSe,
            ["retry-after"] = HeaderName.RetryAfter,
            ["min-expires"] = HeaderName.MinExpires,
            ["privacy"] = HeaderName.Privacy,
            ["p-asserted-identity"] = HeaderName.AssertedIdentity,
            ["reason"] = HeaderName.Reason,
            ["rseq"] = HeaderName.RSeq,
            ["rack"] = HeaderName.RAck,
            ["refer-to"] = HeaderName.ReferTo, ["r"] = HeaderName.ReferTo,
            ["replaces"] = HeaderName.Replaces,
        }.ToFrozenDictionary(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

    public static HeaderName Parse(ReadOnlySpan<byte> name)
    {
        if (name.Length > Longest)
            return HeaderName.Other;
        Span<char> lower = stackalloc char[Longest];
        return Ascii.ToLower(name, lower, out var written) == System.Buffers.OperationStatus.Done
            && Known.TryGetValue(lower[..written], out var id) ? id : HeaderName.Other;
    }

    /// <summary>A second one of these makes a request ambiguous (RFC 4475 §3.3.8, §3.3.9).</summary>
    public static bool AtMostOnce(this HeaderName name) =>
        name is HeaderName.From or HeaderName.To or HeaderName.CallId or HeaderName.CSeq or HeaderName.MaxForwards
            or HeaderName.ContentLength or HeaderName.ContentType;
}
