namespace TellerLine.Simulation.Core;

/// <summary>A centre to be tried: a day that repeats itself.</summary>
internal sealed record Scenario
{
    public const long DayUs = 86_400_000_000;

    public required IReadOnlyList<SimulatedQueue> Queues { get; init; }

    public required IReadOnlyList<StaffPlan> Staff { get; init; }

    /// <summary>What is left out at the beginning, while the centre fills.</summary>
    public required long WarmUpUs { get; init; }

    /// <summary>
    /// The pieces of time whose differences give the intervals: a day, or a batch of a steady stream.
    /// </summary>
    public required long UnitUs { get; init; }

    public required int Units { get; init; }

    public long Seed { get; init; } = 1;

    public int Replications { get; init; } = 1;

    public long RingUs { get; init; }

    /// <summary>Answered up to and with this is in time.</summary>
    public long ServiceLevelUs { get; init; } = 20_000_000;

    /// <summary>Who hangs up within this is short-abandoned.</summary>
    public long ShortAbandonUs { get; init; } = 5_000_000;

    public Durations? NotReady { get; init; }

    /// <summary>Instead of <see cref="NotReady"/> when somebody waits as the service ends.</summary>
    public Durations? NotReadyWhileWaiting { get; init; }

    /// <summary>The intervals of the day that are told one by one; null: none (a steady stream).</summary>
    public long? SlotUs { get; init; }

    /// <summary>Midnight of the measured time's first day, in a call log.</summary>
    public DateTimeOffset From { get; init; } = new(2026, 1, 5, 0, 0, 0, TimeSpan.FromHours(8));

    public long EndUs => WarmUpUs + Units * UnitUs;

    public double Days => (double)Units * UnitUs / DayUs;
}

/// <param name="PerInterval">Calls expected in each interval of a day, the first at midnight.</param>
/// <param name="Patience">Null: nobody hangs up.</param>
/// <param name="Wrapup">Null: none.</param>
/// <param name="Kinds">Who calls, by shares that make 1; empty: all alike.</param>
internal sealed record SimulatedQueue(
    string Name, IReadOnlyList<double> PerInterval, Durations Service, Durations? Patience, Durations? Wrapup,
    IReadOnlyList<CallerKind> Kinds)
{
    /// <summary>
    /// How soon it should be answered: an agent of several queues takes whoever has least time left to that. 0: no
    /// rule.
    /// </summary>
    public long TargetUs { get; init; }

    public Overflow? Overflow { get; init; }

    public long IntervalUs => Scenario.DayUs / PerInterval.Count;

    public double PerDay => PerInterval.Sum();

    public double HandleUs => Service.MeanUs + (Wrapup?.MeanUs ?? 0);
}

/// <summary>Who has waited so long may be answered by the agents of other queues too.</summary>
internal sealed record Overflow(long AfterUs, IReadOnlyList<string> To);

internal sealed record CallerKind(double Share, long WaitCreditUs);

/// <param name="Queues">Indices.</param>
/// <param name="PerInterval">Agents on duty in each interval of a day, the first at midnight.</param>
internal sealed record StaffPlan(string Name, IReadOnlyList<int> Queues, IReadOnlyList<int> PerInterval)
{
    public long IntervalUs => Scenario.DayUs / PerInterval.Count;

    /// <summary>As many people as the fullest interval needs; the first come first and go last.</summary>
    public IEnumerable<VirtualAgent> Agents(int days)
    {
        for (var nth = 0; nth < PerInterval.Max(); nth++)
            yield return new VirtualAgent($"{Name}-{nth + 1:000}", Queues, [.. Duties(nth, days)]);
    }

    private IEnumerable<Duty> Duties(int nth, int days)
    {
        long? fromUs = null;
        for (long interval = 0; interval < (long)days * PerInterval.Count; interval++)
        {
            var on = nth < PerInterval[(int)(interval % PerInterval.Count)];
            if (on)
                fromUs ??= interval * IntervalUs;
            else if (fromUs is { } began)
            {
                yield return new Duty(began, interval * IntervalUs);
                fromUs = null;
            }
        }
        if (fromUs is { } last)
            yield return new Duty(last, days * Scenario.DayUs);
    }
}
