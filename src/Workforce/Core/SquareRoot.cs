namespace TellerLine.Workforce.Core;

/// <summary>
/// Staffing by the square root: a large centre needs its load and β times the load's root. Approximations for large
/// centres, to be understood by; what is promised comes from <see cref="ErlangC"/> and <see cref="ErlangA"/>.
/// </summary>
internal static class SquareRoot
{
    /// <returns>A + β·√A.</returns>
    public static double Agents(double load, double beta) => load + beta * Math.Sqrt(load);

    /// <returns>(n - A) / √A.</returns>
    public static double Beta(double load, int agents) => (agents - load) / Math.Sqrt(load);

    /// <summary>
    /// P(W &gt; 0) where callers wait for ever (S. Halfin and W. Whitt, 1981); 1 when β is not positive.
    /// </summary>
    public static double WaitProbability(double beta) =>
        beta <= 0 ? 1 : 1 / (1 + beta * NormalLaw.Below(beta) / NormalLaw.Density(beta));

    /// <summary>P(W &gt; 0) where they do not (O. Garnett, A. Mandelbaum and M. Reiman, 2002).</summary>
    public static double WaitProbability(double beta, double serviceS, double patienceS)
    {
        var ratio = Math.Sqrt(serviceS / patienceS); // √(θ/μ)
        return 1 / (1 + ratio * NormalLaw.Hazard(beta / ratio) / NormalLaw.Hazard(-beta));
    }

    /// <summary>The share that hangs up, by the same.</summary>
    public static double Abandoned(double beta, double serviceS, double patienceS, int agents)
    {
        var ratio = Math.Sqrt(serviceS / patienceS);
        return (ratio * NormalLaw.Hazard(beta / ratio) - beta)
            * WaitProbability(beta, serviceS, patienceS) / Math.Sqrt(agents);
    }
}
