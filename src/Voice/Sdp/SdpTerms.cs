using System.Net;
using TellerLine.Voice.Media;
using TellerLine.Voice.Media.Engine;

namespace TellerLine.Voice.Sdp;

/// <summary>
/// What of a peer's description becomes the media process's orders. Shared by offers we answer and answers to ours.
/// </summary>
internal static class SdpTerms
{
    /// <summary>We announce 16 of them: 0–9, *, #, A–D (RFC 4733 §2.4.1).</summary>
    public const string Events = "0-15";

    public const byte OurEventType = 101;

    /// <returns>The first audio line that can be talked over, or null.</returns>
    public static SdpMedia? Audio(SdpSession session) =>
        session.Media.Find(
            m => m.Kind == "audio" && m.Port != 0 && (m.IsPlainRtp || m.IsWebRtc) && Codec(m) is not null);

    /// <returns>The peer's first choice that we have (RFC 3264 §6.1), or null.</returns>
    public static G711? Codec(SdpMedia media)
    {
        foreach (var format in media.Formats)
        {
            if (format == "8" && IsEncoding(media, format, "PCMA/8000"))
                return G711.Pcma;
            if (format == "0" && IsEncoding(media, format, "PCMU/8000"))
                return G711.Pcmu;
        }

        return null;
    }

    public static byte? EventType(SdpMedia media)
    {
        foreach (var format in media.Formats)
            if (IsEncoding(media, format, "telephone-event/8000") && byte.TryParse(format, out var type)
                && type is >= 96 and < 128)
                return type;
        return null;
    }

    /// <summary>The direction as the peer sees itself; sendrecv when not said.</summary>
    public static string Direction(SdpSession session, SdpMedia media)
    {
        foreach (var name in (ReadOnlySpan<string>)["sendrecv", "sendonly", "recvonly", "inactive"])
            if (media.Attribute(name) is not null)
                return name;
        foreach (var name in (ReadOnlySpan<string>)["sendonly", "recvonly", "inactive"])
            if (session.Attribute(name) is not null)
                return name;
        return "sendrecv";
    }

    public static string Mirror(string direction) =>
        direction switch { "sendonly" => "recvonly", "recvonly" => "sendonly", _ => direction };

    /// <exception cref="SdpException">The address is not numeric, or what WebRTC needs is missing.</exception>
    public static MediaRemote Remote(SdpSession session, SdpMedia media)
    {
        var address = media.Address.Length > 0 ? media.Address : session.Address;
        var webRtc = media.IsWebRtc ? WebRtc(session, media) : null;
        if (!IPAddress.TryParse(address, out var ip))
            throw new SdpException($"c= \"{address}\": a numeric address expected");
        if (webRtc is null && ip.GetAddressBytes().Any(b => b != 0) && SendRules.IsNobodys(ip))
            throw new SdpException($"c= \"{address}\": no single party's address");
        var direction = Direction(session, media);
        // 0.0.0.0 is the hold of RFC 2543.
        var held = webRtc is null && (ip.Equals(IPAddress.Any) || ip.Equals(IPAddress.IPv6Any));
        var ptime = int.TryParse(media.Attribute("ptime") ?? session.Attribute("ptime"), out var ms)
            && ms is >= 10 and <= 60 ? ms / 10 * 10 : 20;
        return new MediaRemote(
            address, media.Port, Codec(media) ?? throw new SdpException("No common codec"), EventType(media), ptime,
            WeSend: !held && direction is "sendrecv" or "recvonly", WeReceive: direction is "sendrecv" or "sendonly",
            webRtc)
        {
            RtcpMux = media.Attribute("rtcp-mux") is not null,
            RtcpPort = RtcpPort(media, ip),
        };
    }

    /// <summary>
    /// RFC 3605: <c>a=rtcp:53020</c> or <c>a=rtcp:53020 IN IP4 192.0.2.1</c>. 0 when not said. Another host than the
    /// audio's is not taken (-1): our reports then go where the party's come from.
    /// </summary>
    private static int RtcpPort(SdpMedia media, IPAddress audio)
    {
        if (media.Attribute("rtcp") is not { } said)
            return 0;
        var parts = said.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length == 0 || !ushort.TryParse(parts[0], out var port) || port == 0)
            return 0;
        return parts.Length < 4 || (IPAddress.TryParse(parts[3], out var host) && host.Equals(audio)) ? port : -1;
    }

    private static WebRtcRemote WebRtc(SdpSession session, SdpMedia media)
    {
        string Needed(string name) =>
            media.Attribute(name) ?? session.Attribute(name) ?? throw new SdpException($"a={name} is missing");
        if (media.Attribute("rtcp-mux") is null)
            throw new SdpException("a=rtcp-mux is missing");
        if (Needed("setup") == "passive")
            throw new SdpException("a=setup:passive: we are passive ourselves");
        return new WebRtcRemote(Needed("ice-ufrag"), Needed("ice-pwd"), Needed("fingerprint"));
    }

    private static bool IsEncoding(SdpMedia media, string format, string wanted) =>
        media.Encoding(format) is var e
        && (e.Equals(wanted, StringComparison.OrdinalIgnoreCase)
            || e.StartsWith(wanted + "/1", StringComparison.OrdinalIgnoreCase));
}
