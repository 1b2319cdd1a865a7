using System.Collections.Immutable;
using TellerLine.Voice.Media;

namespace TellerLine.Voice;

/// <summary>
/// Prompts and keys: a key interrupts, goes to the collection under way, or waits for the next one (typed ahead).
/// </summary>
internal abstract partial class Leg
{
    /// <summary>Keys typed ahead; further ones are dropped.</summary>
    private const int MaxTypedAhead = 32;

    /// <summary>
    /// From the clock on: a media process that outlives this one still tells of what an earlier one played.
    /// </summary>
    private static long s_playIds = Environment.TickCount64 << 20;

    private readonly Lock _keysGate = new();
    private readonly Queue<char> _typedAhead = [];
    private Playing? _playing;
    private Collecting? _collecting;
    private ITimer? _keyTimer;
    private volatile Action<char>? _hearsKeys;
    private volatile Action<LineSound>? _hearsLine;

    /// <summary>
    /// A collection was full before its terminator came, which many press all the same. For as long as the entry would
    /// have waited for it it means nothing to what is asked next: it is no answer, cuts no prompt short and starts no
    /// time-out.
    /// </summary>
    private char? _lateTerminator;

    private long _lateSince;
    private TimeSpan _latePatience;

    private sealed record Playing(long Id)
    {
        public TaskCompletionSource<PlayEnd> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    private sealed record Collecting(CollectRequest Request, KeyCollector Keys)
    {
        public TaskCompletionSource<CollectEnd> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public long Generation { get; set; }
    }

    public async Task<PlayEnd> Play(PlayRequest request, CancellationToken ct)
    {
        ThrowIfGone();
        lock (_keysGate)
            if (request.KeysInterrupt && _typedAhead.Count > 0)
                return PlayEnd.Interrupted;
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, Gone);
        var playing = await Begin(request);
        try
        {
            return await playing.Done.Task.WaitAsync(either.Token);
        }
        catch (OperationCanceledException) when (!Gone.IsCancellationRequested)
        {
            await StopIfStill(playing);
            throw;
        }
    }

    public async Task StopPlay()
    {
        if (End is null)
            await Guard(() => media.StopPlay(id));
    }

    public async Task<Collected> Collect(CollectRequest request, CancellationToken ct)
    {
        ThrowIfGone();
        var collecting = new Collecting(request, new KeyCollector(request));
        lock (_keysGate)
        {
            while (_typedAhead.TryDequeue(out var key))
                if (collecting.Keys.Feed(key) is { } end)
                {
                    ExpectTerminator(end, request.Terminator, request.NextDigitMs);
                    return new Collected(collecting.Keys.Keys, end);
                }
            _collecting = collecting;
        }

        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, Gone);
        Playing? playing = null;
        var hides = request.MaxDigits > 1 && IsAccompanied;
        try
        {
            if (hides)
                await Guard(() => media.HideSungKeys(id, true));
            // Keys typed ahead have heard enough.
            if (request.Prompts.Count > 0 && !collecting.Keys.HasStarted)
            {
                playing = await Begin(new PlayRequest(request.Prompts, KeysInterrupt: true));
                await Task.WhenAny(playing.Done.Task, collecting.Done.Task).WaitAsync(either.Token);
            }

            lock (_keysGate)
                if (!collecting.Keys.HasStarted)
                    ArmKeyTimer(collecting, request.FirstDigitMs);
                else if (collecting.Generation == 0)
                    ArmKeyTimer(collecting, request.NextDigitMs);
            var how = await collecting.Done.Task.WaitAsync(either.Token);
            return new Collected(collecting.Keys.Keys, how);
        }
        finally
        {
            lock (_keysGate)
            {
                if (_collecting == collecting)
                    _collecting = null;
                if (End is null)
                    _keyTimer?.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            }

            if (playing is { Done.Task.IsCompleted: false } && End is null)
                await StopIfStill(playing);
            if (hides && End is null)
                await Heard();
        }
    }

    public async Task<SecretCollected<T>> CollectSecret<T>(
        SecretRequest request, SecretReader<T> read, CancellationToken ct)
    {
        ThrowIfGone();
        // Digits keyed before their prompt may be the secret's: they are not kept where other keys are.
        lock (_keysGate)
            _typedAhead.Clear();
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, Gone);
        using var secret = await Guard(() => media.CollectSecret(id, request, either.Token));
        ThrowIfGone();
        lock (_keysGate)
            ExpectTerminator(secret.End, '#', request.NextDigitMs);
        var enough = secret.End is CollectEnd.Full or CollectEnd.Terminated && secret.Count >= request.MinDigits;
        return new SecretCollected<T>(enough ? read(secret.Digits) : default, secret.Count, secret.End, enough);
    }

    public Task HearKeys(Action<char>? heard)
    {
        ThrowIfGone();
        lock (_keysGate)
        {
            _hearsKeys = heard;
            _typedAhead.Clear();
        }
        return Guard(() => media.KeepTones(id, heard is not null));
    }

    public Task HearLine(Action<LineSound>? heard)
    {
        ThrowIfGone();
        _hearsLine = heard;
        return Guard(() => media.ListenToLine(id, heard is not null));
    }

    public void OnLine(LineSound sound) => _hearsLine?.Invoke(sound);

    public void OnDigit(char key)
    {
        if (!Waited(key, out var count))
            _hearsKeys?.Invoke(key);
        else if (count is { } many)
            Keyed?.Invoke(many);
    }

    /// <param name="count">How many keys the collection under way has; null: it is none of one.</param>
    /// <returns>False: nobody waits for it, nor may anybody later.</returns>
    private bool Waited(char key, out int? count)
    {
        count = null;
        lock (_keysGate)
        {
            var late = LateTerminator();
            _lateTerminator = null;
            if (late == key)
                return true;
            if (_collecting is { } collecting && !collecting.Done.Task.IsCompleted)
            {
                if (collecting.Keys.Feed(key) is { } end)
                {
                    ExpectTerminator(end, collecting.Request.Terminator, collecting.Request.NextDigitMs);
                    collecting.Done.TrySetResult(end);
                }
                else
                    ArmKeyTimer(collecting, collecting.Request.NextDigitMs);
                count = key == collecting.Request.Terminator ? null : collecting.Keys.Count;
                return true;
            }
            if (_hearsKeys is not null)
                return false;
            if (_typedAhead.Count < MaxTypedAhead && IsCall)
                _typedAhead.Enqueue(key);
            return true;
        }
    }

    private char? LateTerminator() => _lateTerminator is not null && time.GetElapsedTime(_lateSince) <= _latePatience
        ? _lateTerminator : null;

    private void ExpectTerminator(CollectEnd end, char? terminator, int patienceMs)
    {
        _lateTerminator = end == CollectEnd.Full ? terminator : null;
        (_lateSince, _latePatience) = (time.GetTimestamp(), TimeSpan.FromMilliseconds(patienceMs));
        if (_lateTerminator is not null && _typedAhead.TryPeek(out var next) && next == terminator)
        {
            _typedAhead.Dequeue();
            _lateTerminator = null;
        }
    }

    /// <summary>In a conversation nobody waits for keys: they are the parties' business and are not kept.</summary>
    private bool IsCall => !IsHeld && (_besides is not null || Sources.All(s => s.End is not null));

    public void OnPlayEnded(long playId, PlayEnd end)
    {
        lock (_keysGate)
        {
            if (_playing?.Id != playId)
                return;
            _playing.Done.TrySetResult(end);
            _playing = null;
        }
    }

    private async Task<Playing> Begin(PlayRequest request)
    {
        var playing = new Playing(Interlocked.Increment(ref s_playIds));
        ImmutableArray<Leg> besides = [];
        lock (_keysGate)
        {
            if (_besides is { } those && !request.Loop)
                (besides, request) = (those, request with { Over = true });
            _playing?.Done.TrySetResult(PlayEnd.Stopped);
            _playing = playing;
            if (request.KeysInterrupt)
                request = request with { ButFor = LateTerminator() };
        }

        await Guard(() => media.Play(id, playing.Id, request));
        foreach (var beside in besides)
            _ = PlayBeside(beside, request, playing);
        return playing;
    }

    private async Task StopIfStill(Playing playing)
    {
        lock (_keysGate)
            if (_playing != playing)
                return;
        try
        {
            await StopPlay();
        }
        catch (OperationCanceledException)
        {
            // Gone meanwhile: nothing plays.
        }
    }

    private void ArmKeyTimer(Collecting collecting, int ms)
    {
        var generation = ++collecting.Generation;
        _keyTimer?.Dispose();
        _keyTimer = time.CreateTimer(
            _ =>
            {
                lock (_keysGate)
                    if (_collecting == collecting && collecting.Generation == generation)
                        collecting.Done.TrySetResult(CollectEnd.TimedOut);
            },
            null, TimeSpan.FromMilliseconds(ms), Timeout.InfiniteTimeSpan);
    }
}
