namespace TellerLine.Voice;

/// <summary>
/// Where dialogs are kept from their answer on, so that a restarted host can settle them. Bound by the host to its
/// database.
/// </summary>
public interface IDialogStore
{
    Task Save(StoredDialog dialog);

    Task Remove(string legId);

    Task<IReadOnlyList<StoredDialog>> All();
}

/// <summary>A dialog as RFC 3261 §12 defines it, with what is needed to send BYE from another process.</summary>
/// <param name="LegId">The leg and its media session.</param>
/// <param name="RouteSet">In the order in which Route is to be written.</param>
/// <param name="Transport"><c>udp</c>, <c>tcp</c>, <c>ws</c>.</param>
/// <param name="Source">The peer's address and port as last seen.</param>
/// <param name="LastSdp">What we last sent.</param>
/// <param name="SessionTimerRole">Who refreshes (RFC 4028): <c>uac</c>, <c>uas</c> or empty.</param>
public sealed record StoredDialog(
    string LegId, string CallId, string LocalTag, string RemoteTag, string LocalUri, string RemoteUri,
    string RemoteTarget,
    long LocalCSeq, long RemoteCSeq, IReadOnlyList<string> RouteSet, string Transport, string Source, string LastSdp,
    string SessionTimerRole)
{
    /// <summary>
    /// Numbers a dialog may have used since it was stored; gaps in CSeq are allowed (RFC 3261 §12.2.1.1).
    /// </summary>
    internal const uint CSeqMargin = 10;

    /// <summary>
    /// All is known that is needed to go on with the call in another process; false as older versions stored it, and
    /// while an offer of ours waits for its answer.
    /// </summary>
    public bool CanGoOn { get; init; }

    /// <summary>The call was ours.</summary>
    public bool IsCaller { get; init; }

    public string Contact { get; init; } = "";

    public string? CallerNumber { get; init; }

    public string? CalledNumber { get; init; }

    /// <summary>Whose telephone it is, when it is a user's.</summary>
    public string? User { get; init; }

    /// <summary>The carrier of <see cref="VoiceOptions.Trunk"/> carries it.</summary>
    public bool ByTrunk { get; init; }

    public bool Trusted { get; init; }

    public bool BehindNat { get; init; }

    /// <summary>The session timer's interval; 0 for none.</summary>
    public int SessionSeconds { get; init; }

    public bool TakesUpdate { get; init; }
}

/// <summary>
/// Where the registrar finds a user's digest secret: HA1 = MD5(user:realm:password), RFC 8760 §2 allows SHA-256 beside
/// it.
/// </summary>
public interface ISipAccounts
{
    /// <param name="algorithm"><c>MD5</c> or <c>SHA-256</c>.</param>
    /// <returns>HA1 in lower-case hex, or null for an unknown user.</returns>
    Task<string?> Ha1(string user, string realm, string algorithm);
}
