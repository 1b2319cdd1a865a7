using TellerLine.Access;

namespace TellerLine.DayEnd;

/// <summary>Something without which the day cannot be signed.</summary>
/// <param name="Code"><c>open</c>, <c>voucherPending</c>, <c>voucherMissing</c>, <c>voucherGap</c>,
/// <c>ledger</c>.</param>
/// <param name="What">Its name: a transaction's number.</param>
/// <param name="Link">Where it is seen to; null: nowhere.</param>
public sealed record DayLack(string Code, string What, BilingualText Words, string? Link);

/// <summary>Days are signed once each, in order, none before it is over. Pure.</summary>
internal static class DayOrder
{
    /// <param name="first">The first day on which anything happened; null: nothing ever did.</param>
    /// <param name="lastSigned">Null: none is.</param>
    /// <returns>The day that is signed next, over or not; null: there is nothing to sign yet.</returns>
    public static DateOnly? Next(DateOnly? first, DateOnly? lastSigned) => lastSigned?.AddDays(1) ?? first;

    /// <returns><c>signed</c>, <c>open</c> (not over), <c>early</c> (one before it is not signed), <c>before</c> (there
    /// was no telephone bank), <c>due</c>.</returns>
    public static string StateOf(DateOnly day, DateOnly today, DateOnly? next, bool signed) =>
        signed ? "signed" : day >= today ? "open" : next is null || day < next ? "before" : day > next ? "early" : "due";
}
