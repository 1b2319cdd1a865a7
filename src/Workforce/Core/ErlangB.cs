namespace TellerLine.Workforce.Core;

/// <summary>Callers who find all agents busy are lost (A. K. Erlang, 1917).</summary>
internal static class ErlangB
{
    /// <summary>
    /// The share that is lost, by the recursion B(k) = A·B(k-1) / (k + A·B(k-1)), which neither overflows nor cancels
    /// at any size.
    /// </summary>
    /// <param name="load">Erlangs: arrivals per time × mean service time. Not negative.</param>
    public static double Blocked(double load, int agents)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(load);
        ArgumentOutOfRangeException.ThrowIfNegative(agents);
        var blocked = 1.0;
        for (var k = 1; k <= agents; k++)
            blocked = load * blocked / (k + load * blocked);
        return blocked;
    }
}
