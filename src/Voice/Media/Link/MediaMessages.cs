using System.Text.Json.Serialization;

namespace TellerLine.Voice.Media.Link;

/// <summary>
/// What the host asks of the media process. Each that has a number is answered by one <see cref="MediaReply"/>, or a
/// secret's frame.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "do")]
[JsonDerivedType(typeof(Hello), "hello")]
[JsonDerivedType(typeof(Open), "open")]
[JsonDerivedType(typeof(SetRemote), "setRemote")]
[JsonDerivedType(typeof(Play), "play")]
[JsonDerivedType(typeof(StopPlay), "stopPlay")]
[JsonDerivedType(typeof(Bridge), "bridge")]
[JsonDerivedType(typeof(Connect), "connect")]
[JsonDerivedType(typeof(Hold), "hold")]
[JsonDerivedType(typeof(Unbridge), "unbridge")]
[JsonDerivedType(typeof(Mute), "mute")]
[JsonDerivedType(typeof(KeepTones), "keepTones")]
[JsonDerivedType(typeof(HideSungKeys), "hideSungKeys")]
[JsonDerivedType(typeof(ListenToLine), "listenToLine")]
[JsonDerivedType(typeof(SendDigits), "sendDigits")]
[JsonDerivedType(typeof(CollectSecret), "collectSecret")]
[JsonDerivedType(typeof(CancelSecret), "cancelSecret")]
[JsonDerivedType(typeof(StartRecording), "startRecording")]
[JsonDerivedType(typeof(WithholdRecording), "withholdRecording")]
[JsonDerivedType(typeof(StopRecording), "stopRecording")]
[JsonDerivedType(typeof(Close), "close")]
[JsonDerivedType(typeof(Acknowledge), "acknowledge")]
[JsonDerivedType(typeof(Quality), "quality")]
[JsonDerivedType(typeof(Sessions), "sessions")]
[JsonDerivedType(typeof(Stats), "stats")]
[JsonDerivedType(typeof(Quit), "quit")]
internal abstract record MediaCommand
{
    /// <param name="Version"><see cref="MediaFrame.ProtocolVersion"/> of the host.</param>
    /// <param name="Settings">The command line the host would start with.</param>
    internal sealed record Hello(int Version, string Settings) : MediaCommand;

    internal sealed record Open(string LegId, bool WebRtc, MediaRemote? Remote) : MediaCommand;

    internal sealed record SetRemote(string LegId, MediaRemote Remote) : MediaCommand;

    internal sealed record Play(string LegId, long PlayId, PlayRequest Request) : MediaCommand;

    internal sealed record StopPlay(string LegId) : MediaCommand;

    internal sealed record Bridge(string A, string B) : MediaCommand;

    internal sealed record Connect(IReadOnlyList<MediaHearing> Hearings) : MediaCommand;

    internal sealed record Hold(string LegId, bool On) : MediaCommand;

    internal sealed record Unbridge(string LegId) : MediaCommand;

    internal sealed record Mute(string LegId, bool On) : MediaCommand;

    internal sealed record KeepTones(string LegId, bool On) : MediaCommand;

    internal sealed record HideSungKeys(string LegId, bool On) : MediaCommand;

    internal sealed record ListenToLine(string LegId, bool On) : MediaCommand;

    internal sealed record SendDigits(string LegId, string Digits) : MediaCommand;

    internal sealed record CollectSecret(string LegId, SecretRequest Request) : MediaCommand;

    internal sealed record CancelSecret(string LegId) : MediaCommand;

    internal sealed record StartRecording(string LegId, RecordRequest Request) : MediaCommand;

    internal sealed record WithholdRecording(string LegId, bool On) : MediaCommand;

    internal sealed record StopRecording(string LegId) : MediaCommand;

    internal sealed record Close(string LegId) : MediaCommand;

    internal sealed record Acknowledge(string LegId) : MediaCommand;

    internal sealed record Quality(string LegId) : MediaCommand;

    internal sealed record Sessions : MediaCommand;

    internal sealed record Stats : MediaCommand;

    /// <summary>Ends the process; only <paramref name="Force"/> does so while there are sessions.</summary>
    internal sealed record Quit(bool Force) : MediaCommand;
}

/// <summary>The answer to one command: an error, or what the command is for.</summary>
internal sealed record MediaReply
{
    public string? Error { get; init; }

    /// <summary>The error is the peer's description's: the session is open.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsOfDescription { get; init; }

    public Welcome? Welcome { get; init; }

    public MediaLocal? Local { get; init; }

    public RecordingSealed? Sealed { get; init; }

    public IReadOnlyList<string>? Sessions { get; init; }

    /// <summary>Those of them of whom nothing is heard now.</summary>
    public IReadOnlyList<string>? Silent { get; init; }

    public MediaStats? Stats { get; init; }

    public LegQuality? Quality { get; init; }
}

/// <param name="Same">Version and settings are the host's: it may adopt this process.</param>
internal sealed record Welcome(int Version, int ProcessId, int Sessions, bool Same);

/// <param name="LateSlots">2 ms slots that came over a round late.</param>
/// <param name="Faults">Exceptions on the packet thread: each a defect.</param>
internal sealed record MediaStats(
    long LateSlots, long Malformed, long Faults, long NoticesDropped, IReadOnlyList<SessionStats> Sessions);

internal sealed record SessionStats(
    string LegId, long Received, long Lost, double JitterMs, long Sent, long SendFailures, long Strangers,
    bool Recording);

/// <summary>An event on the wire; <see cref="MediaEvent"/> is its public form.</summary>
internal sealed record MediaHappening(string Kind, string LegId)
{
    public long Number { get; init; }

    public int Ms { get; init; }

    public string? Text { get; init; }

    public static MediaHappening From(MediaEvent happened) => happened switch
    {
        MediaEvent.Digit e => new("digit", e.LegId) { Number = e.Key, Ms = e.DurationMs },
        MediaEvent.Line e => new("line", e.LegId) { Number = (int)e.Sound },
        MediaEvent.PlayEnded e => new("playEnded", e.LegId) { Number = e.PlayId, Ms = (int)e.End },
        MediaEvent.SecretCount e => new("secretCount", e.LegId) { Number = e.Count },
        MediaEvent.Audio e => new("audio", e.LegId) { Number = (int)e.State },
        MediaEvent.Vanished e => new("vanished", e.LegId),
        MediaEvent.Connected e => new("connected", e.LegId),
        MediaEvent.Failed e => new("failed", e.LegId) { Text = e.Reason, Number = e.ByParty ? 1 : 0 },
        MediaEvent.RecordingGap e => new("recordingGap", e.LegId) { Text = e.RecordingId, Ms = e.Ms },
        _ => throw new ArgumentOutOfRangeException(nameof(happened)),
    };

    public MediaEvent? ToEvent() => Kind switch
    {
        "digit" => new MediaEvent.Digit(LegId, (char)Number, Ms),
        "line" => new MediaEvent.Line(LegId, (LineSound)(int)Number),
        "playEnded" => new MediaEvent.PlayEnded(LegId, Number, (PlayEnd)Ms),
        "secretCount" => new MediaEvent.SecretCount(LegId, (int)Number),
        "audio" => new MediaEvent.Audio(LegId, (LegAudio)(int)Number),
        "vanished" => new MediaEvent.Vanished(LegId),
        "connected" => new MediaEvent.Connected(LegId),
        "failed" => new MediaEvent.Failed(LegId, Text ?? "", Number == 1),
        "recordingGap" => new MediaEvent.RecordingGap(LegId, Text ?? "", Ms),
        _ => null,
    };
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(MediaCommand))]
[JsonSerializable(typeof(MediaReply))]
[JsonSerializable(typeof(MediaHappening))]
internal sealed partial class MediaJson : JsonSerializerContext;
