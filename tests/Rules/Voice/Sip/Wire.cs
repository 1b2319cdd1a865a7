using TellerLine.Voice.Sip;

namespace TellerLine.Rules.Voice.Sip;

/// <summary>Messages as a peer at 192.0.2.1 writes them.</summary>
internal static class Wire
{
    public const string Sdp =
        "v=0\r\no=- 1 1 IN IP4 192.0.2.1\r\ns=-\r\nc=IN IP4 192.0.2.1\r\nt=0 0\r\nm=audio 6000 RTP/AVP 8 0 101\r\na=rtpmap:101 telephone-event/8000\r\na=sendrecv\r\n";

    public static string Request(
        string method, string uri, int cseq = 1, string branch = "", string callId = "c1",
        string from = "<sip:1001@tellerline>;tag=f1",
        string to = "<sip:1001@tellerline>", string more = "", string body = "", string type = "application/sdp",
        string transport = "UDP") =>
        $"""
        {method} {uri} SIP/2.0
        Via: SIP/2.0/{transport} 192.0.2.1:5060;branch=z9hG4bK-{(branch.Length > 0 ? branch : method + callId + cseq)};rport
        Max-Forwards: 70
        From: {from}
        To: {to}
        Call-ID: {callId}
        CSeq: {cseq} {method}

        """.ReplaceLineEndings("\r\n") + (more.Length > 0 ? more + "\r\n" : "") + End(body, type);

    /// <summary>An answer to what we sent, with the peer's tag.</summary>
    public static string Response(
        SipMessage request, int status, string tag = "t1", string body = "", string more = "") =>
        $"SIP/2.0 {status} Whatever\r\n"
        + string.Concat(request.HeaderFields(HeaderName.Via).Select(v => $"Via: {v}\r\n"))
        + $"From: {request.Header(HeaderName.From)}\r\n"
        + $"To: {request.Header(HeaderName.To)}{(request.To.Tag.Length > 0 || status == 100 ? "" : ";tag=" + tag)}\r\n"
        + $"Call-ID: {request.CallId}\r\nCSeq: {request.CSeq} {request.MethodName}\r\nContact: <sip:1001@192.0.2.1:5060>\r\n"
        + (more.Length > 0 ? more + "\r\n" : "") + End(body, "application/sdp");

    /// <summary>The Authorization that answers our challenge.</summary>
    public static string Authorise(
        string method, SipMessage challenge, string user, string password, string algorithm, string uri)
    {
        var nonce = DigestCredentials.Parse(
            challenge.Header(HeaderName.WwwAuthenticate)! + ", username=\"\", response=\"\"")!.Nonce;
        var ha1 = Digest.Ha1(algorithm, user, "tellerline", password)!;
        var response = Digest.Response(algorithm, ha1, nonce, "00000001", "c", "auth", method, uri);
        return $"Authorization: Digest username=\"{user}\", realm=\"tellerline\", nonce=\"{nonce}\", uri=\"{uri}\", algorithm={algorithm}, qop=auth, nc=00000001, cnonce=\"c\", response=\"{response}\"";
    }

    private static string End(string body, string type) =>
        body.Length == 0 ? "Content-Length: 0\r\n\r\n"
        : $"Content-Type: {type}\r\nContent-Length: {body.Length}\r\n\r\n{body}";
}
