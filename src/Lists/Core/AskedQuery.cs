using System.Text.RegularExpressions;

namespace TellerLine.Lists.Core;

/// <summary>What of a list was asked for, as the audit trail may keep it.</summary>
internal static partial class AskedQuery
{
    /// <summary>
    /// <c>name=value&amp;…</c>; of what was typed into the box for all columns long numbers (telephones, accounts) are
    /// kept by their last four digits.
    /// </summary>
    public static string Told(IEnumerable<KeyValuePair<string, string>> asked) => string.Join(
        '&', asked.Select(pair => $"{pair.Key}={(pair.Key == "q" ? Masked(pair.Value) : pair.Value)}"));

    public static bool HasLongNumber(string text) => LongNumber().IsMatch(text);

    private static string Masked(string text) => LongNumber().Replace(
        text, found => "***" + string.Concat(found.Value.Where(char.IsDigit))[^4..]);

    [GeneratedRegex(@"\+?\d(?:[\s().-]*\d){6,}")]
    private static partial Regex LongNumber();
}
