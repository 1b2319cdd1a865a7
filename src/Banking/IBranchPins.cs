using TellerLine.Kernel;

namespace TellerLine.Banking;

/// <summary>
/// What a branch does with a customer's PINs, the customer standing before it. That it is the customer was proved
/// before.
/// </summary>
public interface IBranchPins
{
    /// <summary>Both PINs, the enquiry PIN first.</summary>
    Task<IReadOnlyList<PinState>> Of(string customerId, CancellationToken ct = default);

    /// <summary>Sets a PIN, lifts its lock and tells the customer.</summary>
    /// <param name="initial">Given by the bank: permits enquiry only until the customer changes it.</param>
    /// <param name="clerk">Number of the user.</param>
    /// <param name="also">Writes what belongs to it, in the same transaction.</param>
    /// <returns>Why it may not be; null: it is set.</returns>
    Task<PinWeakness?> Set(
        string customerId, PinKind kind, ReadOnlyMemory<byte> digits, bool initial, string clerk,
        Action<WriteScope> also, CancellationToken ct = default);

    /// <summary>Lifts a lock and tells the customer; the PIN stays.</summary>
    /// <returns>False: it was not locked.</returns>
    Task<bool> Unfreeze(
        string customerId, PinKind kind, string clerk, Action<WriteScope> also, CancellationToken ct = default);
}

/// <param name="SetUs">When it was set or changed last; null: there is none.</param>
public sealed record PinState(PinKind Kind, PinStanding Standing, PinMustChange MustChange, long? SetUs);
