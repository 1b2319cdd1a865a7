using TellerLine.Banking;

namespace TellerLine.DayEnd;

/// <summary>What a bank's day came to: all counts and sums are of the same tallies.</summary>
/// <param name="Posted">Transactions that were posted.</param>
/// <param name="Items">Posted ones by item, channel and currency.</param>
/// <param name="BillShare">缴费占比: posted bill payments ÷ posted transactions, in per cent; null: nothing was
/// posted.</param>
/// <param name="Failed">Submitted, and not posted or reversed since, by reason.</param>
/// <param name="Refused">Refused before they became transactions, by reason.</param>
/// <param name="Open">Without an end.</param>
/// <param name="Trial">Null: the bank's own core closes its ledger.</param>
public sealed record DayFigures(
    DateOnly Day, long Posted, IReadOnlyList<DaySum> Sums, IReadOnlyList<DayItem> Items, double? BillShare,
    IReadOnlyList<DayReason> Failed, IReadOnlyList<DayReason> Refused, long Open, DayVouchers Vouchers,
    TrialBalance? Trial);

public sealed record DaySum(string Currency, long SumMinor);

/// <param name="Share">Of all posted, by count, in per cent.</param>
public sealed record DayItem(string Kind, string Way, string Currency, long Count, long SumMinor, double Share);

/// <param name="Kind">Of the item.</param>
public sealed record DayReason(string Kind, string Reason, long Count);

/// <param name="Missing">Posted, and without a voucher.</param>
/// <param name="Gaps">Neither whole nor explained and signed.</param>
public sealed record DayVouchers(long Complete, long Explained, long Pending, long Gaps, long Missing);

/// <summary>An order that never became a transaction.</summary>
internal sealed record Refusal
{
    public required string Kind { get; init; }

    public required string Reason { get; init; }

    public long Count { get; init; }
}

/// <summary>Counts and sums. Pure.</summary>
internal static class DayReckoning
{
    /// <summary>What paying a bill is called among the items: <c>billTelecom</c> and its kin.</summary>
    private const string Bill = "bill";

    public static DayFigures Of(
        DateOnly day, IReadOnlyList<TransactionTally> tallies, IReadOnlyList<Refusal> refused, DayVouchers vouchers,
        TrialBalance? trial)
    {
        var posted = tallies.Where(one => one.State == "posted").ToList();
        var count = posted.Sum(one => one.Count);
        return new DayFigures(
            day, count,
            [
                .. posted.GroupBy(one => one.Currency).OrderBy(one => one.Key, StringComparer.Ordinal)
                    .Select(one => new DaySum(one.Key, one.Sum(tally => tally.SumMinor))),
            ],
            [
                .. posted.GroupBy(one => (one.Kind, one.Way, one.Currency)).OrderBy(one => one.Key)
                    .Select(one => new DayItem(
                        one.Key.Kind, one.Key.Way, one.Key.Currency, one.Sum(tally => tally.Count),
                        one.Sum(tally => tally.SumMinor), Share(one.Sum(tally => tally.Count), count)!.Value)),
            ],
            Share(posted.Where(IsBill).Sum(one => one.Count), count),
            [
                .. tallies.Where(one => one.State is "failed" or "voided" or "reversed").GroupBy(one => (
                        one.Kind, Reason: one.State == "failed" ? one.Reason : one.State))
                    .OrderBy(one => one.Key).Select(one => new DayReason(
                        one.Key.Kind, one.Key.Reason, one.Sum(tally => tally.Count))),
            ],
            [.. refused.Select(one => new DayReason(one.Kind, one.Reason, one.Count))],
            tallies.Where(one => one.State is not ("posted" or "failed" or "voided" or "reversed")).Sum(one => one.Count), vouchers,
            trial);
    }

    /// <summary>In per cent, to two decimals.</summary>
    public static double? Share(long part, long whole) =>
        whole == 0 ? null : Math.Round(100.0 * part / whole, 2, MidpointRounding.AwayFromZero);

    private static bool IsBill(TransactionTally one) => one.Kind.StartsWith(Bill, StringComparison.Ordinal);
}
