namespace TellerLine.Desks;

/// <summary>One live desk per agent: a second one asks to take over, a reload has its own back.</summary>
public interface IDeskLeases
{
    /// <param name="deskId">Made by the tab and kept by it over reloads (<c>sessionStorage</c>).</param>
    /// <param name="takeOver">The agent has confirmed to leave the other desk.</param>
    Task<DeskClaim> Claim(string agent, string deskId, bool takeOver, CancellationToken ct = default);

    /// <summary>
    /// The desk's connection is gone: the lease lives on for the grace, then ends by itself. A void token changes
    /// nothing.
    /// </summary>
    Task Lost(string agent, long token);

    /// <summary>The agent signs out of the desk. A void token changes nothing.</summary>
    Task Release(string agent, long token);

    /// <summary>Whether this token still is the agent's desk.</summary>
    Task<bool> Holds(string agent, long token);
}

public enum DeskClaimHow
{
    New,

    /// <summary>The same tab after a reload or a lost network (or its duplicate: the younger one wins).</summary>
    Reclaimed,
    TakenOver,
}

public abstract record DeskClaim
{
    private DeskClaim()
    {
    }

    /// <param name="Token">To be shown with everything the desk does; void as soon as another claim is granted.</param>
    public sealed record Granted(long Token, DateTimeOffset Since, DeskClaimHow How) : DeskClaim;

    public sealed record HeldElsewhere(DateTimeOffset Since) : DeskClaim;
}

public enum DeskChange
{
    /// <summary>Claimed anew: whoever shows an older token has lost the desk.</summary>
    Claimed,

    /// <summary>The connection is gone, the grace runs.</summary>
    Lost,

    /// <summary>Signed out, or the grace is over.</summary>
    Released,
}

/// <param name="Token">The current token; after <see cref="DeskChange.Released"/> the last one.</param>
public sealed record DeskChanged(string Agent, string DeskId, long Token, DeskChange Change, DeskClaimHow? How = null);

/// <summary>Hears of every change at this node, after its commit and in order. Must be quick.</summary>
public interface IDeskObserver
{
    void On(DeskChanged change);
}
