namespace TellerLine.Voice.Sdp;

/// <summary>An attribute <c>a=name:value</c>; value "" for a flag.</summary>
internal readonly record struct SdpAttribute(string Name, string Value);

/// <summary>A session description as RFC 8866 has it, as far as an exchange needs to know.</summary>
internal sealed class SdpSession
{
    /// <summary>The session's <c>c=</c> address, or "" when only media have one.</summary>
    public string Address { get; set; } = "";

    /// <summary><c>o=</c> without <c>o=</c>.</summary>
    public string Origin { get; set; } = "";

    public List<SdpAttribute> Attributes { get; } = [];

    public List<SdpMedia> Media { get; } = [];

    public string? Attribute(string name) => Find(Attributes, name);

    internal static string? Find(List<SdpAttribute> attributes, string name)
    {
        foreach (var attribute in attributes)
            if (attribute.Name == name)
                return attribute.Value;
        return null;
    }
}

/// <summary>One <c>m=</c> line with what follows it.</summary>
internal sealed class SdpMedia(string kind, int port, string protocol, IReadOnlyList<string> formats)
{
    public string Kind => kind;

    public int Port => port;

    public string Protocol => protocol;

    public IReadOnlyList<string> Formats => formats;

    /// <summary>Its own <c>c=</c> address, or "" for the session's.</summary>
    public string Address { get; set; } = "";

    public List<SdpAttribute> Attributes { get; } = [];

    public bool IsPlainRtp => protocol == "RTP/AVP";

    public bool IsWebRtc => protocol is "UDP/TLS/RTP/SAVPF" or "RTP/SAVPF";

    public string? Attribute(string name) => SdpSession.Find(Attributes, name);

    /// <summary>
    /// The encoding of a payload type (<c>telephone-event/8000</c>), static types included (RFC 3551 §6).
    /// </summary>
    public string Encoding(string format)
    {
        foreach (var attribute in Attributes)
            if (attribute.Name == "rtpmap" && attribute.Value.StartsWith(format + " ", StringComparison.Ordinal))
                return attribute.Value[(format.Length + 1)..].Trim();
        return format switch { "0" => "PCMU/8000", "8" => "PCMA/8000", _ => "" };
    }
}
