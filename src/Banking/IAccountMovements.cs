namespace TellerLine.Banking;

/// <summary>What moved on accounts, for who follows it. Waited for as long as any answer of the core bank's.</summary>
public interface IAccountMovements
{
    /// <param name="toUs">Not included.</param>
    /// <returns>Newest first; null: the core bank does not answer.</returns>
    Task<IReadOnlyList<Movement>?> Movements(
        string account, long fromUs, long toUs, int limit, CancellationToken ct = default);
}
