using TellerLine.Voice;
using TellerLine.Voice.Media;

namespace TellerLine.Rules.Voice.Sip;

/// <summary>Media that only notes what it was asked, and lets a test say what happened.</summary>
internal sealed class FakeMedia : IMedia
{
    private readonly Lock _gate = new();
    private readonly List<string> _orders = [];

    public event Action<MediaEvent>? Happened;

    public bool IsReady { get; set; } = true;

    public IReadOnlyList<string> Orders
    {
        get
        {
            lock (_gate)
                return [.. _orders];
        }
    }

    public Dictionary<string, MediaRemote> Remotes { get; } = [];

    public Dictionary<string, long> Plays { get; } = [];

    /// <summary>Who was to hear whom, order by order.</summary>
    public List<IReadOnlyList<MediaHearing>> Hearings { get; } = [];

    public FakeSecret? Secret { get; set; }

    /// <summary>What happens before a remote description is taken.</summary>
    public Func<MediaRemote, Task>? Taking { get; set; }

    public void Tell(MediaEvent happened) => Happened?.Invoke(happened);

    public void EndPlay(string legId, PlayEnd end = PlayEnd.Finished)
    {
        long id;
        lock (_gate)
            id = Plays[legId];
        Tell(new MediaEvent.PlayEnded(legId, id, end));
    }

    public async Task<MediaLocal> Open(string legId, bool webRtc, MediaRemote? remote)
    {
        var local = await Note($"open {webRtc}", new MediaLocal(
            ["127.0.0.1"], 20_000,
            webRtc ? new WebRtcLocal("ufrag", "password-of-twenty-two", "sha-256 AA:BB") : null));
        return remote is null ? local : await SetRemote(legId, remote);
    }

    public async Task<MediaLocal> SetRemote(string legId, MediaRemote remote)
    {
        if (Taking is { } taking)
            await taking(remote);
        lock (_gate)
            Remotes[legId] = remote;
        return await Note("remote", new MediaLocal(
            ["127.0.0.1"], 20_000,
            remote.WebRtc is null ? null : new WebRtcLocal("ufrag", "password-of-twenty-two", "sha-256 AA:BB")));
    }

    public Task Play(string legId, long playId, PlayRequest request)
    {
        lock (_gate)
            Plays[legId] = playId;
        return Note(
            $"play {string.Join('+', request.Files)}{(request.Loop ? " loop" : "")}{(request.KeysInterrupt ? " keys" : "")}{(request.ButFor is { } key ? " but " + key : "")}{(request.Over ? " over" : "")}", 0);
    }

    public Task StopPlay(string legId) => Note("stop", 0);

    public Task Connect(IReadOnlyList<MediaHearing> hearings)
    {
        lock (_gate)
            Hearings.Add(hearings);
        return Note("connect", 0);
    }

    public Task Hold(string legId, bool on) => Note($"hold {on}", 0);

    public Task Bridge(string a, string b) => Note("bridge", 0);

    public Task Unbridge(string legId) => Note("unbridge", 0);

    public Task ListenToLine(string legId, bool on) => Note($"listenToLine {on}", 0);

    public Task KeepTones(string legId, bool on) => Note($"keepTones {on}", 0);

    public Task HideSungKeys(string legId, bool on) => Note($"hideSungKeys {on}", 0);

    public Task Mute(string legId, bool on) => Note($"mute {on}", 0);

    public Task SendDigits(string legId, string digits) => Note($"send {digits}", 0);

    public void InjectDigit(string legId, byte digit) => Note($"inject {(char)digit}", 0);

    public Task<SecretDigits> CollectSecret(string legId, SecretRequest request, CancellationToken ct) =>
        Note("secret", (SecretDigits)(Secret ?? new FakeSecret("135790")));

    /// <summary>When an order to record is answered.</summary>
    public Task Begun { get; set; } = Task.CompletedTask;

    public async Task StartRecording(string legId, RecordRequest request)
    {
        await Note("record", 0);
        await Begun;
    }

    public Task WithholdRecording(string legId, bool on) => Note(on ? "withhold" : "keep", true);

    public Task<RecordingSealed?> StopRecording(string legId) =>
        Note("seal", (RecordingSealed?)new RecordingSealed("r1", "r1.tlr", 1_000, "ab", 0));

    public LegQuality Measured { get; set; } = new(100, 0, 0, 100, null, null, null);

    public Task<LegQuality?> Close(string legId) => Note("close", (LegQuality?)Measured);

    public Task<LegQuality?> Quality(string legId) => Task.FromResult<LegQuality?>(Measured);

    public void Acknowledge(string legId) => Note("acknowledge", 0);

    public Task<IReadOnlyList<string>> Sessions() => Note("sessions", (IReadOnlyList<string>)[.. Remotes.Keys]);

    private Task<T> Note<T>(string order, T result)
    {
        lock (_gate)
            _orders.Add(order);
        return Task.FromResult(result);
    }
}

internal sealed class FakeSecret(string digits) : SecretDigits
{
    private readonly byte[] _digits = System.Text.Encoding.ASCII.GetBytes(digits);

    public bool IsDisposed { get; private set; }

    public override ReadOnlySpan<byte> Digits => _digits;

    public override CollectEnd End => CollectEnd.Full;

    public override int Count => _digits.Length;

    public override void Dispose()
    {
        IsDisposed = true;
        Array.Clear(_digits);
    }
}
