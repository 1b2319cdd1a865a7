namespace TellerLine.Voice.Media;

/// <summary>
/// The media process as the signalling sees it: sessions by name, addresses for the SDP, orders and events. The real
/// one speaks to
/// <c>tellerline media</c> over a local socket.
/// </summary>
internal interface IMedia
{
    bool IsReady { get; }

    /// <summary>A session with a port of its own (SIP), or on the browsers' shared port (WebRTC).</summary>
    /// <param name="remote">What the peer's SDP said, when it is known already.</param>
    /// <exception cref="MediaException">
    /// No room; or the description cannot be taken (<see cref="MediaException.IsOfDescription"/>), then the session is
    /// open all the same.
    /// </exception>
    Task<MediaLocal> Open(string legId, bool webRtc, MediaRemote? remote = null);

    /// <summary>
    /// What the peer's SDP said. Called again on a re-offer; an ICE restart has new credentials, the DTLS session
    /// stays.
    /// </summary>
    /// <returns>For WebRTC after an ICE restart: our new credentials; else as before.</returns>
    Task<MediaLocal> SetRemote(string legId, MediaRemote remote);

    /// <summary>
    /// The party acknowledged what we answered: its signalling's address is real, so audio may flow there without the
    /// bound that holds before.
    /// </summary>
    void Acknowledge(string legId);

    /// <summary>
    /// Starts playing; <see cref="MediaEvent.PlayEnded"/> with the same id follows. A new play replaces the old
    /// (Stopped).
    /// </summary>
    Task Play(string legId, long playId, PlayRequest request);

    Task StopPlay(string legId);

    /// <summary>
    /// Each listener named hears exactly its sources from now on, all at one instant (<see cref="IExchange.Connect"/>).
    /// Legs that are gone are passed over.
    /// </summary>
    /// <exception cref="MediaException">Beyond a bound; nothing was changed.</exception>
    Task Connect(IReadOnlyList<MediaHearing> hearings);

    /// <summary>Each hears the other and nobody else; both are off hold, and what they were playing stops.</summary>
    Task Bridge(string a, string b);

    /// <summary>It hears nobody, and whom it heard does not hear it; it is off hold.</summary>
    Task Unbridge(string legId);

    /// <summary>
    /// The leg hears only what is played to it, and nobody hears it; whom it hears is kept, and may change.
    /// </summary>
    Task Hold(string legId, bool on);

    /// <summary>Nothing from this leg is passed to its listeners.</summary>
    Task Mute(string legId, bool on);

    /// <summary>
    /// On: while a key is sung in the audio (no telephone-event agreed) its listeners and its recording hear silence.
    /// </summary>
    Task KeepTones(string legId, bool on);

    /// <summary>
    /// On: whoever sings his keys in the audio (no telephone-event agreed) is kept from his listeners and his recording
    /// altogether, not from the moment on in which a tone is known for a key; his keys are told as before. Off: heard
    /// again, once the last tone is over.
    /// </summary>
    Task HideSungKeys(string legId, bool on);

    /// <summary>
    /// On: <see cref="MediaEvent.Line"/> says what becomes of the call, from the beginning each time; off: no more.
    /// </summary>
    Task ListenToLine(string legId, bool on);

    Task SendDigits(string legId, string digits);

    /// <summary>A key that came by SIP INFO: goes where an RFC 4733 key would.</summary>
    void InjectDigit(string legId, byte digit);

    /// <summary>
    /// Prompts, then collects a secret under the rules of <see cref="CollectRequest.StarClears"/>; ends by maximum,
    /// <c>#</c>, time-out or <c>*</c> twice, and as a time-out after four keys to each digit whatever they were. From
    /// the call until the end no key of this leg is reported, recorded or passed on.
    /// </summary>
    /// <returns>The digits, once, in memory that the caller disposes.</returns>
    Task<SecretDigits> CollectSecret(string legId, SecretRequest request, CancellationToken ct);

    Task StartRecording(string legId, RecordRequest request);

    /// <summary>
    /// On: nothing of either side is kept from now, and the recording says so; off: it is kept again. Without a
    /// recording it holds for the next that begins.
    /// </summary>
    Task WithholdRecording(string legId, bool on);

    Task<RecordingSealed?> StopRecording(string legId);

    /// <returns>How the audio travelled; null when there was no such session.</returns>
    Task<LegQuality?> Close(string legId);

    /// <returns>How the audio travels; null when there is no such session.</returns>
    Task<LegQuality?> Quality(string legId);

    /// <summary>Sessions the process has (after adopting it).</summary>
    Task<IReadOnlyList<string>> Sessions();

    /// <summary>Those of them of whom nothing is heard now.</summary>
    Task<IReadOnlyList<string>> Silent() => Task.FromResult<IReadOnlyList<string>>([]);

    event Action<MediaEvent>? Happened;
}

internal enum G711
{
    Pcmu = 0,
    Pcma = 8,
}

/// <summary>A listener's name and those of all that it hears.</summary>
internal sealed record MediaHearing(string Listener, IReadOnlyList<string> Sources);

/// <param name="Addresses">What peers can reach, best first.</param>
internal sealed record MediaLocal(IReadOnlyList<string> Addresses, int Port, WebRtcLocal? WebRtc);

/// <param name="Fingerprint"><c>sha-256 AA:BB:…</c> of our certificate (RFC 8122). We are always ICE-lite and
/// DTLS-passive.</param>
internal sealed record WebRtcLocal(string Ufrag, string Password, string Fingerprint);

/// <param name="EventPayloadType">RFC 4733's, or null when the peer knows none.</param>
/// <param name="WeSend">False when the peer holds us (sendonly, inactive).</param>
internal sealed record MediaRemote(
    string Address, int Port, G711 Codec, byte? EventPayloadType, int PtimeMs, bool WeSend, bool WeReceive,
    WebRtcRemote? WebRtc)
{
    /// <summary>RTCP comes and goes on the RTP port (RFC 5761).</summary>
    public bool RtcpMux { get; init; }

    /// <summary>Where RTCP goes when not to the port above the RTP port (RFC 3605); 0 for that.</summary>
    public int RtcpPort { get; init; }

    /// <summary>
    /// The address the description came from: besides <see cref="Address"/>, audio is heard from there (a NAT's
    /// outside).
    /// </summary>
    public string? Signalling { get; init; }

    /// <summary>
    /// The party at <see cref="Signalling"/> has proved to be there (it answered us, or <see
    /// cref="IMedia.Acknowledge"/>).
    /// </summary>
    public bool Acknowledged { get; init; }
}

internal sealed record WebRtcRemote(string Ufrag, string Password, string Fingerprint);

/// <summary>Pinned digits; disposing zeroes them.</summary>
internal abstract class SecretDigits : IDisposable
{
    public abstract ReadOnlySpan<byte> Digits { get; }

    public abstract CollectEnd End { get; }

    public abstract int Count { get; }

    public abstract void Dispose();
}

internal abstract record MediaEvent(string LegId)
{
    /// <param name="Key"> 0–9, *, #, A–D; once per key.</param>
    public sealed record Digit(string LegId, char Key, int DurationMs) : MediaEvent(LegId);

    /// <summary>What the party's audio was recognised as.</summary>
    public sealed record Line(string LegId, LineSound Sound) : MediaEvent(LegId);

    public sealed record PlayEnded(string LegId, long PlayId, PlayEnd End) : MediaEvent(LegId);

    /// <summary>A key of a secret came; only how many there are now.</summary>
    public sealed record SecretCount(string LegId, int Count) : MediaEvent(LegId);

    public sealed record Audio(string LegId, LegAudio State) : MediaEvent(LegId);

    /// <summary>
    /// Neither RTP nor RTCP for <see cref="VoiceOptions.VanishedMs"/>: signalling is to ask whether the party is there.
    /// Told again as often while it stays so.
    /// </summary>
    public sealed record Vanished(string LegId) : MediaEvent(LegId);

    /// <summary>A browser is connected: ICE nominated, DTLS done, fingerprint matched, keys in use.</summary>
    public sealed record Connected(string LegId) : MediaEvent(LegId);

    /// <summary>The session cannot go on (consent lost, wrong fingerprint, handshake failed).</summary>
    /// <param name="ByParty">The browser said good-bye: nothing failed, the party closed it.</param>
    public sealed record Failed(string LegId, string Reason, bool ByParty = false) : MediaEvent(LegId);

    /// <summary>A span of a recording is missing (disk too slow or full).</summary>
    public sealed record RecordingGap(string LegId, string RecordingId, int Ms) : MediaEvent(LegId);

    /// <summary>The process is gone (every session with it), or a new one is ready.</summary>
    public sealed record Health(MediaHealth State) : MediaEvent("");
}
