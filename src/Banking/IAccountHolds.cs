namespace TellerLine.Banking;

/// <summary>
/// Payments from an account stopped and let go again, for who takes loss reports. Each answer is waited for as long as
/// any of the core bank's; one that does not come is <see cref="HoldAnswer.Unknown"/>, and the order is sent again under
/// its key.
/// </summary>
public interface IAccountHolds : IAccountMovements
{
    /// <summary>Not cancellable: once on its way, only the core bank's record tells.</summary>
    Task<HoldAnswer> Place(HoldOrder order);

    /// <inheritdoc cref="Place"/>
    Task<HoldAnswer> Release(HoldOrder order);

    /// <returns>All of the customer's, closed ones too; null: the core bank does not answer.</returns>
    Task<IReadOnlyList<Account>?> Accounts(string customerId, CancellationToken ct = default);
}
