namespace TellerLine.SelfService.Core;

/// <summary>
/// Amounts and dates in English: "twelve thousand three hundred and forty-five yuan sixty-seven". Fen after yuan stand
/// without a unit ("yuan zero five"), alone with it ("five fen").
/// </summary>
internal static class EnglishAmount
{
    private static readonly (long Size, string Unit)[] Scales =
    [
        (1_000_000_000_000, "unit.trillion"), (1_000_000_000, "unit.billion"), (1_000_000, "unit.million"),
        (1_000, "unit.thousand"),
    ];

    public static IReadOnlyList<string> Read(long fen, bool owed)
    {
        if (fen is > ChineseAmount.MaxFen or < -ChineseAmount.MaxFen)
            throw new ArgumentOutOfRangeException(nameof(fen), fen, "an amount below 10^15 yuan");
        List<string> said = [];
        if (fen < 0)
            said.Add(owed ? "amount.owed" : "amount.minus");
        var (yuan, left) = Math.DivRem(Math.Abs(fen), 100);
        if (yuan == 0 && left > 0)
        {
            said.Add($"n.{left}");
            said.Add("unit.fen");
            return said;
        }
        Number(yuan, said);
        said.Add("unit.yuan");
        if (left is > 0 and < 10)
            said.Add("n.0");
        if (left > 0)
            said.Add($"n.{left}");
        return said;
    }

    /// <summary>March second, twenty twenty-six.</summary>
    public static IReadOnlyList<string> Date(DateOnly date)
    {
        List<string> said = [$"month.{date.Month}", $"day.{date.Day}"];
        var (century, year) = Math.DivRem(date.Year, 100);
        if (century % 10 == 0 && year < 10)
        {
            Number(date.Year, said);
            return said;
        }
        said.Add($"n.{century}");
        if (year == 0)
            said.Add("unit.hundred");
        else
        {
            if (year < 10)
                said.Add("n.0");
            said.Add($"n.{year}");
        }
        return said;
    }

    private static void Number(long n, List<string> said)
    {
        var begun = said.Count;
        foreach (var (size, unit) in Scales)
        {
            if (n < size)
                continue;
            Below1000((int)(n / size), said);
            said.Add(unit);
            n %= size;
        }
        if (n == 0 && said.Count > begun)
            return;
        if (n < 100 && said.Count > begun)
            said.Add("unit.and");
        Below1000((int)n, said);
    }

    private static void Below1000(int n, List<string> said)
    {
        var (hundreds, rest) = Math.DivRem(n, 100);
        if (hundreds > 0)
        {
            said.Add($"n.{hundreds}");
            said.Add("unit.hundred");
            if (rest == 0)
                return;
            said.Add("unit.and");
        }
        said.Add($"n.{rest}");
    }
}
