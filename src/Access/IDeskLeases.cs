namespace TellerLine.Access;

/// <summary>One live desk per agent: the page that holds the lease works, a second one asks to take over.</summary>
public interface IDeskLeases
{
    /// <summary>
    /// Takes the desk for this page. The same <paramref name="deskId"/> (a reload keeps it) gets it back at once; another page only with
    /// <paramref name="takeOver"/>, or when the lease is free. Journalled before it completes.
    /// </summary>
    Task<LeaseClaim> Claim(string agent, string deskId, bool takeOver);

    /// <summary>The page's connection is lost: the lease is kept for the grace, then <see cref="Lapsed"/>.</summary>
    void Disconnected(string agent, string deskId);

    /// <summary>The agent signs out: the lease is free. Harmless when another page holds it.</summary>
    Task Release(string agent, string deskId);

    /// <summary>The agent whose desk stayed away longer than the grace.</summary>
    event Action<string>? Lapsed;
}

/// <param name="HeldSince">When not granted: since when another page holds the desk.</param>
public sealed record LeaseClaim(bool Granted, DateTimeOffset? HeldSince);
