namespace TellerLine.Rules.SelfService;

/// <summary>
/// Hears an amount as a listener would: words to fen, written independently of the code that makes them.
/// </summary>
internal static class ReadBack
{
    public static long Chinese(string text)
    {
        var sign = 1;
        foreach (var word in new[] { "负", "欠款" })
        {
            if (!text.StartsWith(word, StringComparison.Ordinal))
                continue;
            sign = -1;
            text = text[word.Length..];
        }
        long fen = 0;
        var yuan = text.IndexOf('元');
        if (yuan >= 0)
        {
            fen = Whole(text[..yuan]) * 100;
            text = text[(yuan + 1)..];
        }
        if (text == "整")
            return sign * fen;
        text = text.TrimStart('零');
        if (text.Length > 1 && text[1] == '角')
        {
            fen += Digit(text[0]) * 10;
            text = text[2..];
        }
        if (text.Length > 1 && text[1] == '分')
        {
            fen += Digit(text[0]);
            text = text[2..];
        }
        return text.Length == 0 ? sign * fen : throw new FormatException($"left over: {text}");
    }

    private static long Whole(string s)
    {
        foreach (var (unit, size) in new[] { ('亿', 100_000_000L), ('万', 10_000L) })
        {
            var at = s.LastIndexOf(unit);
            if (at >= 0)
                return (Whole(s[..at]) * size) + Whole(s[(at + 1)..]);
        }
        long value = 0, digit = 0;
        foreach (var c in s)
        {
            var size = c switch { '千' => 1000, '百' => 100, '十' => 10, _ => 0 };
            if (size == 0)
                digit = Digit(c);
            else
            {
                value += (digit == 0 ? 1 : digit) * size;
                digit = 0;
            }
        }
        return value + digit;
    }

    private static long Digit(char c) => c == '两' ? 2 : "零一二三四五六七八九".IndexOf(c) is >= 0 and var d ? d
        : throw new FormatException($"no digit: {c}");

    private static readonly string[] Small = (
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        + "seventeen eighteen nineteen").Split(' ');

    private static readonly string[] Tens = "- - twenty thirty forty fifty sixty seventy eighty ninety".Split(' ');

    private static readonly Dictionary<string, long> Sizes = new()
    {
        ["thousand"] = 1_000, ["million"] = 1_000_000, ["billion"] = 1_000_000_000, ["trillion"] = 1_000_000_000_000,
    };

    public static long English(string text)
    {
        var sign = 1;
        foreach (var word in new[] { "minus ", "you owe " })
        {
            if (!text.StartsWith(word, StringComparison.Ordinal))
                continue;
            sign = -1;
            text = text[word.Length..];
        }
        if (text.EndsWith(" fen", StringComparison.Ordinal))
            return sign * Words(text[..^4]);
        var parts = text.Split(" yuan");
        var cents = parts[1].Trim();
        return sign * (
            (Words(parts[0]) * 100) + (
                cents.Length == 0 ? 0 : Words(cents.Replace("zero ", "", StringComparison.Ordinal))));
    }

    private static long Words(string s)
    {
        long total = 0, group = 0;
        foreach (var word in s.Split(' ', '-'))
        {
            if (word == "and")
                continue;
            if (word == "hundred")
                group *= 100;
            else if (Sizes.TryGetValue(word, out var size))
            {
                total += group * size;
                group = 0;
            }
            else if (Array.IndexOf(Small, word) is >= 0 and var small)
                group += small;
            else if (Array.IndexOf(Tens, word) is > 1 and var ten)
                group += ten * 10;
            else
                throw new FormatException($"no number: {word}");
        }
        return total + group;
    }
}
