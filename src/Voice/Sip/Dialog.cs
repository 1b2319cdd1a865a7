using System.Net;

namespace TellerLine.Voice.Sip;

/// <summary>A dialog (RFC 3261 §12): what both sides must remember to speak again. Under the stack's gate.</summary>
internal sealed class Dialog
{
    public required string CallId { get; init; }

    public required string LocalTag { get; init; }

    public string RemoteTag { get; set; } = "";

    /// <summary>The value of From (our requests) or To without the tag, as written on the wire.</summary>
    public required string LocalUri { get; init; }

    public required string RemoteUri { get; init; }

    public string RemoteTarget { get; set; } = "";

    public uint LocalCSeq { get; set; }

    public uint RemoteCSeq { get; set; }

    /// <summary>In the order in which Route is written.</summary>
    public IReadOnlyList<string> RouteSet { get; set; } = [];

    /// <summary>Where the peer was last heard.</summary>
    public required SipFlow Flow { get; set; }

    /// <summary>
    /// The peer proved who it is, is one we dialled, or is of a network the bank trusts. A stranger's Contact and
    /// Record-Route are words: he is spoken to where he came from, and nowhere else.
    /// </summary>
    public bool Trusted { get; set; }

    /// <summary>
    /// The peer's addresses in Contact and Via are not where its packets come from (NAT): answer the source, not the
    /// Contact.
    /// </summary>
    public bool BehindNat { get; set; }

    public static Dialog Incoming(SipMessage invite, SipFlow flow, string localTag)
    {
        var contact = invite.HeaderValues(HeaderName.Contact);
        var target = contact.Count > 0 && NameAddress.TryParse(contact[0], out var address) ? address.Uri
            : invite.From.Uri;
        return new Dialog
        {
            CallId = invite.CallId,
            LocalTag = localTag,
            RemoteTag = invite.From.Tag,
            LocalUri = Bare(invite.To),
            RemoteUri = Bare(invite.From),
            RemoteTarget = target,
            RemoteCSeq = invite.CSeq,
            RouteSet = invite.HeaderValues(HeaderName.RecordRoute),
            Flow = flow,
            BehindNat = IsBehindNat(invite, flow, target),
        };
    }

    /// <summary>§12.1.2: completed by the answer to our INVITE; its Record-Route is read backwards.</summary>
    public void Answered(SipMessage response, SipFlow flow)
    {
        RemoteTag = response.To.Tag;
        var route = response.HeaderValues(HeaderName.RecordRoute);
        route.Reverse();
        RouteSet = route;
        Flow = flow;
        Refresh(response);
    }

    /// <summary>Target refresh (§12.2): re-INVITE, UPDATE and their 2xx may move the peer's Contact.</summary>
    public void Refresh(SipMessage message)
    {
        var contact = message.HeaderValues(HeaderName.Contact);
        if (contact.Count > 0 && NameAddress.TryParse(contact[0], out var address))
            RemoteTarget = address.Uri;
    }

    /// <summary>A request in the dialog must count upwards (§12.2.2); ACK repeats its INVITE's number.</summary>
    public bool Accepts(uint cseq)
    {
        if (cseq <= RemoteCSeq && RemoteCSeq != 0)
            return false;
        RemoteCSeq = cseq;
        return true;
    }

    /// <summary>
    /// What a request is addressed to: the target, unless the first route is a strict router (§12.2.1.1).
    /// </summary>
    public string RequestUri => StrictRoute ?? RemoteTarget;

    private string? StrictRoute => RouteSet.Count > 0 && NameAddress.TryParse(RouteSet[0], out var first)
        && first.Sip is { IsLooseRouter: false } ? first.Uri : null;

    /// <summary>Starts a request with Via, Max-Forwards, Route, From, To, Call-ID and CSeq (§12.2.1.1).</summary>
    public SipWriter Request(string method, uint cseq, string branch, string viaHost, SipFlow flow)
    {
        var strict = StrictRoute;
        var writer = SipWriter.Request(method, strict ?? RemoteTarget);
        writer.Header("Via", $"SIP/2.0/{flow.ViaTransport} {viaHost};branch={branch};rport");
        writer.Header("Max-Forwards", 70);
        for (var i = strict is null ? 0 : 1; i < RouteSet.Count; i++)
            writer.Header("Route", RouteSet[i]);
        if (strict is not null)
            writer.Header("Route", $"<{RemoteTarget}>");
        writer.Header("From", $"{LocalUri};tag={LocalTag}");
        writer.Header("To", RemoteTag.Length > 0 ? $"{RemoteUri};tag={RemoteTag}" : RemoteUri);
        writer.Header("Call-ID", CallId);
        writer.Header("CSeq", $"{cseq} {method}");
        return writer;
    }

    /// <summary>What an answer to our request of this number repeats.</summary>
    public Asked Asked(uint cseq) => new(CallId, LocalTag, RemoteTag, cseq);

    /// <summary>
    /// The URI that decides where a request goes: the first route, else the target (§12.2.1.1, §8.1.2).
    /// </summary>
    public SipUri? NextHop =>
        RouteSet.Count > 0 && NameAddress.TryParse(RouteSet[0], out var route) ? route.Sip
        : SipUri.TryParse(RemoteTarget, out var target) ? target : null;

    /// <summary>
    /// A Contact that names the same host as the Via, and both not the source: the peer does not know its own address.
    /// </summary>
    public static bool IsBehindNat(SipMessage request, SipFlow flow, string target) =>
        request.TopVia is { } via && via.Host != flow.RemoteHost && SipUri.TryParse(target, out var uri)
            && (uri.Host == via.Host || uri.Address is null || IPAddress.IsLoopback(uri.Address));

    private static string Bare(NameAddress address) => (address with { Params = address.Params.Without("tag") })
        .ToString();
}
