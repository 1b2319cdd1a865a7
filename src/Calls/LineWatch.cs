using TellerLine.Voice;

namespace TellerLine.Calls;

/// <summary>Hears of an agent's line: that it fell silent, is heard again, or is gone.</summary>
internal sealed class LineWatch : IDisposable
{
    private readonly ILeg _leg;
    private readonly Action<LegAudio> _audio;
    private readonly CancellationTokenRegistration _gone;
    private ITimer? _doubt;

    public LineWatch(ILeg leg, Action silent, Action heard, Action gone)
    {
        _leg = leg;
        _audio = state =>
        {
            // A SIP phone may be silent by design (voice activity detection); a desk's browser always sends.
            if (leg.Kind == LegKind.Browser)
                (state == LegAudio.Silent ? silent : heard)();
        };
        leg.AudioChanged += _audio;
        _gone = leg.Gone.Register(gone);
    }

    /// <summary>
    /// A line of which nothing was heard yet cannot fall silent: it is looked at once, after a while.
    /// </summary>
    public void Doubt(TimeProvider time, TimeSpan after, Action look) =>
        _doubt = time.CreateTimer(_ => look(), null, after, Timeout.InfiniteTimeSpan);

    public void Dispose()
    {
        _leg.AudioChanged -= _audio;
        _gone.Dispose();
        _doubt?.Dispose();
    }
}

/// <summary>Runs while an agent is away.</summary>
internal sealed class Countdown(TimeProvider time, TimeSpan length)
{
    private readonly Lock _gate = new();
    private ITimer? _timer;

    /// <summary>One that runs goes on: coming nearly back does not give an agent more time.</summary>
    /// <param name="spent">What of its length is over already.</param>
    public void Start(Action over, TimeSpan spent = default)
    {
        var left = length > spent ? length - spent : TimeSpan.Zero;
        lock (_gate)
            _timer ??= time.CreateTimer(_ => over(), null, left, Timeout.InfiniteTimeSpan);
    }

    public void Stop()
    {
        lock (_gate)
        {
            _timer?.Dispose();
            _timer = null;
        }
    }
}
