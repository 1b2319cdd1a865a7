namespace TellerLine.Workforce.Core;

/// <summary>
/// One queue, exponential service, callers who wait for ever. A load that is not below the agents has no steady state:
/// everybody waits without end, and that is said (<see cref="IsStable"/>), not computed.
/// </summary>
internal sealed class ErlangC
{
    private readonly double _serviceS;

    /// <param name="perS">Arrivals a second.</param>
    /// <param name="serviceS">Mean service time, seconds; more than 0.</param>
    public ErlangC(double perS, double serviceS, int agents)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(perS);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(serviceS);
        ArgumentOutOfRangeException.ThrowIfNegative(agents);
        (_serviceS, Agents, Load) = (serviceS, agents, perS * serviceS);
        IsStable = Load < agents || Load == 0;
        if (Load == 0)
            return;
        if (!IsStable)
        {
            WaitProbability = 1;
            return;
        }
        var blocked = ErlangB.Blocked(Load, agents);
        WaitProbability = agents * blocked / (agents - Load * (1 - blocked));
    }

    public int Agents { get; }

    /// <summary>Erlangs.</summary>
    public double Load { get; }

    public bool IsStable { get; }

    /// <summary>P(W &gt; 0); 1 when unstable.</summary>
    public double WaitProbability { get; }

    /// <summary>Of all callers, seconds; infinite when unstable.</summary>
    public double MeanWaitS =>
        Load == 0 ? 0 : IsStable ? WaitProbability * _serviceS / (Agents - Load) : double.PositiveInfinity;

    /// <summary>The agents' share of time in service; 1 when unstable.</summary>
    public double Occupancy => Load == 0 ? 0 : IsStable ? Load / Agents : 1;

    /// <summary>The share answered within <paramref name="withinS"/>, that moment included; 0 when unstable.</summary>
    public double ServiceLevel(double withinS) =>
        Load == 0 ? 1 : IsStable ? 1 - WaitProbability * Math.Exp(-(Agents - Load) * withinS / _serviceS) : 0;

    /// <summary>
    /// How long all but <paramref name="beyond"/> of the callers wait at most, seconds (0.05: the 95th percentile).
    /// </summary>
    public double WaitExceededBy(double beyond) =>
        WaitProbability <= beyond ? 0
        : IsStable ? Math.Log(WaitProbability / beyond) * _serviceS / (Agents - Load) : double.PositiveInfinity;
}
