using TellerLine.Access;
using TellerLine.Banking;
using TellerLine.Contracts;
using TellerLine.Kernel;

namespace TellerLine.DayEnd;

/// <param name="By"><c>item</c>, <c>channel</c>, <c>branch</c>, <c>hour</c>.</param>
/// <param name="Total">Of all rows; the same whatever they are by.</param>
public sealed record TransactionReport(
    DateOnly From, DateOnly To, string By, IReadOnlyList<ReportRow> Rows, IReadOnlyList<ReportRow> Total);

/// <param name="Key"><c>payeeTransfer</c>, <c>keypad</c>, a unit's path, <c>09</c>; empty: no branch is known.</param>
/// <param name="Name">Of a branch; null: the key says it.</param>
/// <param name="Posted">Transactions that were posted.</param>
/// <param name="SumMinor">Of those.</param>
/// <param name="Failed">Submitted, and not posted.</param>
/// <param name="Open">Without an end.</param>
/// <param name="Share">Of all posted in this currency, by count, in per cent; null: none was.</param>
public sealed record ReportRow(
    string Key, BilingualText? Name, string Currency, long Posted, long SumMinor, long Failed, long Open,
    double? Share);

/// <summary>Counts and sums of a period, all from the same tallies of the transactions themselves.</summary>
internal sealed class Reports(
    ITransactionFigures transactions, IContractUnits units, IOrganisation organisation, KernelOptions kernel)
{
    public const int MostDays = 92;

    public static readonly IReadOnlyList<string> Bys = ["item", "channel", "branch", "hour"];

    public async Task<TransactionReport> Of(DateOnly from, DateOnly to, string by, CancellationToken ct)
    {
        var tallies = await transactions.Of(from, to, by == "branch", ct);
        var (keys, names) = by == "branch" ? await Branches(tallies, ct) : ([], []);
        string KeyOf(TransactionTally one) => by switch
        {
            "item" => one.Kind,
            "channel" => one.Way,
            "branch" => keys.GetValueOrDefault(one.CustomerId, ""),
            _ => $"{kernel.LocalTime(one.QuarterUs):HH}",
        };
        var posted = tallies.Where(one => one.State == "posted").GroupBy(one => one.Currency)
            .ToDictionary(one => one.Key, one => one.Sum(tally => tally.Count));
        ReportRow Row(string key, string currency, IEnumerable<TransactionTally> some)
        {
            var all = some.ToList();
            var count = Count(all, "posted");
            return new ReportRow(
                key, names.GetValueOrDefault(key), currency, count,
                all.Where(one => one.State == "posted").Sum(one => one.SumMinor),
                Count(all, "failed") + Count(all, "voided"),
                all.Where(one => one.State is not ("posted" or "failed" or "voided" or "reversed")).Sum(one => one.Count),
                DayReckoning.Share(count, posted.GetValueOrDefault(currency)));
        }

        return new TransactionReport(
            from, to, by,
            [
                .. tallies.GroupBy(one => (Key: KeyOf(one), one.Currency)).OrderBy(one => one.Key)
                    .Select(one => Row(one.Key.Key, one.Key.Currency, one)),
            ],
            [
                .. tallies.GroupBy(one => one.Currency).OrderBy(one => one.Key, StringComparer.Ordinal)
                    .Select(one => Row("", one.Key, one) with { Name = null }),
            ]);
    }

    private async Task<(Dictionary<string, string> Keys, Dictionary<string, BilingualText> Names)> Branches(
        IReadOnlyList<TransactionTally> tallies, CancellationToken ct) => (
        new(await units.Of([.. tallies.Select(one => one.CustomerId).Distinct()], ct)),
        (await organisation.All(ct)).ToDictionary(unit => unit.Path, unit => unit.Name));

    private static long Count(List<TransactionTally> tallies, string state) =>
        tallies.Where(one => one.State == state).Sum(one => one.Count);
}
