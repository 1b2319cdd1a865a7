using System.Text;

namespace TellerLine.Customers;

/// <summary>
/// Reads one number: words for "withheld", then the digits apart from their extension, then the prefix, then the
/// national numbering plan (mobiles 1[3–9] + 9 digits; areas 10 and 2x with 8 digits, 3xx–9xx with 7 or 8; 400 and 800;
/// short codes).
/// </summary>
internal static class NumberReader
{
    private const int KeptOfOriginal = 64;

    private static readonly string[] Withheld =
        ["anonymous", "restricted", "unavailable", "unknown", "private", "withheld", "blocked", "hidden", "匿名", "隐藏",
            "未知", "保密"];

    /// <summary>What people and switchboards put before an extension; longest first where one begins another.</summary>
    private static readonly string[] ExtensionMarks = [";ext=", "ext.", "ext", "转分机", "分机", "转", "x", "#", ","];

    internal static NormalisedNumber Read(string? raw, string? homeArea)
    {
        var original = raw is null ? "" : raw.Length > KeptOfOriginal ? raw[..KeptOfOriginal] : raw;
        var text = original.Trim().ToLowerInvariant();
        if (text.Length == 0 || Array.Exists(Withheld, word => text.StartsWith(word, StringComparison.Ordinal)))
            return new NormalisedNumber(null, NumberKind.Hidden, original);
        if (raw!.Length > KeptOfOriginal)
            return new NormalisedNumber(null, NumberKind.Garbage, original);

        var (body, extension) = SplitExtension(text);
        var digits = Digits(body, out var plus);
        if (digits is null || digits.Length == 0 || (extension is null && HasEmptyExtension(text)))
            return new NormalisedNumber(null, NumberKind.Garbage, original);
        if (!plus && digits.All(digit => digit == '0'))
            return new NormalisedNumber(null, NumberKind.Hidden, original);
        var (e164, kind) = Place(digits, plus, homeArea);
        return new NormalisedNumber(e164, kind, original, extension);
    }

    private static (string? E164, NumberKind Kind) Place(string digits, bool plus, string? homeArea)
    {
        if (!plus && digits.StartsWith("00", StringComparison.Ordinal))
            (digits, plus) = (digits[2..], true);
        if (plus)
        {
            // Some write +86 (0)10 …: the trunk 0 has no place behind a country code.
            return digits.StartsWith("86", StringComparison.Ordinal)
                ? National(digits[2..].TrimStart('0')) ?? (null, NumberKind.Garbage)
                : digits.Length is >= 7 and <= 15 && digits[0] != '0' ? ("+" + digits, NumberKind.International)
                : (null, NumberKind.Garbage);
        }

        if (digits[0] == '0')
            return National(digits[1..]) ?? (null, NumberKind.Garbage);

        // 86 and a whole national number is a country code; 8612 3456 alone is somebody's local number.
        if (digits.Length >= 11 && digits.StartsWith("86", StringComparison.Ordinal)
            && National(digits[2..].TrimStart('0')) is { } foreignStyle)
            return foreignStyle;
        if (IsMobile(digits))
            return ("+86" + digits, NumberKind.Mobile);
        if (IsService(digits))
            return ("+86" + digits, NumberKind.Service);
        if (digits.Length is 7 or 8 && digits[0] is >= '2' and <= '8')
            return homeArea is null ? (null, NumberKind.Local) : National(homeArea.TrimStart('0') + digits)
                ?? (null, NumberKind.Local);
        return digits.Length is >= 3 and <= 6 && digits[0] is '1' or '9' ? (null, NumberKind.Short)
            : (null, NumberKind.Garbage);
    }

    /// <summary>A national significant number (no trunk 0), or null when the plan has no such thing.</summary>
    private static (string? E164, NumberKind Kind)? National(string number)
    {
        if (IsMobile(number))
            return ("+86" + number, NumberKind.Mobile);
        if (IsService(number))
            return ("+86" + number, NumberKind.Service);
        var area = number.Length == 0 ? 0 : number[0] switch
        {
            '1' when number.StartsWith("10", StringComparison.Ordinal) => 2,
            '2' => 2,
            >= '3' and <= '9' => 3,
            _ => 0,
        };
        var local = number.Length - area;
        var fits = area == 2 ? local == 8 : area == 3 && local is 7 or 8;
        return fits && number[area] is >= '2' and <= '8' ? ("+86" + number, NumberKind.Landline) : null;
    }

    private static bool IsMobile(string digits) => digits.Length == 11 && digits[0] == '1'
        && digits[1] is >= '3' and <= '9';

    private static bool IsService(string digits) =>
        digits.Length == 10
        && (digits.StartsWith("400", StringComparison.Ordinal) || digits.StartsWith("800", StringComparison.Ordinal));

    /// <summary>
    /// The number and its extension: behind a mark, or a third group behind area and local number (010-66668888-801).
    /// </summary>
    private static (string Body, string? Extension) SplitExtension(string text)
    {
        foreach (var mark in ExtensionMarks)
        {
            var at = text.IndexOf(mark, 1, StringComparison.Ordinal);
            if (at < 0)
                continue;
            var extension = text[(at + mark.Length)..].Trim(' ', '.', ':', '-');
            if (extension.Length is > 0 and <= 8 && extension.All(char.IsAsciiDigit))
                return (text[..at], extension);
        }

        var groups = text.Split('-');
        return groups is [['0', ..], { Length: 7 or 8 }, { Length: >= 1 and <= 6 } last] && last.All(char.IsAsciiDigit)
            ? ($"{groups[0]}-{groups[1]}", last)
            : (text, null);
    }

    private static bool HasEmptyExtension(string text) => text[^1] is '#' or 'x' or '转';

    /// <summary>
    /// The digits without their visual separators (RFC 3966 §3, and full-width ones); null when there is anything else.
    /// </summary>
    private static string? Digits(string body, out bool plus)
    {
        var digits = new StringBuilder(body.Length);
        plus = false;
        foreach (var c in body)
        {
            if (char.IsAsciiDigit(c))
                digits.Append(c);
            else if (c is >= '０' and <= '９')
                digits.Append((char)(c - '０' + '0'));
            else if (c is '+' or '＋' && digits.Length == 0 && !plus)
                plus = true;
            else if (c is not (' ' or '-' or '.' or '(' or ')' or '（' or '）' or '/' or '\u00a0'))
                return null;
        }

        return digits.ToString();
    }
}
