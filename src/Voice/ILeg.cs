namespace TellerLine.Voice;

public enum LegKind
{
    Sip,
    Browser,
}

/// <summary>
/// One party's connection to the exchange. The verbs are safe to call from one story at a time; each throws
/// <see cref="OperationCanceledException"/> once <see cref="Gone"/>.
/// </summary>
public interface ILeg
{
    /// <summary>Unique over nodes and time; also the media session's name.</summary>
    string Id { get; }

    LegKind Kind { get; }

    /// <summary>
    /// By which network the party came: <c>sip</c> (a telephone, a carrier) or <c>browser</c> (SIP over WebSocket, a
    /// desk).
    /// </summary>
    string Via { get; }

    /// <summary>
    /// The user part of the caller's address as received (<c>+8613800000001</c>), or null when hidden or a browser's.
    /// </summary>
    string? CallerNumber { get; }

    /// <summary>The user part of the address that was called.</summary>
    string? CalledNumber { get; }

    /// <summary>
    /// Whose telephone it is, proved by its password or reached by its registration; null for others.
    /// </summary>
    string? User => null;

    /// <summary>
    /// The party's telephone has the call on hold: it takes no audio (RFC 3264 §8.4). <see cref="PutAside"/> tells of
    /// each change.
    /// </summary>
    bool IsPutAside => false;

    /// <summary>Cancelled when the party is gone: hung up, connection lost, media process dead.</summary>
    CancellationToken Gone { get; }

    /// <summary>Why it is gone, or null while it lives.</summary>
    LegEnd? End { get; }

    /// <summary>
    /// How well the audio travels: up to now while the leg lives, to its end once it is <see cref="Gone"/> (safe then
    /// too, and there within seconds). Null when nothing was ever open, or the media process died.
    /// </summary>
    Task<LegQuality?> Quality();

    /// <summary>
    /// The party's audio fell silent (no packet for <see cref="VoiceOptions.SilentMs"/>) or came back.
    /// </summary>
    event Action<LegAudio>? AudioChanged;

    /// <summary>
    /// The party's telephone asks for its transfer; only a user's own (registered, or proved by its password). Who
    /// listens answers; while nobody does, it is declined. Raised on a thread of the pool.
    /// </summary>
    event Action<LegRefer>? Referred
    {
        add { }
        remove { }
    }

    /// <summary>
    /// Another telephone of the same user calls to take this leg's place. Who listens serves it; while nobody does, it
    /// is declined. Raised on a thread of the pool.
    /// </summary>
    event Action<LegReplaced>? Replaced
    {
        add { }
        remove { }
    }

    /// <summary>The party's telephone has put the call on hold, or taken it again. Must not wait.</summary>
    event Action<bool>? PutAside
    {
        add { }
        remove { }
    }

    /// <summary>A key of the secret being collected came: how many there are, never which. Must not wait.</summary>
    event Action<int>? SecretKeyed;

    /// <summary>
    /// A key of a collection that is no secret came: how many there are, never which. Must not wait.
    /// </summary>
    event Action<int>? Keyed
    {
        add { }
        remove { }
    }

    /// <summary>180 to the caller of an incoming call; nothing for others.</summary>
    Task Ringing();

    /// <summary>Takes the incoming call (200, RFC 3261 §13.3); audio flows from here.</summary>
    Task Answer();

    /// <summary>
    /// Plays files one after the other (8 kHz mono WAV) and completes when done, interrupted by a key, or stopped.
    /// </summary>
    Task<PlayEnd> Play(PlayRequest request, CancellationToken ct);

    Task StopPlay();

    /// <summary>
    /// Plays, and collects keys (RFC 4733; SIP INFO or tones in the audio where a phone knows no better).
    /// </summary>
    Task<Collected> Collect(CollectRequest request, CancellationToken ct);

    /// <summary>
    /// Collects a secret: the digits stay in the media process, which tells counts only; at the end they come once,
    /// into pinned memory, are shown to <paramref name="read"/> and zeroed. The recording's span is silent, no leg
    /// hears a tone.
    /// </summary>
    Task<SecretCollected<T>> CollectSecret<T>(SecretRequest request, SecretReader<T> read, CancellationToken ct);

    /// <summary>
    /// From now on every key that no collection waits for goes to <paramref name="heard"/>, which must not wait, and
    /// none is kept for a later one; null: as before. Meanwhile what the party sings in the audio is kept from all who
    /// hear it as soon as it is known for a key (some 40 ms). Over a restart it is to be said again.
    /// </summary>
    Task HearKeys(Action<char>? heard) => Task.CompletedTask;

    /// <summary>
    /// From now on the party is asked while others hear it and are heard. What is played to it goes beside whom it
    /// hears, and to <paramref name="besides"/> beside whom they hear, for as long; a secret's prompts are the party's
    /// alone. Keys that nobody waits for are kept for the next question. What it sings for a key is kept from all who
    /// hear it and from its recording: as <see cref="HearKeys"/> does, and while several keys are collected all that it
    /// sends, where it sings them. Said again: who hears the prompts from now on. Null: as before, to be said after a
    /// restart, too.
    /// </summary>
    Task Accompany(IReadOnlyList<ILeg>? besides) => Task.CompletedTask;

    /// <summary>
    /// From now on, for two minutes of its audio, <paramref name="heard"/> is told what becomes of the call, each thing
    /// once; it must not wait. Asked again it begins anew; null: not any more. Also before the answer, of what comes
    /// early. Over a restart it is to be said again.
    /// </summary>
    Task HearLine(Action<LineSound>? heard) => Task.CompletedTask;

    /// <summary>Sends keys to the party (RFC 4733), 100 ms each.</summary>
    Task SendDigits(string digits);

    /// <summary>
    /// The party hears <paramref name="music"/> (looped) and nobody else, and nobody hears it; <see cref="Resume"/>
    /// ends it. Whom it hears is kept meanwhile, and <see cref="IExchange.Connect"/> may change it.
    /// </summary>
    Task Hold(IReadOnlyList<string> music);

    Task Resume();

    /// <summary>Nothing the party says is passed on.</summary>
    Task Mute(bool on);

    /// <summary>
    /// Records from now: left what the party sends, right all it is sent. Chunks of at most a second
    /// (<c>docs/recording.md</c>).
    /// </summary>
    Task Record(RecordRequest request);

    /// <summary>
    /// On: the recording keeps nothing of either side from now, and says so; off: it goes on. Who hears whom stays as
    /// it is.
    /// </summary>
    Task WithholdRecording(bool on);

    /// <summary>Ends the recording and seals it; harmless when there is none.</summary>
    Task<RecordingSealed?> StopRecording();

    /// <summary>
    /// Ends the party's call: a final answer before <see cref="Answer"/> (<paramref name="status"/>, e.g. 486, 503),
    /// BYE after. Idempotent.
    /// </summary>
    Task Hangup(int status = 603, int? retryAfterS = null);
}

public enum LegAudio
{
    Silent,
    Back,
}

/// <param name="Status">The SIP status when one decided it (487 cancelled, 408 …), else 0.</param>
public sealed record LegEnd(LegEndBy By, int Status, string Reason);

public enum LegEndBy
{
    /// <summary>The party hung up.</summary>
    Remote,

    /// <summary>We did.</summary>
    Local,

    /// <summary>
    /// The network or the telephone went away: no signalling, no ICE consent, or neither RTP nor RTCP and no answer to
    /// the question.
    /// </summary>
    Lost,

    /// <summary>The media process died.</summary>
    Media,
}

/// <param name="Files">Paths of 8 kHz mono WAV files (16-bit PCM, A-law or µ-law).</param>
/// <param name="Loop">Again from the start until stopped.</param>
/// <param name="KeysInterrupt">The first key stops it at once (in the media process).</param>
/// <param name="ButFor">A first key that does not: the terminator of the entry before, which was full without
/// it.</param>
/// <param name="Over">Together with what the leg hears (a marker tone, a word to one side of a conversation); else in
/// its place.</param>
public sealed record PlayRequest(
    IReadOnlyList<string> Files, bool Loop = false, bool KeysInterrupt = false, char? ButFor = null, bool Over = false);

public enum PlayEnd
{
    Finished,
    Interrupted,
    Stopped,
}

/// <param name="MaxDigits">Ends after that many; 1 in a menu.</param>
/// <param name="FirstDigitMs">From the end of the prompts to the first key.</param>
/// <param name="NextDigitMs">Between keys.</param>
/// <param name="Terminator">Ends the collection and is not part of it; null for none.</param>
/// <param name="StarClears">
/// The first <c>*</c> clears what was keyed, a second in a row leaves the collection. Otherwise <c>*</c> is a key.
/// </param>
public sealed record CollectRequest(
    IReadOnlyList<string> Prompts, int MaxDigits, int FirstDigitMs = 8_000, int NextDigitMs = 5_000,
    char? Terminator = '#', bool StarClears = false);

/// <param name="Digits">What was keyed (0–9, *, #), possibly nothing.</param>
public sealed record Collected(string Digits, CollectEnd End);

public enum CollectEnd
{
    /// <summary>The maximum was reached.</summary>
    Full,

    Terminated,

    TimedOut,

    /// <summary><c>*</c> twice in a row.</summary>
    Left,
}

public sealed record SecretRequest(
    IReadOnlyList<string> Prompts, int MinDigits = 6, int MaxDigits = 6, int FirstDigitMs = 10_000,
    int NextDigitMs = 8_000);

/// <summary>Looks at the digits (ASCII) while they exist. Must not copy them.</summary>
public delegate T SecretReader<out T>(ReadOnlySpan<byte> digits);

/// <param name="Value">What the reader made of the digits; default unless <see cref="End"/> is Full or Terminated with
/// enough digits.</param>
/// <param name="Count">How many digits were keyed.</param>
public sealed record SecretCollected<T>(T? Value, int Count, CollectEnd End, bool Enough);

/// <param name="Path">The file to write, <c>….tlr</c>; folders are made.</param>
public sealed record RecordRequest(string RecordingId, string Path);

/// <param name="Sha256">Of the last chunk's hash link: it stands for the whole file.</param>
/// <param name="GapCount">Spans that could not be written.</param>
public sealed record RecordingSealed(string RecordingId, string Path, long DurationMs, string Sha256, int GapCount);
