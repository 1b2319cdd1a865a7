namespace TellerLine.Workforce.Core;

/// <summary>How many people a target needs.</summary>
internal static class Staffing
{
    /// <summary>As many as a routing domain holds.</summary>
    private const int MostAgents = 20_000;

    /// <summary>
    /// The fewest agents with whom <paramref name="level"/> of the callers are answered within
    /// <paramref name="withinS"/>, when none hangs up; null: more than 20,000.
    /// </summary>
    /// <param name="level">0 &lt; level &lt; 1.</param>
    public static int? AgentsFor(double perS, double serviceS, double withinS, double level)
    {
        CheckShare(level, nameof(level));
        return Fewest(agents => new ErlangC(perS, serviceS, agents).ServiceLevel(withinS) >= level);
    }

    /// <summary>The same when callers hang up; the level is of all callers.</summary>
    public static int? AgentsFor(double perS, double serviceS, double patienceS, double withinS, double level)
    {
        CheckShare(level, nameof(level));
        return Fewest(agents => new ErlangA(perS, serviceS, patienceS, agents).ServiceLevel(withinS) >= level);
    }

    /// <summary>The fewest with whom at most <paramref name="share"/> of the callers hang up.</summary>
    public static int? AgentsForAbandoned(double perS, double serviceS, double patienceS, double share)
    {
        CheckShare(share, nameof(share));
        return Fewest(agents => new ErlangA(perS, serviceS, patienceS, agents).Abandoned <= share);
    }

    /// <summary>
    /// How many must be on the roster so that <paramref name="required"/> sit there: required ÷ (1 - shrinkage), never
    /// × (1 + shrinkage).
    /// </summary>
    /// <param name="shrinkage">The share of paid time away from the desk, 0 ≤ shrinkage &lt; 1.</param>
    public static double Rostered(double required, double shrinkage)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(required);
        ArgumentOutOfRangeException.ThrowIfNegative(shrinkage);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(shrinkage, 1);
        return required / (1 - shrinkage);
    }

    /// <summary>Doubled until enough, then halved in: more agents are never worse.</summary>
    private static int? Fewest(Func<int, bool> enough)
    {
        var (few, many) = (-1, 1);
        while (!enough(many))
        {
            if (many == MostAgents)
                return null;
            (few, many) = (many, Math.Min(MostAgents, many * 2));
        }
        while (many - few > 1)
        {
            var middle = (few + many) / 2;
            (few, many) = enough(middle) ? (few, middle) : (middle, many);
        }
        return many;
    }

    private static void CheckShare(double share, string name)
    {
        if (share is not (> 0 and < 1))
            throw new ArgumentOutOfRangeException(name, share, "A share is more than 0 and less than 1.");
    }
}
