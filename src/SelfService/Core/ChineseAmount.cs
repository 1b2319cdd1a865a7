namespace TellerLine.SelfService.Core;

/// <summary>
/// Amounts and dates in Mandarin. Groups of four digits (万, 亿); zeros inside once; 两 for a two that counts a unit; 整
/// after whole yuan. The words are recordings: 0–99 whole, hundreds and thousands whole, so that speech flows.
/// </summary>
internal static class ChineseAmount
{
    /// <summary>Below 10^15 yuan: more than the money of the world, and every group has one name.</summary>
    public const long MaxFen = 99_999_999_999_999_999;

    public static IReadOnlyList<string> Read(long fen, bool owed)
    {
        if (fen is > MaxFen or < -MaxFen)
            throw new ArgumentOutOfRangeException(nameof(fen), fen, "an amount below 10^15 yuan");
        List<string> said = [];
        if (fen < 0)
            said.Add(owed ? "amount.owed" : "amount.minus");
        fen = Math.Abs(fen);
        var (yuan, cents) = Math.DivRem(fen, 100);
        var (jiao, left) = ((int)cents / 10, (int)cents % 10);
        if (yuan > 0 || cents == 0)
        {
            Counted(yuan, "unit.yuan", leading: true, said);
            if (cents == 0)
                said[^1] = "unit.yuan-whole";
            else if (jiao == 0)
                said.Add("n.0");
        }
        if (jiao > 0)
            said.Add($"jiao.{jiao}");
        if (left > 0)
            said.Add($"fen.{left}");
        return said;
    }

    /// <summary>二零二六年三月二日.</summary>
    public static IReadOnlyList<string> Date(DateOnly date) =>
        [.. $"{date.Year:0000}".Select(d => $"n.{d}"), "unit.year", $"month.{date.Month}", $"n.{date.Day}", "unit.day"];

    /// <summary>A number and the unit it counts. Alone before it, one (yi) changes its tone and two is 两.</summary>
    private static void Counted(long n, string unit, bool leading, List<string> said)
    {
        if (n is 1 or 2)
            said.Add(n == 2 ? "n.liang" : unit == "unit.yuan" ? "n.1-falling" : "n.1-rising");
        else
            Number(n, leading, said);
        said.Add(unit);
    }

    private static void Number(long n, bool leading, List<string> said)
    {
        if (n < 10_000)
        {
            Group((int)n, leading, said);
            return;
        }
        var (size, unit) = n >= 100_000_000 ? (100_000_000L, "unit.yi") : (10_000L, "unit.wan");
        var (high, low) = Math.DivRem(n, size);
        Counted(high, unit, leading, said);
        if (low == 0)
            return;
        if (low < size / 10)
            said.Add("n.0");
        Number(low, leading: false, said);
    }

    /// <summary>0–9999. 十五 at the start of a number, 一十五 within one.</summary>
    private static void Group(int n, bool leading, List<string> said)
    {
        var (thousands, hundreds, rest) = (n / 1000, n / 100 % 10, n % 100);
        if (thousands > 0)
            said.Add($"n.{thousands}000");
        if (hundreds > 0)
            said.Add($"n.{hundreds}00");
        if (rest == 0 && n > 0)
            return;
        var within = n >= 100 || !leading;
        if (n >= 100 && (rest < 10 || hundreds == 0))
            said.Add("n.0");
        said.Add(rest is >= 10 and < 20 && within ? $"n.within-{rest}" : $"n.{rest}");
    }
}
