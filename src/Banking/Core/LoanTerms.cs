using TellerLine.Kernel;

namespace TellerLine.Banking;

/// <summary>
/// How the embedded ledger's loans are reckoned. Pure. The principal is repaid in equal parts, one a month and the last
/// on the last day (等额本金); one part alone is a loan repaid at its end (利随本清). Interest is of each day, a year
/// having 360; what is not paid when money comes in bears interest itself.
/// </summary>
/// <param name="PrincipalMinor">As it was paid out.</param>
/// <param name="Parts">1 or more.</param>
internal sealed record LoanTerms(long PrincipalMinor, int RateBp, DateOnly Started, DateOnly Ends, int Parts)
{
    private const long YearDays = 360, WholeBp = 10_000;

    /// <param name="owedMinor">On which it is reckoned.</param>
    /// <returns>Whole fen, half a fen is one; zero where the days run backwards.</returns>
    internal long Interest(long owedMinor, DateOnly from, DateOnly to)
    {
        var days = Math.Max(0, to.DayNumber - from.DayNumber);
        const long Divisor = YearDays * WholeBp;
        return (long)(((Int128)owedMinor * RateBp * days + Divisor / 2) / Divisor);
    }

    /// <param name="part">1 to <see cref="Parts"/>.</param>
    internal DateOnly Due(int part) =>
        part == Parts || Started.AddMonths(part) > Ends ? Ends : Started.AddMonths(part);

    /// <summary>What may still be owed when this part is paid; all is repaid with the last.</summary>
    internal long After(int part) => (long)((Int128)PrincipalMinor * (Parts - part) / Parts);

    /// <param name="owedMinor">On its account, interest up to <paramref name="reckoned"/> with it.</param>
    internal LoanStanding At(long owedMinor, DateOnly reckoned, DateOnly today)
    {
        var owed = owedMinor + Interest(owedMinor, reckoned, today);
        var overdue = 0L;
        for (var part = 1; part <= Parts; part++)
        {
            var due = Due(part);
            var asked = owedMinor + Interest(owedMinor, reckoned, due) - After(part);
            if (due < today)
                overdue = Math.Clamp(asked, overdue, owed);
            else if (asked - overdue > 0)
                return new LoanStanding(owed, overdue, due, asked - overdue);
        }
        // Past its last day, interest since then is overdue too.
        return new LoanStanding(owed, owed, null, 0);
    }
}

/// <param name="OwedMinor">Today, with interest.</param>
/// <param name="NextDue">Null: nothing is to come.</param>
internal readonly record struct LoanStanding(long OwedMinor, long OverdueMinor, DateOnly? NextDue, long NextMinor);
