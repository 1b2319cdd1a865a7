namespace TellerLine.Insights.Core;

internal enum FigureUnit
{
    Count,
    Ratio,
    Ms,
}

/// <summary>
/// A figure's definition. A changed formula is a new version beside the old one; reports keep the version they were
/// made with.
/// </summary>
/// <param name="Of">Numerator, and denominator where there is one (for a count: what it is a part of).</param>
/// <param name="Target">The house's target, to be reached or exceeded; null: none.</param>
internal sealed record FigureDefinition(
    string Key, FigureUnit Unit, Func<Tally, (long Numerator, long? Denominator)> Of, string Zh, string En,
    double? Target = null, int Version = 1)
{
    public FigureValue Compute(Tally tally)
    {
        var (numerator, denominator) = Of(tally);
        double? value = Unit == FigureUnit.Count ? numerator : denominator is > 0 ? (double)numerator / denominator
            : null;
        return new FigureValue(this, value, numerator, denominator, value is null
            || Target is null ? null : value >= Target);
    }
}

internal sealed record FigureValue(
    FigureDefinition Definition, double? Value, long Numerator, long? Denominator, bool? Holds);

/// <summary>
/// The formulae. The page shows <see cref="Published"/>; the variants beside it are computed from the same sums.
/// </summary>
internal static class Figures
{
    public const double AnswerRateTarget = 0.95;
    public const double ServiceLevelTarget = 0.93;

    public static readonly FigureDefinition Offered = new("offered", FigureUnit.Count, t => (t.Offered, null),
        "进入人工队列的来电数，同一来电只计一次", "Contacts that entered a queue for a person, each once");

    public static readonly FigureDefinition Answered = new("answered", FigureUnit.Count, t => (t.Answered, t.Offered),
        "由座席接听的来电数", "Contacts an agent answered");

    public static readonly FigureDefinition AnswerRate = new(
        "answerRate", FigureUnit.Ratio, t => (t.Answered, t.Offered),
        "人工接听量 ÷ 人工请求量", "Answered ÷ offered", AnswerRateTarget);

    public static readonly FigureDefinition NetAnswerRate = new(
        "netAnswerRate", FigureUnit.Ratio, t => (t.Answered, t.Offered - t.ShortAbandoned),
        "人工接听量 ÷（人工请求量 − 短时放弃量）", "Answered ÷ (offered − short abandons)");

    public static readonly FigureDefinition ServiceLevelA = new(
        "serviceLevelA", FigureUnit.Ratio, t => (t.AnsweredIn20, t.Offered),
        "20 秒内接听量 ÷ 人工请求量", "Answered within 20 s ÷ offered");

    public static readonly FigureDefinition ServiceLevel = new(
        "serviceLevel", FigureUnit.Ratio, t => (t.AnsweredIn20, t.Offered - t.ShortAbandoned),
        "20 秒内（含 20 秒）接听量 ÷（人工请求量 − 短时放弃量）", "Answered within 20 s (inclusive) ÷ (offered − short abandons)",
        ServiceLevelTarget);

    public static readonly FigureDefinition ServiceLevelB = new(
        "serviceLevelB", FigureUnit.Ratio, t => (t.AnsweredIn20, t.Offered - t.AbandonedIn20),
        "20 秒内接听量 ÷（人工请求量 − 20 秒内放弃量）", "Answered within 20 s ÷ (offered − abandoned within 20 s)");

    public static readonly FigureDefinition ServiceLevelC = new(
        "serviceLevelC", FigureUnit.Ratio, t => (t.AnsweredIn20 + t.AbandonedIn20, t.Offered),
        "（20 秒内接听量 + 20 秒内放弃量）÷ 人工请求量", "(Answered + abandoned within 20 s) ÷ offered");

    public static readonly FigureDefinition ServiceLevelD = new(
        "serviceLevelD", FigureUnit.Ratio, t => (t.AnsweredIn20, t.Answered),
        "20 秒内接听量 ÷ 人工接听量", "Answered within 20 s ÷ answered");

    public static readonly FigureDefinition MeanWait = new(
        "meanWait", FigureUnit.Ms, t => (t.AnsweredWaitUs / 1_000, t.Answered),
        "已接听来电的等待时长之和（含振铃）÷ 人工接听量", "Sum of the waits of answered contacts, ringing included ÷ answered");

    public static readonly FigureDefinition Abandoned = new(
        "abandoned", FigureUnit.Count, t => (t.Abandoned - t.ShortAbandoned, t.Offered),
        "等待超过 5 秒后挂机的来电数", "Contacts whose caller hung up after waiting more than 5 s");

    public static readonly FigureDefinition ShortAbandoned = new(
        "shortAbandoned", FigureUnit.Count, t => (t.ShortAbandoned, t.Offered),
        "等待不超过 5 秒（含 5 秒）即挂机的来电数，单独列示", "Contacts whose caller hung up within 5 s (inclusive), shown apart");

    public static readonly FigureDefinition AbandonRate = new(
        "abandonRate", FigureUnit.Ratio, t => (t.Abandoned, t.Offered),
        "放弃量（含短时放弃）÷ 人工请求量", "Abandoned, short ones included ÷ offered");

    public static readonly FigureDefinition NetAbandonRate = new("netAbandonRate", FigureUnit.Ratio,
        t => (t.Abandoned - t.ShortAbandoned, t.Offered - t.ShortAbandoned),
        "（放弃量 − 短时放弃量）÷（人工请求量 − 短时放弃量）", "(Abandoned − short) ÷ (offered − short)");

    public static readonly FigureDefinition SelfServiceShare = new("selfServiceShare", FigureUnit.Ratio,
        t => (t.SelfCompleted, t.SelfCompleted + t.Answered),
        "自助办结量 ÷（自助办结量 + 人工接听量）；菜单中挂机不计入",
        "Done in self-service ÷ (done in self-service + answered); a hang-up in the menu is neither");

    public static readonly FigureDefinition Containment = new(
        "containment", FigureUnit.Ratio, t => (t.SelfCompleted, t.SelfEntries),
        "自助办结且未转人工的来电数 ÷ 进入自助服务的来电数", "Done in self-service without asking for a person ÷ entered self-service");

    public static readonly FigureDefinition HumanRequestRate = new(
        "humanRequestRate", FigureUnit.Ratio, t => (t.HumanRequests, t.SelfEntries),
        "请求人工的来电数 ÷ 进入自助服务的来电数", "Asked for a person ÷ entered self-service");

    /// <summary>In the page's order.</summary>
    public static IReadOnlyList<FigureDefinition> Published { get; } =
        [Offered, Answered, AnswerRate, ServiceLevel, MeanWait, Abandoned, ShortAbandoned, SelfServiceShare];
}
