using System.Collections.Immutable;
using System.Runtime.ExceptionServices;
using TellerLine.Voice.Media;

namespace TellerLine.Voice;

/// <summary>
/// What every leg does through its media session: play, collect, hold, record. Signalling is the business of <see
/// cref="Sip.SipLeg"/>
/// and <see cref="BrowserLeg"/>.
/// </summary>
[System.Diagnostics.CodeAnalysis.SuppressMessage(
    "Design", "CA1001", Justification = "Its token is given away; a source without a timer holds nothing.")]
internal abstract partial class Leg(string id, IMedia media, TimeProvider time) : ILeg
{
    private static readonly TimeSpan LostGrace = TimeSpan.FromMilliseconds(300);

    private readonly CancellationTokenSource _gone = new();
    private LegEnd? _end;
    private bool _recording;
    private readonly TaskCompletionSource<LegQuality?> _lastQuality = new(
        TaskCreationOptions.RunContinuationsAsynchronously);
    private Task<RecordingSealed?> _sealed = Task.FromResult<RecordingSealed?>(null);

    public string Id => id;

    public abstract LegKind Kind { get; }

    public abstract string Via { get; }

    public abstract string? CallerNumber { get; }

    public abstract string? CalledNumber { get; }

    public CancellationToken Gone => _gone.Token;

    public LegEnd? End => Volatile.Read(ref _end);

    public event Action<LegAudio>? AudioChanged;

    public event Action<int>? SecretKeyed;

    /// <summary>Whom it hears; kept over a hold.</summary>
    public ImmutableArray<Leg> Sources { get; private set; } = [];

    public bool IsHeld { get; private set; }

    /// <summary>
    /// A leg of the process before this one: what it does now is not known. It counts as held and recorded, so that
    /// its resumption ends whatever hold there is, its keys wait for nobody, and a recording is sealed.
    /// </summary>
    protected void IsOfBefore() => IsHeld = _recording = true;

    protected IMedia Media => media;

    protected TimeProvider Time => time;

    /// <summary>Hears once that the leg is over.</summary>
    public Action<Leg>? Ended { get; set; }

    public abstract Task Ringing();

    public abstract Task Answer();

    public abstract Task Hangup(int status = 603, int? retryAfterS = null);

    public Task SendDigits(string digits) => Guard(() => media.SendDigits(id, digits));

    public Task Mute(bool on) => Guard(() => media.Mute(id, on));

    public async Task Hold(IReadOnlyList<string> music)
    {
        ThrowIfGone();
        IsHeld = true;
        await Guard(() => media.Hold(id, true));
        if (music.Count > 0)
            await Begin(new PlayRequest(music, Loop: true));
    }

    public async Task Resume()
    {
        ThrowIfGone();
        if (!IsHeld)
            return;
        IsHeld = false;
        await StopPlay();
        await Guard(() => media.Hold(id, false));
    }

    /// <summary>What was keyed before somebody was there to talk to is no answer to what is asked afterwards.</summary>
    public void Hears(ImmutableArray<Leg> sources)
    {
        Sources = End is null ? sources : [];
        if (sources.IsEmpty)
            return;
        lock (_keysGate)
            if (_besides is null)
                _typedAhead.Clear();
    }

    public void HearsNoMore(Leg source) => Sources = Sources.Remove(source);

    /// <summary>A new bridge ends an old hold.</summary>
    public void ForgetHold() => IsHeld = false;

    public async Task Record(RecordRequest request)
    {
        ThrowIfGone();
        Task begun;
        lock (_keysGate)
        {
            // Both at once: who hangs up before it is answered has a recording, and its end is asked for behind this.
            begun = Guard(() => media.StartRecording(id, request));
            _recording = true;
        }

        try
        {
            await begun;
        }
        catch
        {
            lock (_keysGate)
                _recording = false;
            throw;
        }
    }

    public Task WithholdRecording(bool on)
    {
        ThrowIfGone();
        return Guard(() => media.WithholdRecording(id, on));
    }

    /// <summary>Also after the leg is gone: what was recorded is sealed at its end, and this tells of it.</summary>
    public Task<RecordingSealed?> StopRecording()
    {
        lock (_keysGate)
        {
            if (_recording)
            {
                _recording = false;
                _sealed = Seal();
            }

            return _sealed;
        }
    }

    public async Task<LegQuality?> Quality()
    {
        try
        {
            if (End is null && await media.Quality(id) is { } now)
                return now;
        }
        catch (MediaException)
        {
            // It went away just now: the last word counts, if there was one.
        }

        return End is null ? null : await _lastQuality.Task;
    }

    /// <summary>No packet of any kind for long: whether the party is still there is asked where that can be.</summary>
    public virtual void OnVanished()
    {
    }

    public void OnAudio(LegAudio state) => AudioChanged?.Invoke(state);

    public void OnSecretCount(int count) => SecretKeyed?.Invoke(count);

    /// <summary>Marks the leg over, once; its media session is closed behind it.</summary>
    /// <returns>False when it was over already.</returns>
    public bool TryEnd(LegEnd end)
    {
        if (Interlocked.CompareExchange(ref _end, end, null) is not null)
            return false;
        // This may be under the SIP gate: the media session is closed where the token's callbacks run, before the
        // others.
        _gone.Token.UnsafeRegister(static leg => _ = ((Leg)leg!).CloseMedia(), this);
        _ = _gone.CancelAsync();
        return true;
    }

    protected void ThrowIfGone() => _gone.Token.ThrowIfCancellationRequested();

    /// <summary>
    /// A verb whose media process went away ends the leg; its caller sees the cancellation that every verb promises.
    /// </summary>
    public async Task Guard(Func<Task> order)
    {
        ThrowIfGone();
        try
        {
            await order();
        }
        catch (MediaException e) when (e.IsRefusal && End is null)
        {
            throw;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // Of a leg that ended meanwhile the session is closed: that is no fault of the order's.
            await Lasting(e);
            throw new OperationCanceledException("The leg is over, or its media process gone.", e, _gone.Token);
        }
    }

    /// <summary>
    /// An order failed: either the media process is gone, and this leg with it, or the fault is thrown.
    /// </summary>
    public async Task Lasting(Exception fault)
    {
        // The connection's end and the word of it come by different ways: wait for the word a moment before
        // believing in a fault.
        await Task.Delay(LostGrace, Gone).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (End is null && media.IsReady)
            ExceptionDispatchInfo.Throw(fault);
        MediaGone();
    }

    protected async Task<T> Guard<T>(Func<Task<T>> order)
    {
        T result = default!;
        await Guard((Func<Task>)(async () => result = await order()));
        return result;
    }

    /// <summary>
    /// The media session cannot go on (no ICE consent, wrong fingerprint): the party is lost. Or its browser said
    /// good-bye, which may come before its BYE and is a hang-up all the same.
    /// </summary>
    public async Task Lost(string reason, LegEndBy by)
    {
        if (TryEnd(new LegEnd(by, 0, reason)))
            await Hangup();
    }

    /// <summary>The media process died under the leg.</summary>
    public abstract void MediaGone();

    private async Task<RecordingSealed?> Seal()
    {
        try
        {
            return await media.StopRecording(id);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // The process is gone: what it wrote is on disk, unsealed, and says so itself.
            return null;
        }
    }

    private async Task CloseMedia()
    {
        try
        {
            await StopRecording();
            _lastQuality.TrySetResult(await media.Close(id));
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // Nothing left to close.
        }
        finally
        {
            _lastQuality.TrySetResult(null);
            Sources = [];
            Ended?.Invoke(this);
            _keyTimer?.Dispose();
        }
    }
}
