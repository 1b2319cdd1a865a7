namespace TellerLine.Simulation.Core;

/// <summary>
/// The same load at every hour, as the formulae have it: one long stream cut into batches. How long it must be is
/// decided by how long the centre remembers (its relaxation time): batches that are not much longer than that depend on
/// each other, and their intervals would be too narrow.
/// </summary>
internal sealed record SteadyStream(double PerS, Durations Service, Durations? Patience, int Agents)
{
    private const int Batches = 40;
    private const double MostDays = 36_600;
    private const double CallsAtLeast = 1_400_000, CallsAtMost = 1_600_000;

    /// <summary>A batch this many relaxation times long depends on the one before it by a per cent or so.</summary>
    private const double Independent = 10;

    public double Load => PerS * Service.MeanUs / 1e6;

    public bool IsStable => Patience is not null || Load < Agents;

    /// <summary>
    /// After which the memory of a state has faded to 1/e, seconds; infinite when unstable. For a queue where nobody
    /// hangs up 1 ÷ (√(nμ) - √λ)² (the spectral gap of M/M/n), shortened by impatience, longer by the service's
    /// variation: a rule to size a run by.
    /// </summary>
    public double RelaxationS
    {
        get
        {
            if (!IsStable)
                return double.PositiveInfinity;
            var serve = 1e6 / Service.MeanUs;
            var gap = Load < Agents ? Math.Pow(Math.Sqrt(Agents * serve) - Math.Sqrt(PerS), 2) : 0;
            if (Patience is not null)
                gap += Math.Min(1e6 / Patience.MeanUs, serve);
            return (1 + Variation * Variation) / 2 / Math.Min(gap, serve);
        }
    }

    private double Variation =>
        Service is LognormalDurations lognormal ? lognormal.DeviationUs / lognormal.MeanOfUs : 1;

    /// <summary>Days that make narrow intervals in a moment or two.</summary>
    public double DefaultDays
    {
        get
        {
            var callsPerDay = PerS * 86_400;
            var days = CallsAtLeast / callsPerDay;
            if (IsStable)
                days = Math.Min(Math.Max(days, HonestDays), CallsAtMost / callsPerDay);
            days = Math.Min(days, MostDays);
            return days > 10 ? Math.Ceiling(days) : Math.Ceiling(days * 100) / 100;
        }
    }

    /// <summary>Below this the batches depend on each other.</summary>
    public double HonestDays => Batches * Independent * RelaxationS / 86_400;

    public Scenario Scenario(double days)
    {
        var unitUs = Math.Max(1, (long)(days * Core.Scenario.DayUs / Batches));
        var warmUpS = IsStable ? Math.Min(Independent * RelaxationS, days * 86_400 / 4) : 0;
        return new Scenario
        {
            Queues = [new SimulatedQueue("service", [PerS * 86_400], Service, Patience, null, [])],
            Staff = [new StaffPlan("agent", [0], [Agents])],
            WarmUpUs = (long)(warmUpS * 1e6),
            UnitUs = unitUs,
            Units = Batches,
        };
    }
}
