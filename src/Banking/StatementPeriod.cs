using System.Globalization;
using TellerLine.Kernel;

namespace TellerLine.Banking;

/// <summary>The days of which movements are told, the bank's, both included. Pure.</summary>
public readonly record struct StatementPeriod(DateOnly From, DateOnly To)
{
    /// <summary>Whole months before the present one of which movements are told by telephone.</summary>
    public const int MonthsBack = 12;

    private const int Week = 7;

    public static DateOnly Earliest(DateOnly today) => FirstOf(today).AddMonths(-MonthsBack);

    public static StatementPeriod Today(DateOnly today) => new(today, today);

    /// <summary>Today is the last of the seven.</summary>
    public static StatementPeriod LastSevenDays(DateOnly today) => new(today.AddDays(1 - Week), today);

    public static StatementPeriod ThisMonth(DateOnly today) => new(FirstOf(today), today);

    /// <param name="keyed">Year and month: <c>202603</c>.</param>
    /// <returns>Of the present month the days so far; null: no month.</returns>
    public static StatementPeriod? Month(string keyed, DateOnly today)
    {
        if (!DateOnly.TryParseExact(
            $"{keyed}01", "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var first))
            return null;
        return first == FirstOf(today) ? ThisMonth(today) : new(first, first.AddMonths(1).AddDays(-1));
    }

    /// <returns>Null: movements of these days may be told.</returns>
    public StatementPeriodFault? Fault(DateOnly today) =>
        From > To ? StatementPeriodFault.EndsBeforeItBegins
        : To > today ? StatementPeriodFault.InFuture
        : From < Earliest(today) ? StatementPeriodFault.TooEarly
        : null;

    private static DateOnly FirstOf(DateOnly day) => new(day.Year, day.Month, 1);
}

public enum StatementPeriodFault
{
    InFuture,
    TooEarly,
    EndsBeforeItBegins,
}

/// <summary>What went in and out of an account on these days.</summary>
/// <param name="Lines">Newest first.</param>
/// <param name="More">There are older ones on these days than are told here.</param>
public sealed record AccountStatement(
    Account Account, StatementPeriod Period, IReadOnlyList<StatementLine> Lines, bool More)
{
    public Money In => Sum(line => line.Amount.Minor > 0);

    /// <summary>Not negative.</summary>
    public Money Out => Sum(line => line.Amount.Minor < 0);

    private Money Sum(Func<StatementLine, bool> which) =>
        Account.Balance with { Minor = Lines.Where(which).Sum(line => Math.Abs(line.Amount.Minor)) };
}

/// <param name="Day">The bank's.</param>
/// <param name="Amount">From the holder's side: negative went out.</param>
/// <param name="Balance">After it.</param>
/// <param name="Kind">The core bank's word: <c>transfer</c>, <c>salary</c> …</param>
public sealed record StatementLine(DateOnly Day, long AtUs, Money Amount, Money Balance, string Kind);

public abstract record StatementOutcome
{
    private StatementOutcome()
    {
    }

    public sealed record Told(AccountStatement Statement) : StatementOutcome;

    /// <summary>The customer is not known as surely as movements ask for (<see cref="Disclosure"/>).</summary>
    public sealed record NotIdentified : StatementOutcome;

    public sealed record OutOfBounds(StatementPeriodFault Why) : StatementOutcome;

    /// <inheritdoc cref="BalanceOutcome.NotFound"/>
    public sealed record NotFound : StatementOutcome;

    public sealed record Unavailable : StatementOutcome;
}
