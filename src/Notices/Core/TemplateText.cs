using System.Globalization;
using System.Text.RegularExpressions;

namespace TellerLine.Notices.Core;

/// <summary>Texts with fields in braces.</summary>
internal static partial class TemplateText
{
    /// <summary>Instead of what staff need not see.</summary>
    public const string Hidden = "****";

    /// <summary>In order, each as often as it stands there.</summary>
    public static IReadOnlyList<string> FieldsOf(string text) =>
        [.. Field().Matches(text).Select(m => m.Groups[1].Value)];

    /// <summary>A brace that begins or ends no field.</summary>
    public static bool HasStrayBrace(string text) => Field().Replace(text, "").AsSpan().ContainsAny('{', '}');

    /// <exception cref="KeyNotFoundException">A field has no value.</exception>
    public static string Render(string text, Func<string, string> valueOf) =>
        Field().Replace(text, match => valueOf(match.Groups[1].Value));

    /// <summary>What a telephone makes a link of, with a scheme or without, in full width, too.</summary>
    public static IReadOnlyList<string> LinksOf(string text) =>
        [.. Link().Matches(Narrow(text)).Select(m => m.Value)];

    /// <summary>Neither seen nor heard, and a word with it is another to whoever checks it.</summary>
    public static bool HasHidden(string text) => text.Any(c => char.IsControl(c)
        // The joiner is part of emoji.
        || (char.GetUnicodeCategory(c) == UnicodeCategory.Format && c != '\u200D'));

    public static string? HostOf(string link) =>
        Uri.TryCreate(link, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttps ? uri.Host : null;

    /// <summary>回T退订, 退订回T, 拒收请回复R … and "reply T".</summary>
    public static bool SaysTheWayOut(string text, bool chinese) => (chinese ? OutZh() : OutEn()).IsMatch(text);

    /// <summary>Letters, digits and what links are made of, in full width: as they are read.</summary>
    private static string Narrow(string text) => string.Concat(text.Select(c =>
        c is (>= '０' and <= '９') or (>= 'Ａ' and <= 'Ｚ') or (>= 'ａ' and <= 'ｚ') or '：' or '／' or '．' or '＠'
            ? (char)(c - 0xFEE0)
            : c));

    [GeneratedRegex(@"\{([a-zA-Z][a-zA-Z0-9]{0,19})\}")]
    private static partial Regex Field();

    [GeneratedRegex(@"[a-zA-Z][a-zA-Z0-9+.-]*://[^\s，。；！？）】]*|\bwww\.[^\s，。；！？）】]+"
        + @"|(?<![a-z0-9@.-])(?:[a-z0-9-]+\.)+(?:[a-z]{2,}/|(?:com|cn|net|org|info|top|xyz|vip|cc|io|co|me|link|site|shop|club|app|hk|tw)(?![a-z0-9-]))"
        + @"[^\s，。；！？）】]*", RegexOptions.IgnoreCase)]
    private static partial Regex Link();

    [GeneratedRegex(@"(回复?|发送)\s*T[D]?\s*(即可)?退订|退订\s*请?(回复?|发送)\s*TD?")]
    private static partial Regex OutZh();

    [GeneratedRegex(@"\b(reply|send|text)\s+TD?\b", RegexOptions.IgnoreCase)]
    private static partial Regex OutEn();
}
