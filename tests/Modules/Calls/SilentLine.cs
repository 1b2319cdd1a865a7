using TellerLine.Voice;

namespace TellerLine.Modules.Calls;

/// <summary>A leg that is there and does nothing.</summary>
internal sealed class SilentLine : ILeg, IDisposable
{
    private readonly CancellationTokenSource _gone = new();

    public event Action<LegAudio>? AudioChanged
    {
        add { }
        remove { }
    }

    public event Action<int>? SecretKeyed
    {
        add { }
        remove { }
    }

    public string Id => "n1-leg";

    public LegKind Kind => LegKind.Sip;

    public string Via => "sip";

    public string? CallerNumber => null;

    public string? CalledNumber => null;

    public CancellationToken Gone => _gone.Token;

    public LegEnd? End => null;

    public Task<LegQuality?> Quality() => Task.FromResult<LegQuality?>(null);

    public Task Ringing() => Task.CompletedTask;

    public Task Answer() => Task.CompletedTask;

    public Task<PlayEnd> Play(PlayRequest request, CancellationToken ct) => Task.FromResult(PlayEnd.Finished);

    public Task StopPlay() => Task.CompletedTask;

    public Task<Collected> Collect(CollectRequest request, CancellationToken ct) =>
        Task.FromResult(new Collected("", CollectEnd.TimedOut));

    public Task<SecretCollected<T>> CollectSecret<T>(
        SecretRequest request, SecretReader<T> read, CancellationToken ct) =>
        Task.FromResult(new SecretCollected<T>(default, 0, CollectEnd.TimedOut, false));

    public Task SendDigits(string digits) => Task.CompletedTask;

    public Task Hold(IReadOnlyList<string> music) => Task.CompletedTask;

    public Task Resume() => Task.CompletedTask;

    public Task Mute(bool on) => Task.CompletedTask;

    public Task Record(RecordRequest request) => Task.CompletedTask;

    public Task WithholdRecording(bool on) => Task.CompletedTask;

    public Task<RecordingSealed?> StopRecording() => Task.FromResult<RecordingSealed?>(null);

    public Task Hangup(int status = 603, int? retryAfterS = null) => Task.CompletedTask;

    public void Dispose() => _gone.Dispose();
}
