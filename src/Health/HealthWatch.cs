using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TellerLine.Kernel;

namespace TellerLine.Health;

/// <summary>
/// Looks at every check: by a modest clock, at once when one says that something changed, and when somebody asks for
/// fresher news. Each look is bounded; one that hangs is not begun again and hurts nobody else.
/// </summary>
internal sealed partial class HealthWatch : IHostedService, IDisposable
{
    /// <summary>A check is asked to give up after so long, and taken for broken a moment later.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(250);

    private readonly IReadOnlyList<Watched> _all;
    private readonly HealthOptions _options;
    private readonly TimeProvider _time;
    private ITimer? _timer;

    /// <summary>When the program began to serve.</summary>
    public DateTimeOffset StartedAt { get; private set; }

    public HealthWatch(
        IEnumerable<HealthCheck> checks, AlarmBoard board, HealthOptions options, TimeProvider time,
        ILogger<HealthWatch> log)
    {
        (_options, _time) = (options, time);
        _all = [.. checks.Select(check => new Watched(check, board, time, log))];
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var watched in _all)
            watched.Check.Changed += OnChanged;
        StartedAt = _time.GetUtcNow();
        var every = TimeSpan.FromSeconds(_options.CheckEverySeconds);
        _timer = _time.CreateTimer(_ => Round(), null, TimeSpan.Zero, every);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        foreach (var watched in _all)
            watched.Check.Changed -= OnChanged;
        _timer?.Dispose();
        return Task.CompletedTask;
    }

    public void Dispose() => _timer?.Dispose();

    /// <summary>Looks at what was not looked at for so long, and waits for it.</summary>
    public Task Freshen(TimeSpan maxAge, Func<HealthCheck, bool> which) => Task.WhenAll(
        _all.Where(watched => which(watched.Check) && (watched.Age is not { } age || age > maxAge))
        .Select(watched => watched.Look()));

    /// <summary>By the clock: each no more often than it wishes.</summary>
    private void Round()
    {
        var half = TimeSpan.FromSeconds(_options.CheckEverySeconds / 2.0);
        foreach (var watched in _all)
            if (watched.Age is not { } age || age + half >= watched.Check.AtMostEvery)
                _ = watched.Look();
    }

    private void OnChanged(HealthCheck check) => _ = _all.First(watched => watched.Check == check).LookAnew();

    private sealed partial class Watched(HealthCheck check, AlarmBoard board, TimeProvider time, ILogger log)
    {
        private readonly Lock _gate = new();
        private Task _attempt = Task.CompletedTask;
        private Task<HealthFinding>? _look;
        private long? _lookedAt;

        public HealthCheck Check => check;

        /// <summary>Since the last look; null when there was none.</summary>
        public TimeSpan? Age
        {
            get
            {
                lock (_gate)
                    return _lookedAt is { } at ? time.GetElapsedTime(at) : null;
            }
        }

        /// <summary>One look, or the one that is under way; never fails.</summary>
        public Task Look()
        {
            lock (_gate)
                return _attempt.IsCompleted ? _attempt = Task.Run(Attempt) : _attempt;
        }

        /// <summary>A look that begins now: one under way may have seen what was before.</summary>
        public async Task LookAnew()
        {
            Task under;
            lock (_gate)
                under = _attempt;
            await under;
            await Look();
        }

        private async Task Attempt()
        {
            var found = await Found();
            lock (_gate)
                _lookedAt = time.GetTimestamp();
            board.Found(check, found);
        }

        private async Task<HealthFinding> Found()
        {
            if (_look is { IsCompleted: false })
                return HealthFinding.Broken("An earlier look has not returned.");
            var patience = new CancellationTokenSource(Patience, time);
            try
            {
                _look = Task.Run(() => check.Look(patience.Token), CancellationToken.None);
                _ = _look.ContinueWith(
                    _ => patience.Dispose(), CancellationToken.None, TaskContinuationOptions.None,
                    TaskScheduler.Default);
                return await _look.WaitAsync(Patience + Grace, time);
            }
            catch (TimeoutException)
            {
                return HealthFinding.Broken($"No answer within {Patience.TotalSeconds} s.");
            }
            catch (Exception fault)
            {
                LogThrew(log, check.Name, fault);
                return HealthFinding.Broken($"{fault.GetType().Name}: {fault.Message}");
            }
        }

        [LoggerMessage(Level = LogLevel.Warning, Message = "The check {Check} failed")]
        private static partial void LogThrew(ILogger log, string check, Exception fault);
    }
}
