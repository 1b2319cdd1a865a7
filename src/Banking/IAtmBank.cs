using TellerLine.Customers;
using TellerLine.Kernel;

namespace TellerLine.Banking;

/// <summary>
/// What a core bank tells and does of transfers that customers made to others at an ATM (自助设备转账): beside <see
/// cref="ICoreBank"/>, since a bank's machines may make none. Such a transfer arrives after 24 hours, and until then the
/// customer may take it back by telephone. The machine and the core make it; here it is only taken back. An
/// implementation may throw or never answer.
/// </summary>
public interface IAtmBank
{
    /// <summary>Those made from this account that have not arrived and may be taken back.</summary>
    Task<IReadOnlyList<AtmTransfer>> PendingOf(string account, CancellationToken ct);

    /// <summary>
    /// Gives the money back to the account it came from, once per key: the same key again tells the first answer; the
    /// same key with another order is refused. Of arriving and being taken back only one happens.
    /// </summary>
    /// <returns>Of one posted, <see cref="CoreAnswer.Posted.ToBalance"/> is the account's.</returns>
    Task<CoreAnswer> Revoke(AtmRevokeOrder order, CancellationToken ct);

    /// <inheritdoc cref="ICoreBank.Settle"/>
    Task<CoreAnswer> Settle(AtmRevokeOrder order, CancellationToken ct);
}

/// <summary>A transfer to another person, made at an ATM, that has not arrived.</summary>
/// <param name="Id">The core bank's, or the machine's, number of it.</param>
/// <param name="Account">The customer's, which has paid already.</param>
/// <param name="Atm">The machine's number.</param>
/// <param name="Place">Where it stands.</param>
/// <param name="Payee">His name; shown masked.</param>
/// <param name="PayeeTail">The last four digits of his account.</param>
public sealed record AtmTransfer(
    string Id, string Account, string Atm, string Place, Money Amount, string Payee, string PayeeTail, long MadeUs,
    long ArrivesUs)
{
    public override string ToString() => $"AtmTransfer {Id}";
}

/// <param name="Key">The idempotency key.</param>
/// <param name="Id">The transfer's.</param>
/// <param name="Account">Which paid, and to which it comes back: of another account's transfer nothing is known.</param>
/// <param name="Amount">As the customer heard it: of another amount there is no such transfer.</param>
/// <param name="Reference">The transaction's id.</param>
public sealed record AtmRevokeOrder(string Key, string Id, string Account, Money Amount, string Reference);

/// <summary>Transfers made at an ATM that a customer may take back, for dialogues and desks.</summary>
public interface IAtmTransfers
{
    /// <summary>Of all his accounts, the soonest to arrive first.</summary>
    /// <param name="who">Whom the contact is known to be with: the enquiry PIN was right, or nothing is told.</param>
    Task<AtmTransfersOutcome> Of(Identification? who, CancellationToken ct = default);
}

public abstract record AtmTransfersOutcome
{
    private AtmTransfersOutcome()
    {
    }

    public sealed record Told(IReadOnlyList<AtmTransfer> Transfers) : AtmTransfersOutcome;

    public sealed record NotIdentified : AtmTransfersOutcome;

    /// <summary>The core bank does not answer, or not for every account.</summary>
    public sealed record Unavailable : AtmTransfersOutcome;
}
