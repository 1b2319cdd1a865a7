namespace TellerLine.Voice.Sip;

/// <summary>
/// The carrier that calls to telephone numbers go by (<see cref="VoiceOptions.Trunk"/>), and how we prove who we are to
/// it.
/// </summary>
internal sealed record Trunk(SipUri At, string User, string Password)
{
    /// <returns>Null when none is configured, or it is not understood.</returns>
    public static Trunk? Of(VoiceOptions options) =>
        TryParse(options.Trunk, out var at) ? new Trunk(at, options.TrunkUser, options.TrunkPassword) : null;

    /// <summary><c>sip:host</c>, <c>sip:host:port</c>, with <c>;transport=udp|tcp</c> or without.</summary>
    public static bool TryParse(string text, out SipUri at) => SipUri.TryParse(text, out at)
        && at is { Scheme: "sip", User: "", Headers: "", Transport: null or "udp" or "tcp" };

    /// <summary>The Request-URI of a number there (RFC 3261 §19.1.1: <c>user=phone</c>).</summary>
    public string UriOf(string number) =>
        $"sip:{number}@{HostPort}{(At.Transport is "tcp" ? ";transport=tcp" : "")};user=phone";

    /// <summary>Who calls, as the carrier's own domain names them.</summary>
    public string CallerUri(string user) => $"sip:{SipUri.Escape(user)}@{At.Host}";

    private string HostPort => At.Port < 0 ? At.Host : $"{At.Host}:{At.Port}";
}
