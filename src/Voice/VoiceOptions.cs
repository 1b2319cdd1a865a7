namespace TellerLine.Voice;

/// <summary>Section <c>Voice</c>.</summary>
public sealed record VoiceOptions
{
    /// <summary>The address SIP and media listen on; <c>0.0.0.0</c> for all.</summary>
    public string Listen { get; init; } = "0.0.0.0";

    /// <summary>
    /// The address peers are told (SDP, Contact, ICE); empty for a guess: the machine's own outward address.
    /// </summary>
    public string Advertise { get; init; } = "";

    /// <summary>UDP and TCP port of SIP; 0 for a free one (tests).</summary>
    public int SipPort { get; init; } = 5060;

    /// <summary>RTP ports, one even one a leg: first and last.</summary>
    public int RtpFirst { get; init; } = 20_000;

    public int RtpLast { get; init; } = 29_998;

    /// <summary>The one UDP port of all browsers; 0 for a free one.</summary>
    public int WebRtcPort { get; init; } = 19_998;

    /// <summary>The SIP domain of the registrar and its digest realm (RFC 3261 §22).</summary>
    public string Domain { get; init; } = "tellerline";

    /// <summary>
    /// Digest algorithms that telephones may answer by, in the order of the challenge: <c>SHA-256</c>, <c>MD5</c>
    /// (RFC 8760); none for both. What is not named is refused.
    /// </summary>
    /// <remarks>Empty on purpose: a list that is configured is added to the one that stands here.</remarks>
    public IReadOnlyList<string> DigestAlgorithms { get; init; } = [];

    /// <summary>SIP messages (start lines and headers, no secrets) kept for debugging; 0 for none.</summary>
    public int SipTrace { get; init; }

    /// <summary>Numbers that are answered; any other gets 404.</summary>
    public IReadOnlyList<string> Numbers { get; init; } = [];

    /// <summary>Where the media process keeps its socket, lock and log.</summary>
    public string RunDirectory { get; init; } = "data/run";

    /// <summary>No audio packet for so long: the leg is silent.</summary>
    public int SilentMs { get; init; } = 2_000;

    /// <summary>
    /// Neither RTP nor RTCP of a telephone for so long: it is asked whether it is there, and ended when it does not
    /// answer.
    /// </summary>
    public int VanishedMs { get; init; } = 20_000;

    /// <summary>
    /// Audio may go to addresses of this machine though the call's signalling came from elsewhere. Without it only to
    /// those that signal from the same address: a description could else point our audio at services of this machine.
    /// </summary>
    public bool MediaToSelf { get; init; }

    /// <summary>A browser without ICE consent for so long is gone (RFC 7675).</summary>
    public int BrowserLostMs { get; init; } = 30_000;

    /// <summary>Calls at once; more get 503 with Retry-After.</summary>
    public int MaxCalls { get; init; } = 2_000;

    /// <summary>
    /// Networks (<c>192.0.2.0/24</c>) of carriers and proxies of the bank's own: no limits by source, and their Contact
    /// and Record-Route are followed.
    /// </summary>
    public IReadOnlyList<string> TrustedNetworks { get; init; } = [];

    /// <summary>Calls at once from one address (an IPv6 /64); more get 503 with Retry-After.</summary>
    public int MaxCallsPerSource { get; init; } = 100;

    /// <summary>New calls a second from one address; more get 503 with Retry-After.</summary>
    public int MaxCallsPerSecondPerSource { get; init; } = 20;

    /// <summary>SIP requests a second from one address, those in a call aside; more are dropped.</summary>
    public int MaxRequestsPerSecondPerSource { get; init; } = 200;

    /// <summary>TCP and WebSocket connections from one address; more are closed at once.</summary>
    public int MaxConnectionsPerSource { get; init; } = 100;

    /// <summary>New TCP and WebSocket connections a second from one address; more are closed at once.</summary>
    public int MaxConnectionsPerSecondPerSource { get; init; } = 20;

    /// <summary>Telephones registered from one address; more get 403.</summary>
    public int MaxRegistrationsPerSource { get; init; } = 500;

    /// <summary>
    /// The carrier by which telephone numbers are called: <c>sip:host</c>, <c>sip:host:port</c>, with
    /// <c>;transport=tcp</c> or without. Empty: no calls to the outside.
    /// </summary>
    public string Trunk { get; init; } = "";

    /// <summary>Who we are to the carrier when it asks (401, 407); empty when it knows us by our address.</summary>
    public string TrunkUser { get; init; } = "";

    public string TrunkPassword { get; init; } = "";
}
