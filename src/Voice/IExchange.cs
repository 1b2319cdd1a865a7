namespace TellerLine.Voice;

/// <summary>
/// The telephone exchange: calls come in and go out, two are bridged. Signalling runs here, media in a process of its
/// own (<c>docs/decisions</c>). It knows no bank and no database.
/// </summary>
public interface IExchange
{
    /// <summary>
    /// Who takes a call to a served number; set once, before the exchange starts. The story runs until it returns; a
    /// leg still there is then hung up. A story that throws costs its own call (500 before the answer, BYE after) and
    /// is logged.
    /// </summary>
    Func<ILeg, Task>? OnCall { get; set; }

    /// <summary>
    /// Who takes the call of a user's own telephone (<see cref="ILeg.User"/>, proved) to whatever is no served number:
    /// another user, a telephone number, a code; in <see cref="ILeg.CalledNumber"/> as <see cref="DialRequest.To"/>
    /// takes it. As <see cref="OnCall"/>; while there is nobody such calls get 404.
    /// </summary>
    Func<ILeg, Task>? OnUserCall { get; set; }

    /// <summary>
    /// Calls a user's telephones, a number by the trunk or a SIP address, and completes when it is answered or not.
    /// </summary>
    /// <param name="ct">Cancelling withdraws the call (CANCEL, RFC 3261 §9).</param>
    Task<Dialled> Dial(DialRequest request, CancellationToken ct);

    /// <summary>
    /// Opens a browser's long-lived connection: its SDP offer in, the answer out (RFC 8829). The leg lives until closed
    /// or its ICE consent is lost for <see cref="VoiceOptions.BrowserLostMs"/>.
    /// </summary>
    /// <exception cref="SdpException">The offer cannot be answered; the message names the line.</exception>
    Task<BrowserAnswer> OpenBrowser(string sdpOffer, CancellationToken ct);

    /// <summary>
    /// Answers a further offer of the same browser connection (an ICE restart: the DTLS session stays).
    /// </summary>
    Task<string> RenewBrowser(ILeg browser, string sdpOffer, CancellationToken ct);

    /// <summary>
    /// Who hears whom: each listener named hears exactly its sources from now on, all in one instant; who is not named
    /// hears on as before. One source is passed through as it comes; several are mixed for this listener. Who is held
    /// or muted, or keys a secret, is in the matrix and silent.
    /// </summary>
    /// <remarks>
    /// A leg that is gone is passed over, as listener and as source, and falls out of every set by itself. What a
    /// listener was playing ends when it hears somebody it did not hear, unless it is held or the play is
    /// <see cref="PlayRequest.Over"/>. A key is passed to nobody.
    /// </remarks>
    /// <param name="hearings">At most 32, each listener once, of at most 8 sources; a source has at most 16
    /// listeners.</param>
    /// <exception cref="Media.MediaException">Beyond a bound, a leg that would hear itself; nothing was
    /// changed.</exception>
    Task Connect(IReadOnlyList<Hearing> hearings);

    /// <summary>Joins two legs: each hears the other from now on. What either was playing stops.</summary>
    Task Bridge(ILeg a, ILeg b);

    /// <summary>
    /// Parts a leg from those it hears: it does not hear them, nor they it; who listens in still does.
    /// </summary>
    Task Unbridge(ILeg leg);

    /// <summary>True while a user's SIP phone is registered (RFC 3261 §10).</summary>
    bool IsRegistered(string user);

    /// <summary>
    /// After a restart, once the exchange listens: a leg of the process before this one, of which the media process
    /// kept the audio and, for SIP, the dialog was stored. It hears and is heard as it was; a story takes it up at the
    /// point where the other broke off. It may be gone since, which the leg then says.
    /// </summary>
    /// <returns>Null when it cannot go on (<see cref="SettleStoredDialogs"/> ends it), or somebody has it.</returns>
    LegLeft? TakeUp(string legId) => null;

    /// <summary>
    /// After a restart: says BYE to every dialog that was stored and that nobody has taken up, closes the media
    /// sessions that nobody has, and forgets them.
    /// </summary>
    /// <returns>The legs whose calls these were; whoever kept them tells that they ended.</returns>
    Task<IReadOnlyList<string>> SettleStoredDialogs(CancellationToken ct) => Task.FromResult<IReadOnlyList<string>>([]);

    /// <summary>
    /// The process is about to end and leaves its calls to the next (<see cref="TakeUp"/>): no call is taken or made
    /// any more, those that cannot go on are ended (by TCP or WebSocket, not answered yet), the others are stored as
    /// they are. The process must end right after it, and without stopping its services, which would end all.
    /// </summary>
    Task Leave() => Task.CompletedTask;

    /// <summary>
    /// Time is missing in a recording, by its id: the disk or the machine did not keep up. Told each time; without
    /// waiting.
    /// </summary>
    event Action<string>? RecordingBroken;

    /// <summary>The media process died (its calls are over) or another is ready.</summary>
    event Action<MediaHealth>? MediaHealthChanged;
}

/// <param name="IsSilent">Nothing is heard of the party just now.</param>
public sealed record LegLeft(ILeg Leg, bool IsSilent);

/// <param name="Sources">Whom it hears; nobody when empty.</param>
public sealed record Hearing(ILeg Listener, IReadOnlyList<ILeg> Sources);

public enum MediaHealth
{
    Lost,
    Ready,
}

public sealed record BrowserAnswer(ILeg Leg, string Sdp);

/// <summary>The SDP cannot be understood or accepted (RFC 8866, RFC 3264).</summary>
public sealed class SdpException(string message) : Exception(message);
