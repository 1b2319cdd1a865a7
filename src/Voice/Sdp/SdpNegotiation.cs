using System.Text;
using TellerLine.Voice.Media;

namespace TellerLine.Voice.Sdp;

/// <summary>
/// Our side of one session's offers and answers (RFC 3264, RFC 8829 §5): the origin line with its rising version, what
/// was sent last. One codec is answered, so that nobody switches in mid-call; we offer A-law first.
/// </summary>
internal sealed class SdpNegotiation(long sessionId)
{
    private readonly List<SdpMedia> _lines = [];
    private long _version;
    private string _last = "";
    private int _ours;

    /// <summary>What we sent last, "" before.</summary>
    public string Last => _last;

    /// <summary>Goes on from what another process sent last.</summary>
    /// <exception cref="SdpException">It is no description of ours.</exception>
    public static SdpNegotiation After(string last)
    {
        var session = SdpParser.Parse(last);
        var origin = session.Origin.Split(' ');
        if (origin.Length < 3 || !long.TryParse(origin[1], out var id) || !long.TryParse(origin[2], out var version)
            || SdpTerms.Audio(session) is not { } audio)
            throw new SdpException("no description of ours");
        var negotiation = new SdpNegotiation(id)
        {
            _version = version, _last = last, _ours = session.Media.IndexOf(audio),
            Local = new MediaLocal([audio.Address.Length > 0 ? audio.Address : session.Address], audio.Port, null),
            EventType = SdpTerms.EventType(audio),
            PutAside = SdpTerms.Direction(session, audio) is "recvonly" or "inactive",
        };
        negotiation._lines.AddRange(session.Media);
        return negotiation;
    }

    /// <summary>Where the party sends, and by which number it sends keys, as another process agreed on it.</summary>
    public MediaLocal? Local { get; private init; }

    public byte? EventType { get; private init; }

    /// <summary>And whether the party takes no audio of ours.</summary>
    public bool PutAside { get; private init; }

    /// <exception cref="SdpException">No audio that we can speak.</exception>
    public string Answer(SdpSession offer, MediaLocal local)
    {
        var audio = SdpTerms.Audio(offer) ?? throw new SdpException("No audio with PCMA or PCMU");
        var sdp = new StringBuilder(1_024);
        Session(sdp, local, audio.IsWebRtc, audio.IsWebRtc ? audio.Attribute("mid") : null, offer.Attribute("group"));
        _lines.Clear();
        _lines.AddRange(offer.Media);
        _ours = offer.Media.IndexOf(audio);
        foreach (var media in offer.Media)
        {
            if (media == audio)
                Answered(sdp, offer, audio, local);
            else
                Rejected(sdp, media);
        }

        return _last = sdp.ToString();
    }

    /// <summary>
    /// All that we can speak. In mid-call every line that there was keeps its place (RFC 3264 §8), and keys their
    /// number.
    /// </summary>
    /// <param name="eventType">The payload type that is agreed for keys; ours when none is.</param>
    public string Offer(MediaLocal local, bool webRtc, byte eventType = SdpTerms.OurEventType)
    {
        var sdp = new StringBuilder(1_024);
        var mid = webRtc ? _lines.Count > 0 ? _lines[_ours].Attribute("mid") : "0" : null;
        Session(sdp, local, webRtc, mid, webRtc ? "BUNDLE" : null);
        for (var i = 0; i < Math.Max(1, _lines.Count); i++)
        {
            if (i != _ours)
                Rejected(sdp, _lines[i]);
            else
                Offered(sdp, local, webRtc, mid, eventType);
        }

        return _last = sdp.ToString();
    }

    private void Offered(StringBuilder sdp, MediaLocal local, bool webRtc, string? mid, byte eventType)
    {
        var protocol = _lines.Count > 0 ? _lines[_ours].Protocol : webRtc ? "UDP/TLS/RTP/SAVPF" : "RTP/AVP";
        sdp.Append("m=audio ").Append(local.Port).Append(' ').Append(protocol).Append(" 8 0 ").Append(eventType)
            .Append("\r\n");
        if (webRtc)
            WebRtc(sdp, local, mid, "actpass");
        sdp.Append("a=rtpmap:8 PCMA/8000\r\na=rtpmap:0 PCMU/8000\r\n");
        Events(sdp, eventType);
        sdp.Append("a=ptime:20\r\na=sendrecv\r\n");
    }

    private void Session(StringBuilder sdp, MediaLocal local, bool webRtc, string? mid, string? group)
    {
        var address = local.Addresses[0];
        var family = address.Contains(':') ? "IP6" : "IP4";
        sdp.Append("v=0\r\no=- ").Append(sessionId).Append(' ').Append(++_version).Append(" IN ").Append(family)
            .Append(' ').Append(address)
            .Append("\r\ns=-\r\nc=IN ").Append(family).Append(' ').Append(address).Append("\r\nt=0 0\r\n");
        if (!webRtc)
            return;
        if (mid is not null && group is not null && group.StartsWith("BUNDLE", StringComparison.Ordinal))
            sdp.Append("a=group:BUNDLE ").Append(mid).Append("\r\n");
        sdp.Append("a=ice-lite\r\na=msid-semantic: WMS tellerline\r\n");
    }

    private static void Answered(StringBuilder sdp, SdpSession offer, SdpMedia audio, MediaLocal local)
    {
        var codec = SdpTerms.Codec(audio)!.Value;
        var events = SdpTerms.EventType(audio);
        sdp.Append("m=audio ").Append(local.Port).Append(' ').Append(audio.Protocol).Append(' ').Append((int)codec);
        if (events is not null)
            sdp.Append(' ').Append(events);
        sdp.Append("\r\n");
        if (audio.IsWebRtc)
            WebRtc(sdp, local, audio.Attribute("mid"), "passive");
        else if (audio.Attribute("rtcp-mux") is not null)
            sdp.Append("a=rtcp-mux\r\n");
        sdp.Append(codec == G711.Pcma ? "a=rtpmap:8 PCMA/8000\r\n" : "a=rtpmap:0 PCMU/8000\r\n");
        if (events is { } type)
            Events(sdp, type);
        var direction = SdpTerms.Mirror(SdpTerms.Direction(offer, audio));
        sdp.Append("a=ptime:20\r\na=").Append(direction).Append("\r\n");
    }

    private static void Events(StringBuilder sdp, byte type) =>
        sdp.Append("a=rtpmap:").Append(type).Append(" telephone-event/8000\r\na=fmtp:").Append(type).Append(' ')
        .Append(SdpTerms.Events).Append("\r\n");

    private static void WebRtc(StringBuilder sdp, MediaLocal local, string? mid, string setup)
    {
        var ours = local.WebRtc!;
        if (mid is not null)
            sdp.Append("a=mid:").Append(mid).Append("\r\n");
        sdp.Append("a=msid:tellerline audio\r\na=rtcp-mux\r\na=setup:").Append(setup)
            .Append("\r\na=ice-ufrag:").Append(ours.Ufrag).Append("\r\na=ice-pwd:").Append(ours.Password)
            .Append("\r\na=fingerprint:").Append(ours.Fingerprint).Append("\r\n");
        // RFC 8445 §5.1.2.1: type preference 126 for a host candidate, component 1.
        for (var i = 0; i < local.Addresses.Count; i++)
            sdp.Append("a=candidate:").Append(i + 1).Append(" 1 udp ").Append((126L << 24) + ((65_535L - i) << 8) + 255)
                .Append(' ').Append(local.Addresses[i]).Append(' ').Append(local.Port).Append(" typ host\r\n");
        sdp.Append("a=end-of-candidates\r\n");
    }

    /// <summary>A line not taken stays, with port 0 (RFC 3264 §6).</summary>
    private static void Rejected(StringBuilder sdp, SdpMedia media)
    {
        sdp.Append("m=").Append(media.Kind).Append(" 0 ").Append(media.Protocol).Append(' ')
            .AppendJoin(' ', media.Formats).Append("\r\n");
        if (media.Attribute("mid") is { } mid)
            sdp.Append("a=mid:").Append(mid).Append("\r\n");
    }
}
