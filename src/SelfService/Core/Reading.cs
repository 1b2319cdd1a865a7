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
}
