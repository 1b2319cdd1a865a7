namespace TellerLine.Customers;

/// <summary>
/// Who holds an account. Customers asks, the bank behind <c>Banking</c> knows: this port is ours and the other's class
/// is bound to it, so that no copy of the holdings can grow stale here.
/// </summary>
public interface IAccountOwners
{
    /// <summary>
    /// The holder's customer id, or null when there is no such account or the core bank does not answer.
    /// </summary>
    Task<string?> OwnerOf(string account, CancellationToken ct = default);
}
