namespace TellerLine.SelfService.Core;

/// <summary>
/// An amount as it is keyed: <c>*</c> is the decimal point, <c>#</c> has ended it. Two stars in a row are no amount:
/// they leave the entry, and a 0 behind them asks for a person.
/// </summary>
internal abstract record AmountEntry
{
    private AmountEntry()
    {
    }

    /// <summary>The most keys an amount may have: 11 digits, point, two decimals.</summary>
    public const int MaxKeys = 14;

    public sealed record Amount(long Fen) : AmountEntry;

    public sealed record Left : AmountEntry;

    public sealed record PersonWanted : AmountEntry;

    public sealed record Wrong : AmountEntry;

    public static AmountEntry Read(string keys)
    {
        var twoStars = keys.IndexOf("**", StringComparison.Ordinal);
        if (twoStars >= 0)
            return keys[(twoStars + 2)..] is ['0', ..] ? new PersonWanted() : new Left();
        var parts = keys.Split('*');
        var (yuan, decimals) = (parts[0], parts.Length > 1 ? parts[1] : "");
        if (parts.Length > 2 || keys.Length > MaxKeys || yuan.Length > 11 || decimals.Length > 2
            || yuan.Length + decimals.Length == 0
            || !(yuan + decimals).All(char.IsAsciiDigit))
            return new Wrong();
        return new Amount((long.Parse("0" + yuan) * 100) + long.Parse(decimals.PadRight(2, '0')));
    }
}
