using System.Globalization;
using System.Text.RegularExpressions;

namespace TellerLine.Insights.Core;

/// <summary>What a term adds: a sum by its name, or contacts that waited up to so many seconds.</summary>
/// <param name="Sign">1 or -1.</param>
internal sealed record KpiTerm(int Sign, string Name, int? Argument)
{
    public const string AnsweredWithin = "answeredWithin", AbandonedWithin = "abandonedWithin",
        WaitPercentile = "waitPercentile";

    public long? Of(Sums sums) => Sign * (Name switch
    {
        AnsweredWithin => sums.Answered.Within(Argument!.Value),
        AbandonedWithin => sums.Left.Within(Argument!.Value),
        WaitPercentile => sums.Answered.Percentile(Argument!.Value) * 1_000_000,
        _ => sums[MeasureNames.Find(Name)!.Value],
    });

    public Cohort Cohort => MeasureNames.Find(Name) is { } measure ? MeasureNames.CohortOf(measure) : Cohort.Arrival;

    public bool IsTime => Name == WaitPercentile || Name.EndsWith("Us", StringComparison.Ordinal);
}

/// <summary>A sum of sums: <c>offered - abandonedWithin(5)</c>.</summary>
internal sealed partial record KpiExpression(IReadOnlyList<KpiTerm> Terms)
{
    public const int MostTerms = 12;

    /// <summary>Null: a percentile of nobody.</summary>
    public long? Of(Sums sums)
    {
        var sum = 0L;
        foreach (var term in Terms)
        {
            if (term.Of(sums) is not { } part)
                return null;
            sum += part;
        }
        return sum;
    }

    /// <returns>What it means, or what is wrong with it in both languages.</returns>
    public static (KpiExpression? Value, string Zh, string En) Read(string text)
    {
        var found = Shape().Match(text);
        if (!found.Success)
            return (
                null, "以 + 或 − 相连的项，如 offered - abandonedWithin(5)",
                "terms joined by + or -, as offered - abandonedWithin(5)");
        List<KpiTerm> terms = [];
        for (var i = 0; i < found.Groups["term"].Captures.Count; i++)
        {
            var sign = i > 0 && found.Groups["sign"].Captures[i - 1].Value == "-" ? -1 : 1;
            var term = TermShape().Match(found.Groups["term"].Captures[i].Value);
            var (name, argument) = (term.Groups["name"].Value, term.Groups["argument"].Value);
            if (Fault(name, argument) is var (zh, en))
                return (null, zh, en);
            terms.Add(new KpiTerm(
                sign, name, argument.Length == 0 ? null : int.Parse(argument, CultureInfo.InvariantCulture)));
        }
        if (terms.Count > MostTerms)
            return (null, $"至多 {MostTerms} 项", $"at most {MostTerms} terms");
        if (terms.Count > 1 && terms.Any(term => term.Name == KpiTerm.WaitPercentile))
            return (null, "分位数不能与其他项相加减", "a percentile stands alone: it cannot be added to anything");
        return (new KpiExpression(terms), "", "");
    }

    private static (string Zh, string En)? Fault(string name, string argument) => name switch
    {
        KpiTerm.AnsweredWithin or KpiTerm.AbandonedWithin => IsBucket(argument) ? null : (
            $"{name} 的秒数须为 0 至 120 的整数、至 600 的整十数或至 3600 的整分钟数",
            $"{name} takes whole seconds to 120, tens to 600 or minutes to 3600"),
        KpiTerm.WaitPercentile =>
            int.TryParse(argument, CultureInfo.InvariantCulture, out var p) && p is >= 1 and <= 100
                ? null : ("waitPercentile 须为 1 至 100", "waitPercentile takes 1 to 100"),
        _ when MeasureNames.Find(name) is null => (
            $"没有名为 {name} 的量，可用：{Known()}", $"there is no {name}; there are {Known()}"),
        _ => argument.Length == 0 ? null : ($"{name} 不带参数", $"{name} takes nothing in brackets"),
    };

    private static bool IsBucket(string argument) =>
        long.TryParse(argument, CultureInfo.InvariantCulture, out var seconds)
        && seconds is >= 0 and <= 3_600 && WaitBuckets.Of(seconds * 1_000_000) == seconds;

    private static string Known() => string.Join(", ", MeasureNames.Known.Concat(
        [$"{KpiTerm.AnsweredWithin}(20)", $"{KpiTerm.AbandonedWithin}(5)", $"{KpiTerm.WaitPercentile}(95)"]));

    [GeneratedRegex(
        @"^\s*(?<term>[A-Za-z]\w*\s*(\(\s*\d{1,5}\s*\))?)(\s*(?<sign>[+-])\s*(?<term>[A-Za-z]\w*\s*(\(\s*\d{1,5}\s*\))?))*\s*$")]
    private static partial Regex Shape();

    [GeneratedRegex(@"^(?<name>\w+)\s*(\(\s*(?<argument>\d+)\s*\))?\s*$")]
    private static partial Regex TermShape();
}
