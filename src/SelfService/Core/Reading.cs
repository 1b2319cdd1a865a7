using System.Globalization;

namespace TellerLine.SelfService.Core;

/// <summary>Numbers as sequences of prompt names, in the language's own grammar (<c>docs/keys.md</c>). Pure.</summary>
internal static class Reading
{
    private static bool English(string language) => language == Languages.English;

    /// <summary>Accounts' tails, telephone and agent numbers: digit by digit; in Chinese 1 is 幺.</summary>
    public static IReadOnlyList<string> Digits(string language, string digits) =>
        [.. digits.Where(char.IsAsciiDigit).Select(d => d == '1' && !English(language) ? "n.yao" : $"n.{d}")];

    /// <summary>A count of 1–99 callers or tries; in Chinese 2 is 两 before its measure word.</summary>
    public static IReadOnlyList<string> Count(string language, int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, 99);
        return [count == 2 && !English(language) ? "n.liang" : $"n.{count}"];
    }

    /// <summary>An amount in fen.</summary>
    /// <param name="owed">The negative amount is what a credit account owes (欠款 …), not a balance below zero (负
    /// …).</param>
    public static IReadOnlyList<string> Amount(string language, long fen, bool owed = false) =>
        English(language) ? EnglishAmount.Read(fen, owed) : ChineseAmount.Read(fen, owed);

    public static IReadOnlyList<string> Date(string language, DateOnly date) =>
        English(language) ? EnglishAmount.Date(date) : ChineseAmount.Date(date);

    /// <summary>三月二日; March second. Of days whose year nobody doubts.</summary>
    public static IReadOnlyList<string> DayOfYear(string language, DateOnly date) => English(language)
        ? [$"month.{date.Month}", $"day.{date.Day}"]
        : [$"month.{date.Month}", $"n.{date.Day}", "unit.day"];

    /// <summary>百分之一点二五; one point two five percent.</summary>
    /// <param name="percent">0 to 99.999; zeros at its end are not read.</param>
    public static IReadOnlyList<string> Percent(string language, decimal percent)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(percent);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(percent, 100);
        var parts = percent.ToString("0.###", CultureInfo.InvariantCulture).Split('.');
        IReadOnlyList<string> number =
        [
            $"n.{parts[0]}",
            .. parts.Length > 1 ? parts[1].Select(digit => $"n.{digit}").Prepend("n.point") : [],
        ];
        return English(language) ? [.. number, "rates.percent"] : ["rates.percent-of", .. number, "pause"];
    }

    /// <summary>十三点三十分; one thirty p.m.</summary>
    /// <param name="minute">Of the day, 0 to 1,440.</param>
    public static IReadOnlyList<string> Time(string language, int minute)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(minute);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(minute, 24 * 60);
        var (hour, rest) = (minute / 60, minute % 60);
        IReadOnlyList<string> zero = rest is > 0 and < 10 ? ["n.0"] : [];
        IReadOnlyList<string> spoken = rest > 0 ? [.. zero, $"n.{rest}"] : [];
        return English(language)
            ? [$"n.{(hour + 11) % 12 + 1}", .. spoken, hour is >= 12 and < 24 ? "time.pm" : "time.am"]
            : [hour == 2 ? "n.liang" : $"n.{hour}", "unit.oclock", .. spoken, .. rest > 0 ? ["unit.minute"] : Array.Empty<string>()];
    }
}
