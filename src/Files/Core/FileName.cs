using System.Globalization;
using System.Text;

namespace TellerLine.Files.Core;

/// <summary>What a file may be called: one name that every system can save, and that reads as what it is.</summary>
internal static class FileName
{
    /// <summary>In UTF-8: what the common file systems hold.</summary>
    public const int MostBytes = 240;

    private static readonly string[] Devices =
    [
        "con", "prn", "aux", "nul", .. Enumerable.Range(1, 9).SelectMany(n => new[] { $"com{n}", $"lpt{n}" }),
    ];

    /// <returns>Null: it is a good name.</returns>
    public static FileFault? Fault(string name)
    {
        if (string.IsNullOrWhiteSpace(name))
            return Bad("文件没有名称。", "The file has no name.");
        if (name.EnumerateRunes().Any(rune => rune == Rune.ReplacementChar))
            return Bad("文件名含无法识别的字符。", "The name has a character that is none.");
        if (name.EnumerateRunes().FirstOrDefault(IsHidden) is { Value: > 0 } hidden)
            return Bad(
                $"文件名含看不见的控制字符（U+{hidden.Value:X4}），请改名后再传。",
                $"The name has an invisible control character (U+{hidden.Value:X4}); rename the file.");
        if (name.Any(c => c == '\0'))
            return Bad("文件名含空字符。", "The name has a zero character.");
        if (name.FirstOrDefault(c => "/\\<>:\"|?*".Contains(c, StringComparison.Ordinal)) is var wrong and not '\0')
            return Bad($"文件名不能含 {wrong} 。", $"A name cannot have {wrong} in it.");
        if (name[0] is '.' or ' ' || name[^1] is '.' or ' ')
            return Bad("文件名不能以点或空格开头或结尾。", "A name cannot begin or end with a dot or a space.");
        if (Devices.Contains(name.Split('.')[0].Trim().ToLowerInvariant()))
            return Bad("此名称为系统保留，请改名。", "The name is one that systems keep for themselves; rename the file.");
        if (Encoding.UTF8.GetByteCount(name) > MostBytes)
            return Bad(
                "文件名过长：至多 80 个汉字或 240 个字母。", "The name is too long: at most 240 letters, or 80 Chinese characters.");
        return null;
    }

    /// <summary>
    /// Controls, what turns the direction of writing, and what has no width or no ink: a name with them lies.
    /// </summary>
    private static bool IsHidden(Rune rune) => rune.Value != 0
        // Hangul's fillers and Braille's blank are letters and symbols to Unicode, and nothing to the eye.
        && (rune.Value is 0x115F or 0x1160 or 0x3164 or 0xFFA0 or 0x2800
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.LineSeparator
            or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse
        // Of the formatting characters, the joiners are part of emoji and of some scripts.
        || (Rune.GetUnicodeCategory(rune) == UnicodeCategory.Format && rune.Value is not (0x200C or 0x200D)));

    private static FileFault Bad(string zh, string en) => new("badName", zh, en);
}
