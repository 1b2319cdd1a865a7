using Microsoft.Extensions.Logging;
using TellerLine.Voice.Media.Link;

namespace TellerLine.Voice.Media;

/// <summary>
/// The media process as the host uses it. Keeps one running: when it dies, pending orders fail, <see
/// cref="MediaEvent.Health"/> says Lost, and another is started at once, later with growing pauses if it does not live.
/// </summary>
internal sealed partial class MediaClient(
    MediaSettings settings, MediaCommandLine command, ILogger<MediaClient> log, TimeProvider time)
    : IMedia, IAsyncDisposable
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LivedWell = TimeSpan.FromSeconds(10);

    private readonly CancellationTokenSource _stopping = new();
    private readonly MediaSupervisor _supervisor = new(settings, command, log, time);
    private readonly TaskCompletionSource _firstReady = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private MediaConnection? _connection;
    private Task _kept = Task.CompletedTask;

    public event Action<MediaEvent>? Happened;

    public bool IsReady => _connection is not null;

    /// <summary>The process now connected; for tests and the operator.</summary>
    public int ProcessId { get; private set; }

    /// <summary>Completes when the media process is ready for the first time.</summary>
    /// <exception cref="MediaException">It cannot be started.</exception>
    public Task Start(CancellationToken ct)
    {
        _kept = Task.Run(Keep, CancellationToken.None);
        return _firstReady.Task.WaitAsync(ct);
    }

    public async Task<MediaLocal> Open(string legId, bool webRtc, MediaRemote? remote = null) =>
        (await Ask(new MediaCommand.Open(legId, webRtc, remote))).Local!;

    public async Task<MediaLocal> SetRemote(string legId, MediaRemote remote) =>
        (await Ask(new MediaCommand.SetRemote(legId, remote))).Local!;

    public void Acknowledge(string legId) => _connection?.Tell(new MediaCommand.Acknowledge(legId));

    public Task Play(string legId, long playId, PlayRequest request) =>
        Ask(new MediaCommand.Play(legId, playId, request with { Files = Full(request.Files) }));

    public Task StopPlay(string legId) => Ask(new MediaCommand.StopPlay(legId));

    public Task Bridge(string a, string b) => Ask(new MediaCommand.Bridge(a, b));

    public Task Connect(IReadOnlyList<MediaHearing> hearings) => Ask(new MediaCommand.Connect(hearings));

    public Task Hold(string legId, bool on) => Ask(new MediaCommand.Hold(legId, on));

    public Task Unbridge(string legId) => Ask(new MediaCommand.Unbridge(legId));

    public Task Mute(string legId, bool on) => Ask(new MediaCommand.Mute(legId, on));

    public Task KeepTones(string legId, bool on) => Ask(new MediaCommand.KeepTones(legId, on));

    public Task HideSungKeys(string legId, bool on) => Ask(new MediaCommand.HideSungKeys(legId, on));

    public Task ListenToLine(string legId, bool on) => Ask(new MediaCommand.ListenToLine(legId, on));

    public Task SendDigits(string legId, string digits) => Ask(new MediaCommand.SendDigits(legId, digits));

    public void InjectDigit(string legId, byte digit) => _connection?.InjectKey(legId, digit);

    public Task<SecretDigits> CollectSecret(string legId, SecretRequest request, CancellationToken ct) =>
        Connection.AskSecret(
            new MediaCommand.CollectSecret(legId, request with { Prompts = Full(request.Prompts) }), ct);

    public Task StartRecording(string legId, RecordRequest request) =>
        Ask(new MediaCommand.StartRecording(legId, request with { Path = Path.GetFullPath(request.Path) }));

    public Task WithholdRecording(string legId, bool on) => Ask(new MediaCommand.WithholdRecording(legId, on));

    public async Task<RecordingSealed?> StopRecording(string legId) =>
        (await Ask(new MediaCommand.StopRecording(legId))).Sealed;

    public async Task<LegQuality?> Close(string legId) => (await Ask(new MediaCommand.Close(legId))).Quality;

    public async Task<LegQuality?> Quality(string legId) => (await Ask(new MediaCommand.Quality(legId))).Quality;

    public async Task<IReadOnlyList<string>> Sessions() => (await Ask(new MediaCommand.Sessions())).Sessions!;

    public async Task<IReadOnlyList<string>> Silent() => (await Ask(new MediaCommand.Sessions())).Silent ?? [];

    public async Task<MediaStats> Stats() => (await Ask(new MediaCommand.Stats())).Stats!;

    /// <summary>Leaves the process to its calls; without any, it ends too.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_stopping.IsCancellationRequested)
            return;
        await _stopping.CancelAsync();
        if (_connection is { } connection)
        {
            try
            {
                await connection.Ask(new MediaCommand.Quit(Force: false));
            }
            catch (MediaException e)
            {
                LogLeft(log, e.Message);
            }

            connection.Dispose();
        }

        await _kept;
    }

    private MediaConnection Connection => _connection ?? throw new MediaException("the media process is not ready");

    // The process's working directory is its own.
    private static List<string> Full(IReadOnlyList<string> files) => [.. files.Select(Path.GetFullPath)];

    private Task<MediaReply> Ask(MediaCommand asked) => Connection.Ask(asked);

    private async Task Keep()
    {
        var pause = TimeSpan.Zero;
        var wasLost = false;
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                var (connection, welcome) = await _supervisor.Connect(Raise, _stopping.Token);
                var since = time.GetTimestamp();
                if (wasLost && welcome.Sessions > 0)
                    await CloseAll(connection);
                ProcessId = welcome.ProcessId;
                _connection = connection;
                Raise(new MediaEvent.Health(MediaHealth.Ready));
                _firstReady.TrySetResult();
                await connection.Ended;
                _connection = null;
                if (_stopping.IsCancellationRequested)
                    return;
                wasLost = true;
                LogLost(log, welcome.ProcessId);
                Raise(new MediaEvent.Health(MediaHealth.Lost));
                pause = time.GetElapsedTime(since) > LivedWell ? TimeSpan.Zero : Longer(pause);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (Exception e) when (
                e is MediaException or TimeoutException or IOException or System.ComponentModel.Win32Exception)
            {
                LogNotStarted(log, e.Message);
                // The first start decides whether the host starts at all; later ones go on for as long as the host
                // lives.
                if (_firstReady.TrySetException(new MediaException(e.Message)))
                    return;
                pause = Longer(pause);
            }

            await Task.Delay(pause, time, _stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    // Its sessions were reported lost: to the host they do not exist any more.
    private static async Task CloseAll(MediaConnection connection)
    {
        foreach (var session in (await connection.Ask(new MediaCommand.Sessions())).Sessions!)
            await connection.Ask(new MediaCommand.Close(session));
    }

    private static TimeSpan Longer(TimeSpan pause) =>
        pause == TimeSpan.Zero ? FirstPause
        : TimeSpan.FromMilliseconds(Math.Min(pause.TotalMilliseconds * 2, LongestPause.TotalMilliseconds));

    private void Raise(MediaEvent happened)
    {
        try
        {
            Happened?.Invoke(happened);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            LogListener(log, e, happened.GetType().Name);
        }
    }

    [LoggerMessage(Level = LogLevel.Error,
        Message = "media process {ProcessId} is gone, and its calls with it; another is started")]
    private static partial void LogLost(ILogger log, int processId);

    [LoggerMessage(Level = LogLevel.Error, Message = "the media process cannot be reached: {Reason}")]
    private static partial void LogNotStarted(ILogger log, string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "the media process goes on: {Reason}")]
    private static partial void LogLeft(ILogger log, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "a listener of {Event} failed")]
    private static partial void LogListener(ILogger log, Exception exception, string @event);
}
