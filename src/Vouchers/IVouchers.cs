using TellerLine.Access;

namespace TellerLine.Vouchers;

/// <summary>The vouchers of a day, for who closes it.</summary>
public interface IVouchers
{
    /// <summary>As they stand, in order of their transactions' numbers.</summary>
    Task<IReadOnlyList<VoucherStanding>> Of(DateOnly day, CancellationToken ct = default);

    /// <summary>
    /// Verifies all that are closed, their recordings included, and keeps what was found. It reads every recording.
    /// </summary>
    Task Verify(DateOnly day, string by, CancellationToken ct = default);
}

/// <param name="State"><c>pending</c>, <c>complete</c>, <c>gap</c>, <c>explained</c> (and signed).</param>
/// <param name="Lacking">What is not whole, in words; null: all is.</param>
public sealed record VoucherStanding(string TransactionId, string State, BilingualText? Lacking);
