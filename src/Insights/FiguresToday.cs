using System.ComponentModel.DataAnnotations;
using TellerLine.Access;
using TellerLine.Insights.Core;
using TellerLine.Insights.Store;
using TellerLine.Kernel;

namespace TellerLine.Insights;

/// <param name="Day">The report day in the bank's time zone, <c>2026-11-22</c>.</param>
/// <param name="AsOf">ISO 8601 UTC with milliseconds.</param>
public sealed record FiguresView(
    string Day, string AsOf, IReadOnlyList<FigureView> Figures, IReadOnlyList<HalfHourView> ByHalfHour);

/// <param name="Value">Null while its denominator is 0.</param>
/// <param name="Unit">A ratio is 0 to 1.</param>
/// <param name="Target">The house's target, to be reached or exceeded, or null.</param>
/// <param name="Holds">Null without a value or a target.</param>
/// <param name="Version">Of the formula.</param>
public sealed record FigureView(
    string Key, double? Value, [property: AllowedValues("count", "ratio", "ms")] string Unit, long? Numerator,
    long? Denominator,
    double? Target, bool? Holds, FormulaView Formula, int Version);

public sealed record FormulaView(string Zh, string En);

/// <param name="At">The half hour's beginning.</param>
/// <param name="Abandoned">Short ones not included.</param>
public sealed record HalfHourView(string At, long Offered, long Answered, long Abandoned, long Within20);

/// <summary>
/// Today's figures, of contacts offered today; ratios are computed here, from sums, and nowhere stored.
/// </summary>
internal sealed class FiguresToday(FigureQueries queries, KernelOptions kernel, TimeProvider time)
{
    /// <param name="scope">Whose contacts count: the centre's, or those of some agents.</param>
    public async Task<FiguresView> Look(DataScope scope, CancellationToken ct)
    {
        var nowUs = time.NowUs();
        var (fromUs, toUs) = kernel.DayAround(nowUs);
        var halfHours = scope.Agents is null
            ? await queries.ByHalfHour(fromUs, toUs, ct)
            : Tallies.ByHalfHour(
                (await queries.WithAgents(fromUs, toUs, ct)).Where(contact => scope.Covers(contact.Agent)), fromUs,
                toUs,
                kernel.HalfHourOf);
        var day = halfHours.Aggregate(default(Tally), (sum, halfHour) => sum + halfHour.Tally);
        return new FiguresView(
            kernel.DayOf(nowUs).ToString("yyyy-MM-dd"),
            Iso(nowUs),
            [.. Core.Figures.Published.Select(definition => View(definition.Compute(day)))],
            [.. halfHours.Where(halfHour => halfHour.Tally.Offered > 0)
                .Select(halfHour => View(halfHour.AtUs, halfHour.Tally))]);
    }

    private static FigureView View(FigureValue figure)
    {
        var definition = figure.Definition;
        return new FigureView(
            definition.Key, figure.Value, definition.Unit.ToString().ToLowerInvariant(), figure.Numerator,
            figure.Denominator,
            definition.Target, figure.Holds, new FormulaView(definition.Zh, definition.En), definition.Version);
    }

    private static HalfHourView View(long atUs, Tally t) =>
        new(Iso(atUs), t.Offered, t.Answered, t.Abandoned - t.ShortAbandoned, t.AnsweredIn20);

    private static string Iso(long us) => Clock.FromUs(us).UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ");
}
