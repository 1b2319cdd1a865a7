using System.Globalization;
using TellerLine.Banking;
using TellerLine.Kernel;

namespace TellerLine.Movements.Core;

/// <summary>A statement's words in a message. Pure.</summary>
internal static class StatementText
{
    private const string Between = "; ";

    /// <summary>One day alone: <c>2026-03-02</c>; else <c>2026-03-01~2026-03-02</c>.</summary>
    public static string Period(StatementPeriod period) =>
        period.From == period.To ? Day(period.To) : $"{Day(period.From)}~{Day(period.To)}";

    public static string Count(AccountStatement statement) =>
        statement.Lines.Count.ToString(CultureInfo.InvariantCulture) + (statement.More ? "+" : "");

    public static string Amount(Money money) => (money.Minor / 100m).ToString("N2", CultureInfo.InvariantCulture);

    /// <summary>As many of the latest as have room: <c>03-02 -100.00; 03-01 +50.00</c>.</summary>
    public static string Latest(AccountStatement statement, int longest)
    {
        var said = "";
        foreach (var line in statement.Lines)
        {
            var sign = line.Amount.Minor > 0 ? "+" : "";
            var next = (said.Length == 0 ? "" : said + Between)
                + $"{line.Day.ToString("MM-dd", CultureInfo.InvariantCulture)} {sign}{Amount(line.Amount)}";
            if (next.Length > longest)
                break;
            said = next;
        }
        return said.Length == 0 ? "–" : said;
    }

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
