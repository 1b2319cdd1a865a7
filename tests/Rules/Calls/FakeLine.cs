using TellerLine.Kernel;
using TellerLine.Voice;

namespace TellerLine.Rules.Calls;

/// <summary>A leg of which one decides when it is gone and what fails; it remembers what was asked of it.</summary>
internal sealed class FakeLine(string id, LegKind kind) : ILeg, IDisposable
{
    private readonly CancellationTokenSource _gone = new();
    private readonly TaskCompletionSource _hungUp = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private TaskCompletionSource _played = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>We hung it up.</summary>
    public Task HungUp => _hungUp.Task;

    public event Action<LegAudio>? AudioChanged;

    public event Action<int>? SecretKeyed;

    public event Action<LegRefer>? Referred;

    public event Action<LegReplaced>? Replaced;

    public event Action<bool>? PutAside;

    public bool IsPutAside { get; private set; }

    /// <summary>Whose telephone it is.</summary>
    public string? User { get; init; }

    /// <summary>The party's telephone holds the call, or takes it again.</summary>
    public void Aside(bool on)
    {
        IsPutAside = on;
        PutAside?.Invoke(on);
    }

    /// <summary>With which status it was hung up.</summary>
    public int? HungUpWith { get; private set; }

    public void Refer(LegRefer refer) => Referred?.Invoke(refer);

    public void Replace(ILeg by) => Replaced?.Invoke(new LegReplaced(this, by));

    /// <summary>Keys of the party's telephone.</summary>
    public void Press(string keys)
    {
        foreach (var key in keys)
            Keys?.Invoke(key);
    }

    public void Key(int count) => SecretKeyed?.Invoke(count);

    public List<string> Asked { get; } = [];

    public List<PlayRequest> Played { get; } = [];

    /// <summary>Something more was played.</summary>
    public Task PlayedNext => _played.Task;

    public Exception? RecordFault { get; set; }

    public LegQuality? Measured { get; set; }

    public Exception? QualityFault { get; set; }

    public string Id => id;

    public Task<LegQuality?> Quality() => QualityFault is { } fault
        ? Task.FromException<LegQuality?>(fault) : Task.FromResult(Measured);

    public LegKind Kind => kind;

    public string Via => "sip";

    public string? CallerNumber => null;

    public string? CalledNumber { get; init; }

    public CancellationToken Gone => _gone.Token;

    public LegEnd? End { get; private set; }

    public void Leave(LegEndBy by = LegEndBy.Remote)
    {
        End = new LegEnd(by, 0, "");
        _gone.Cancel();
    }

    public void Audio(LegAudio audio) => AudioChanged?.Invoke(audio);

    public Task Ringing() => Ask("ringing");

    public Task Answer() => Ask("answer");

    public async Task<PlayEnd> Play(PlayRequest request, CancellationToken ct)
    {
        await Ask("play");
        Played.Add(request);
        Interlocked.Exchange(ref _played, new(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
        return PlayEnd.Finished;
    }

    public Task StopPlay() => Ask("stopPlay");

    public Task<Collected> Collect(CollectRequest request, CancellationToken ct) =>
        OnCollect?.Invoke(request, ct) ?? Task.FromResult(new Collected("0", CollectEnd.Full));

    /// <summary>What is keyed when keys are asked for that are no secret; a person when there is none.</summary>
    public Func<CollectRequest, CancellationToken, Task<Collected>>? OnCollect { get; set; }

    public event Action<int>? Keyed;

    /// <summary>Another key of what is collected came.</summary>
    public void Collects(int count) => Keyed?.Invoke(count);

    /// <summary>Who hears what is played to it, by their ids; null: it is not accompanied.</summary>
    public IReadOnlyList<string>? Besides { get; private set; }

    public Task Accompany(IReadOnlyList<ILeg>? besides)
    {
        Besides = besides is null ? null : [.. besides.Select(leg => leg.Id)];
        return Ask("accompany");
    }

    /// <summary>
    /// What is keyed when a secret is asked for, and how that ends; nothing for a while when there is none.
    /// </summary>
    public Func<CancellationToken, Task<(byte[] Digits, CollectEnd End)>>? OnSecret { get; set; }

    public async Task<SecretCollected<T>> CollectSecret<T>(
        SecretRequest request, SecretReader<T> read, CancellationToken ct)
    {
        await Ask("secret");
        var (digits, end) = OnSecret is { } keys ? await keys(ct) : ([], CollectEnd.TimedOut);
        var enough = end is CollectEnd.Full or CollectEnd.Terminated && digits.Length >= request.MinDigits;
        return new SecretCollected<T>(enough ? read(digits) : default, digits.Length, end, enough);
    }

    /// <summary>Who is told of its keys.</summary>
    public Action<char>? Keys { get; private set; }

    public Task HearKeys(Action<char>? heard)
    {
        Keys = heard;
        return Ask("keys");
    }

    /// <summary>Who is told of what becomes of the call.</summary>
    public Action<LineSound>? Line { get; private set; }

    public Task HearLine(Action<LineSound>? heard)
    {
        Line = heard;
        return Ask("line");
    }

    public Task SendDigits(string digits) => Ask("digits");

    public Task Hold(IReadOnlyList<string> music) => Ask("hold");

    public Task Resume() => Ask("resume");

    public Task Mute(bool on) => Ask(on ? "mute" : "unmute");

    public Task Record(RecordRequest request) => RecordFault is { } fault ? Task.FromException(fault) : Ask("record");

    public Task WithholdRecording(bool on) => _gone.IsCancellationRequested
        ? Task.FromCanceled(_gone.Token) : Ask(on ? "withhold" : "keep");

    /// <summary>What is told when a recording is stopped.</summary>
    public RecordingSealed? Sealed { get; set; }

    public Task<RecordingSealed?> StopRecording() => Task.FromResult(Sealed);

    public Task Hangup(int status = 603, int? retryAfterS = null)
    {
        Asked.Add("hangup");
        HungUpWith ??= status;
        _hungUp.TrySetResult();
        if (!_gone.IsCancellationRequested)
            Leave(LegEndBy.Local);
        return Task.CompletedTask;
    }

    public void Dispose() => _gone.Dispose();

    private Task Ask(string what)
    {
        _gone.Token.ThrowIfCancellationRequested();
        Asked.Add(what);
        return Task.CompletedTask;
    }
}

/// <summary>An exchange that joins fake lines; a part of it can be made to happen in the middle of another.</summary>
internal sealed class FakeExchange : IExchange
{
    public event Action<string>? RecordingBroken;

    public event Action<MediaHealth>? MediaHealthChanged
    {
        add { }
        remove { }
    }

    public Func<ILeg, Task>? OnCall { get; set; }

    public Func<ILeg, Task>? OnUserCall { get; set; }

    public Dialled? Dialled { get; set; }

    public void BreakRecording(string id) => RecordingBroken?.Invoke(id);

    public Func<DialRequest, Task<Dialled>>? OnDial { get; set; }

    /// <summary>The same, told when the call is withdrawn.</summary>
    public Func<DialRequest, CancellationToken, Task<Dialled>>? OnDialling { get; set; }

    public HashSet<string> Registered { get; } = [];

    public Task<Dialled> Dial(DialRequest request, CancellationToken ct) =>
        OnDialling?.Invoke(request, ct) ?? OnDial?.Invoke(request) ?? Task.FromResult(Dialled!);

    public Task<BrowserAnswer> OpenBrowser(string sdpOffer, CancellationToken ct) => throw new SdpException("none");

    public Task<string> RenewBrowser(ILeg browser, string sdpOffer, CancellationToken ct) =>
        throw new SdpException("none");

    public Exception? ConnectFault { get; set; }

    /// <summary>Who was to hear whom, order by order.</summary>
    public List<IReadOnlyList<Hearing>> Hearings { get; } = [];

    /// <summary>What happens in the middle of joining and parting.</summary>
    public Action<IReadOnlyList<Hearing>>? OnConnect { get; set; }

    public Task Connect(IReadOnlyList<Hearing> hearings)
    {
        if (ConnectFault is { } fault)
            return Task.FromException(fault);
        Hearings.Add(hearings);
        OnConnect?.Invoke(hearings);
        return Task.CompletedTask;
    }

    public Task Bridge(ILeg a, ILeg b) => throw new NotSupportedException();

    public Task Unbridge(ILeg leg) => throw new NotSupportedException();

    public bool IsRegistered(string user) => Registered.Contains(user);
}

/// <summary>A journal in memory.</summary>
internal sealed class FakeJournal : IJournal
{
    private readonly Lock _gate = new();
    private readonly List<object> _told = [];

    /// <summary>Something was told.</summary>
    public Action? OnTold { get; set; }

    public IReadOnlyList<object> Told
    {
        get
        {
            lock (_gate)
                return [.. _told];
        }
    }

    public long LastSeq => Told.Count;

    public Task<JournalRow> Append(string stream, object body, string? cause = null, CancellationToken ct = default)
    {
        int seq;
        lock (_gate)
        {
            _told.Add(body);
            seq = _told.Count;
        }
        OnTold?.Invoke();
        return Task.FromResult(
            new JournalRow(seq, stream, seq, 0, "n1", EventAttribute.Of(body.GetType()).Kind, 1, null, "{}"));
    }

    public void Post(string stream, object body, string? cause = null, long? atUs = null) => Append(stream, body);

    public Task<IReadOnlyList<JournalRow>> ReadStream(
        string stream, long afterStreamSeq = 0, int limit = 10_000, CancellationToken ct = default) =>
        Task.FromResult<IReadOnlyList<JournalRow>>([]);

    public Task<IReadOnlyList<JournalRow>> ReadAll(long afterSeq, int limit = 1_000, CancellationToken ct = default) =>
        Task.FromResult<IReadOnlyList<JournalRow>>([]);

    public IDisposable Follow(Action<JournalRow> committed) => throw new InvalidOperationException("Nobody follows.");
}
