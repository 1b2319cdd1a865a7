using TellerLine.Voice;
using TellerLine.Voice.Media;

namespace TellerLine.Modules.Voice.Sip;

/// <summary>Media that agrees to everything: for tests of signalling alone.</summary>
internal sealed class QuietMedia : IMedia
{
    private static readonly MediaLocal Local = new(
        ["127.0.0.1"], 20_000, new WebRtcLocal("ufrag", "password-of-twenty-two", "sha-256 AA:BB"));
    private static readonly Task<MediaLocal> Opened = Task.FromResult(Local);

    public event Action<MediaEvent>? Happened;

    public bool IsReady => true;

    public void Tell(MediaEvent happened) => Happened?.Invoke(happened);

    public Task<MediaLocal> Open(string legId, bool webRtc, MediaRemote? remote) => Opened;

    public Task<MediaLocal> SetRemote(string legId, MediaRemote remote) => Opened;

    public Task Play(string legId, long playId, PlayRequest request) => Task.CompletedTask;

    public Task StopPlay(string legId) => Task.CompletedTask;

    public Task Connect(IReadOnlyList<MediaHearing> hearings) => Task.CompletedTask;

    public Task Hold(string legId, bool on) => Task.CompletedTask;

    public Task Bridge(string a, string b) => Task.CompletedTask;

    public Task Unbridge(string legId) => Task.CompletedTask;

    public Task ListenToLine(string legId, bool on) => Task.CompletedTask;

    public Task KeepTones(string legId, bool on) => Task.CompletedTask;

    public Task HideSungKeys(string legId, bool on) => Task.CompletedTask;

    public Task Mute(string legId, bool on) => Task.CompletedTask;

    public Task SendDigits(string legId, string digits) => Task.CompletedTask;

    public void InjectDigit(string legId, byte digit)
    {
    }

    public Task<SecretDigits> CollectSecret(string legId, SecretRequest request, CancellationToken ct) =>
        Task.FromCanceled<SecretDigits>(ct);

    public Task StartRecording(string legId, RecordRequest request) => Task.CompletedTask;

    public Task WithholdRecording(string legId, bool on) => Task.CompletedTask;

    public Task<RecordingSealed?> StopRecording(string legId) => Task.FromResult<RecordingSealed?>(null);

    public Task<LegQuality?> Close(string legId) => Task.FromResult<LegQuality?>(null);

    public Task<LegQuality?> Quality(string legId) => Task.FromResult<LegQuality?>(null);

    public void Acknowledge(string legId)
    {
    }

    public Task<IReadOnlyList<string>> Sessions() => Task.FromResult<IReadOnlyList<string>>([]);
}
