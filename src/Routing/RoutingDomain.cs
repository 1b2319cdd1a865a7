using System.Threading.Channels;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TellerLine.Kernel;
using TellerLine.Routing.Core;
using TellerLine.Routing.Store;

namespace TellerLine.Routing;

/// <summary>
/// The shell around the router: a bounded channel with a single consumer, a timer that is set only when a deadline
/// stands, effects to the observers, and to the journal what must outlive the process. Desks and calls live in this
/// process: when it starts, the contacts of the one
/// before are gone and its agents are signed out.
/// </summary>
internal sealed partial class RoutingDomain : IRouting, IAtStart, IHostedService, IDisposable
{
    private readonly record struct Work(
        RouterInput Input, TaskCompletionSource? Applied, TaskCompletionSource<AcceptOutcome>? Accepted);

    /// <summary>A certificate lapses in years, a timer runs for weeks at most; what fires early is set again.</summary>
    private const long LongestTimerMs = 86_400_000;

    private readonly RoutingOptions _options;
    private readonly TimeProvider _time;
    private readonly IJournal _journal;
    private readonly SnapshotStore _snapshots;
    private readonly IServiceProvider _services;
    private readonly ILogger<RoutingDomain> _log;
    private readonly RouterSettings _settings;
    private readonly long _bornUs;
    private readonly Channel<Work> _channel;
    private readonly ITimer _timer;
    private readonly Lock _gate = new();
    private readonly List<RouterEffect> _effects = [];
    private readonly Dictionary<string, Task<AcceptOutcome>> _winning = [];
    private IRoutingObserver[] _observers = [];
    private Router _router;
    private RoutingSnapshot? _seen;
    private Task _consumer = Task.CompletedTask;
    private Task _snapshotWrite = Task.CompletedTask;
    private long? _timerSetForUs;
    private long _snapshotAtUs;
    private bool _started;

    public RoutingDomain(
        RoutingOptions options, KernelOptions kernel, TimeProvider time, IDb db, IJournal journal,
        IServiceProvider services,
        ILogger<RoutingDomain> log)
    {
        (_options, _time, _journal, _services, _log) = (options, time, journal, services, log);
        _bornUs = time.NowUs();
        _snapshots = new SnapshotStore(db, journal);
        _settings = new RouterSettings(
            options.RingTimeoutMs * 1_000L, options.WrapupLimitMs * 1_000L, $"{kernel.Node}-{time.NowUs():x}-");
        _router = new Router(_settings);
        _channel = Channel.CreateBounded<Work>(
            new BoundedChannelOptions(options.ChannelCapacity) { SingleReader = true });
        _timer = time.CreateTimer(
            _ => _channel.Writer.TryWrite(new Work(new Tick(), null, null)), null, Timeout.InfiniteTimeSpan,
            Timeout.InfiniteTimeSpan);
    }

    /// <summary>Facts that wait to be applied.</summary>
    internal int Waiting => _channel.Reader.Count;

    internal bool IsRunning => _started && !_consumer.IsCompleted;

    public async ValueTask Tell(RouterInput input, CancellationToken ct = default)
    {
        var applied = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await Send(new Work(input, applied, null), ct);
        await applied.Task;
    }

    public Task<AcceptOutcome> Accept(string offerId, string agent, CancellationToken ct = default) =>
        Asked(new OfferAccepted(offerId, agent), ct);

    public Task<AcceptOutcome> Take(
        string contactId, string agent, bool rings = false, CancellationToken ct = default) =>
        Asked(new AgentTakes(contactId, agent) { Rings = rings }, ct);

    public RoutingSnapshot Look()
    {
        lock (_gate)
            return _seen ??= _router.Look(_time.NowUs());
    }

    public int? PositionOf(string contactId)
    {
        lock (_gate)
            return _router.PositionOf(contactId);
    }

    public long? ExpectedUs(string contactId)
    {
        lock (_gate)
            return _router.ExpectedUs(contactId);
    }

    public IReadOnlyList<string> NextAgents(string queue, int atMost = 5)
    {
        lock (_gate)
            return _router.NextAgents(queue, atMost);
    }

    async Task IAtStart.Run(CancellationToken ct)
    {
        _observers = [.. _services.GetServices<IRoutingObserver>()];
        _router = await _snapshots.Load(_settings, ct);
        // Whoever was signed in was so until the dead process wrote its last word: the time without a program is
        // nobody's.
        Handle(new Work(new DomainStarted(), null, null), await _snapshots.LastWordUs(_bornUs, ct) ?? _bornUs);
        await _snapshots.Write(_router.Capture(), ct);
        _snapshotAtUs = _time.NowUs();
        _started = true;
        _consumer = Task.Run(Consume, CancellationToken.None);
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (!_channel.Writer.TryComplete() || !_started)
            return;
        await _consumer;
        await _snapshotWrite;
        await _snapshots.Write(_router.Capture(), cancellationToken);
    }

    public void Dispose()
    {
        _channel.Writer.TryComplete();
        _timer.Dispose();
    }

    private async Task<AcceptOutcome> Asked(RouterInput input, CancellationToken ct)
    {
        var accepted = new TaskCompletionSource<AcceptOutcome>(TaskCreationOptions.RunContinuationsAsynchronously);
        await Send(new Work(input, null, accepted), ct);
        return await accepted.Task;
    }

    private async ValueTask Send(Work work, CancellationToken ct)
    {
        try
        {
            await _channel.Writer.WriteAsync(work with { Input = Named(work.Input) }, ct);
        }
        catch (ChannelClosedException)
        {
            throw new OperationCanceledException("The routing domain has stopped.");
        }
    }

    private RouterInput Named(RouterInput input) =>
        input.Id == Guid.Empty ? input with { Id = Guid.CreateVersion7(_time.GetUtcNow()) } : input;

    private async Task Consume()
    {
        var reader = _channel.Reader;
        while (await reader.WaitToReadAsync())
        {
            while (reader.TryRead(out var work))
            {
                // The timer has fired and stands no more; it may have been a moment early, as timers count in whole
                // milliseconds of their own.
                if (work.Input is Tick)
                    _timerSetForUs = null;
                try
                {
                    Handle(work);
                }
                catch (Exception fault)
                {
                    RouterBroken(_log, work.Input.GetType().Name, fault);
                    work.Applied?.TrySetException(fault);
                    work.Accepted?.TrySetException(fault);
                }
            }
            try
            {
                SetTimer();
                ForgetCommitted();
                SnapshotWhenDue();
            }
            catch (Exception fault)
            {
                // Whatever it is: facts go on being applied, and the next of them settles what was due.
                RouterBroken(_log, "its housekeeping", fault);
            }
        }
    }

    private void Handle(Work work, long? atUs = null)
    {
        _effects.Clear();
        lock (_gate)
        {
            _router.Apply(work.Input, atUs ?? _time.NowUs(), _effects);
            if (work.Input is not Tick || _effects.Count > 0)
                _seen = null;
        }
        Task<AcceptOutcome>? outcome = null;
        foreach (var effect in _effects)
        {
            outcome = Record(effect) ?? outcome;
            Show(effect);
        }
        if (work.Accepted is { } accepted)
            Answer(accepted, outcome ?? Earlier((OfferAccepted)work.Input));
        if (work.Input is AgentSignedIn or AgentSignedOut)
            Answer(work.Applied, _journal.Append(SnapshotStore.Stream, work.Input));
        else
            work.Applied?.TrySetResult();
    }

    /// <summary>
    /// Writes what must outlive the process. The task is the acceptance's outcome; states do not wait for their commit.
    /// </summary>
    private Task<AcceptOutcome>? Record(RouterEffect effect)
    {
        switch (effect)
        {
            case AgentStateChanged s:
                _journal.Post(
                    $"agent/{s.Agent}", new AgentStateEvent(s.Agent, s.State, s.Reason, s.SinceUs, s.Actor),
                    atUs: s.SinceUs);
                return null;
            case AgentOverstays overstays:
                _journal.Post(
                    $"agent/{overstays.Agent}",
                    new AgentOverstaysEvent(overstays.Agent, overstays.State, overstays.Reason, overstays.SinceUs));
                return null;
            case OfferWon won:
                return _winning[won.OfferId] = Commit(won);
            case OfferLost:
                return Task.FromResult(AcceptOutcome.Lost);
            default:
                return null;
        }
    }

    private async Task<AcceptOutcome> Commit(OfferWon won)
    {
        try
        {
            await _journal.Append(
                SnapshotStore.Stream, new OfferWonEvent(won.OfferId, won.ContactId, won.Agent), won.ContactId);
            return AcceptOutcome.Won;
        }
        catch (Exception fault)
        {
            AcceptanceNotRecorded(_log, won.OfferId, won.ContactId, fault);
            await Tell(new AcceptNotRecorded(won.OfferId, won.ContactId, won.Agent));
            return AcceptOutcome.NotRecorded;
        }
    }

    /// <summary>
    /// No effect came of it: the offer was won by this agent before, and is committed or about to be.
    /// </summary>
    private Task<AcceptOutcome> Earlier(OfferAccepted again) =>
        _winning.GetValueOrDefault(again.OfferId, Task.FromResult(AcceptOutcome.Won));

    private void Show(RouterEffect effect)
    {
        foreach (var observer in _observers)
        {
            try
            {
                observer.On(effect);
            }
            catch (Exception fault)
            {
                ObserverFailed(_log, observer.GetType().Name, effect.GetType().Name, fault);
            }
        }
    }

    private static async void Answer<T>(TaskCompletionSource<T> caller, Task<T> task)
    {
        try
        {
            caller.TrySetResult(await task);
        }
        catch (Exception fault)
        {
            caller.TrySetException(fault);
        }
    }

    private static async void Answer(TaskCompletionSource? caller, Task committed)
    {
        try
        {
            await committed;
            caller?.TrySetResult();
        }
        catch (Exception fault)
        {
            caller?.TrySetException(fault);
        }
    }

    /// <summary>
    /// Rounded up to the timer's millisecond; one that fires before the deadline all the same is set again.
    /// </summary>
    private void SetTimer()
    {
        var nowUs = _time.NowUs();
        var nextUs = _router.NextDeadlineUs;
        if (nextUs == _timerSetForUs && nextUs > nowUs)
            return;
        _timerSetForUs = nextUs;
        var due = nextUs is { } us
            ? TimeSpan.FromMilliseconds(Math.Clamp((us - nowUs + 999) / 1_000, 0, LongestTimerMs))
            : Timeout.InfiniteTimeSpan;
        _timer.Change(due, Timeout.InfiniteTimeSpan);
    }

    private void ForgetCommitted()
    {
        foreach (var (offerId, outcome) in _winning)
        {
            if (outcome.IsCompleted)
                _winning.Remove(offerId);
        }
    }

    private void SnapshotWhenDue()
    {
        var nowUs = _time.NowUs();
        if (!_snapshotWrite.IsCompleted || nowUs - _snapshotAtUs < _options.SnapshotEveryMs * 1_000L)
            return;
        _snapshotAtUs = nowUs;
        _snapshotWrite = WriteSnapshot(_router.Capture());
    }

    private async Task WriteSnapshot(RouterState state)
    {
        try
        {
            await _snapshots.Write(state, CancellationToken.None);
        }
        catch (Exception fault)
        {
            SnapshotNotWritten(_log, fault);
        }
    }

    [LoggerMessage(Level = LogLevel.Critical, Message = "The router broke on {Input}; the input is dropped")]
    private static partial void RouterBroken(ILogger logger, string input, Exception fault);

    [LoggerMessage(Level = LogLevel.Error,
        Message = "The acceptance of offer {OfferId} could not be written; contact {Contact} waits at the front")]
    private static partial void AcceptanceNotRecorded(
        ILogger logger, string offerId, string contact, Exception fault);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Observer} failed on {Effect}")]
    private static partial void ObserverFailed(ILogger logger, string observer, string effect, Exception fault);

    [LoggerMessage(Level = LogLevel.Error,
        Message = "The routing domain's snapshot was not written; the next is tried in its time")]
    private static partial void SnapshotNotWritten(ILogger logger, Exception fault);
}
