namespace TellerLine.Workforce.Core;

/// <summary>
/// One queue, exponential service, callers who hang up after an exponential patience (M/M/n+M, C. Palm): always with a
/// steady state. With q callers waiting, somebody leaves the line at the rate nμ + qθ.
/// </summary>
internal sealed class ErlangA
{
    /// <summary>Of the line's length, and beyond: what a line so long would need is refused, not computed.</summary>
    private const int LongestLine = 2_000_000;

    private const double Negligible = 1e-18;
    private readonly double _serveRate;
    private readonly double _leaveRate;

    /// <summary>P(n + q callers in the centre), q = 0 … .</summary>
    private readonly double[] _waiting;

    /// <param name="perS">Arrivals a second.</param>
    /// <param name="serviceS">Mean service time, seconds; more than 0.</param>
    /// <param name="patienceS">Mean patience, seconds; more than 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range, or the line would hold more than
    /// two million callers.</exception>
    public ErlangA(double perS, double serviceS, double patienceS, int agents)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(perS);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(serviceS);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(patienceS);
        ArgumentOutOfRangeException.ThrowIfNegative(agents);
        (Agents, Load, _serveRate, _leaveRate) = (agents, perS * serviceS, agents / serviceS, 1 / patienceS);
        if (Load == 0)
        {
            _waiting = [];
            return;
        }
        _waiting = Line(perS);
        double length = 0, answeredWait = 0;
        // The wait of who finds q callers waiting and is answered: P(answered | q) = nμ / (nμ + (q+1)θ).
        double answeredBefore = 1, waitBefore = 0;
        for (var q = 0; q < _waiting.Length; q++)
        {
            var rate = _serveRate + (q + 1) * _leaveRate;
            waitBefore = (_serveRate + q * _leaveRate) / rate * (answeredBefore / rate + waitBefore);
            answeredBefore = _serveRate / rate;
            WaitProbability += _waiting[q];
            length += q * _waiting[q];
            answeredWait += _waiting[q] * waitBefore;
        }
        MeanWaitS = length / perS;
        Abandoned = _leaveRate * length / perS;
        MeanAnsweredWaitS = Abandoned < 1 ? answeredWait / (1 - Abandoned) : 0;
    }

    public int Agents { get; }

    /// <summary>Erlangs offered.</summary>
    public double Load { get; }

    /// <summary>P(W &gt; 0).</summary>
    public double WaitProbability { get; }

    /// <summary>The share that hangs up.</summary>
    public double Abandoned { get; }

    /// <summary>Of all callers, those who hang up included, seconds.</summary>
    public double MeanWaitS { get; }

    /// <summary>Of those who are answered, seconds (ASA).</summary>
    public double MeanAnsweredWaitS { get; }

    /// <summary>The agents' share of time in service.</summary>
    public double Occupancy => Agents == 0 ? 0 : Load * (1 - Abandoned) / Agents;

    /// <summary>The share of all callers answered within <paramref name="withinS"/>, that moment included.</summary>
    /// <remarks>
    /// The line before a caller only shortens. Its equations g_q' = -(nμ+qθ+θ)·g_q + (nμ+qθ)·g_(q-1) are solved
    /// by uniformisation: jumps at one rate that none exceeds, of which a Poisson number falls into the time. All
    /// terms are positive, so nothing cancels.
    /// </remarks>
    public double ServiceLevel(double withinS)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(withinS);
        var atOnce = Load == 0 ? 1 : Agents == 0 ? 0 : 1 - WaitProbability;
        if (_waiting.Length == 0 || withinS == 0)
            return atOnce;
        var jumpRate = _serveRate + _waiting.Length * _leaveRate;
        var jumps = jumpRate * withinS;
        var line = (double[])_waiting.Clone();
        double answered = 0, level = 0, told = 0, logFactorial = 0;
        for (var m = 0; told < 1 - 1e-15 && m < jumps + 40 * Math.Sqrt(jumps) + 100; m++)
        {
            logFactorial += m == 0 ? 0 : Math.Log(m);
            var probability = Math.Exp(m * Math.Log(jumps) - jumps - logFactorial);
            told += probability;
            level += probability * answered;
            answered += _serveRate / jumpRate * line[0];
            for (var q = 0; q < line.Length; q++)
            {
                var stays = line[q] * (1 - (_serveRate + (q + 1) * _leaveRate) / jumpRate);
                var comes = q + 1 < line.Length ? line[q + 1] * (_serveRate + (q + 1) * _leaveRate) / jumpRate : 0;
                line[q] = stays + comes;
            }
        }
        return atOnce + level;
    }

    /// <summary>
    /// The states in which all agents are busy, by their ratios from the first on, and those in which one is free
    /// together, by Erlang B. Scaled down whenever they grow large, so that no load overflows.
    /// </summary>
    private double[] Line(double perS)
    {
        const double large = 1e200;
        var line = new List<double> { 1 };
        double sum = 1, last = 1;
        for (var q = 1; ; q++)
        {
            var ratio = perS / (_serveRate + q * _leaveRate);
            last *= ratio;
            if (ratio < 1 && last < Negligible * sum * (1 - ratio))
                break;
            if (q > LongestLine)
                throw new ArgumentOutOfRangeException(
                    nameof(perS), perS, $"More than {LongestLine} callers would wait: less load or less patience.");
            line.Add(last);
            sum += last;
            if (last <= large)
                continue;
            for (var i = 0; i < line.Count; i++)
                line[i] /= large;
            (sum, last) = (sum / large, last / large);
        }
        var blocked = ErlangB.Blocked(Load, Agents);
        var total = blocked == 0 ? double.PositiveInfinity : sum + line[0] * (1 / blocked - 1);
        return [.. line.Select(weight => weight / total)];
    }
}
