using TellerLine.Kernel;

namespace TellerLine.Banking;

/// <summary>
/// How the embedded ledger's loans are reckoned. Pure. The principal is repaid in equal parts, one a month and the last
/// on the last day (等额本金); one part alone is a loan repaid at its end (利随本清). Interest is of each day, a year
/// having 360; what is not paid when money comes in bears interest itself. What is overdue bears the rate of an overdue
/// loan (罚息) in place of the loan's own from the day after it was due.
/// </summary>
/// <param name="PrincipalMinor">As it was paid out.</param>
/// <param name="Parts">1 or more.</param>
internal sealed record LoanTerms(long PrincipalMinor, int RateBp, DateOnly Started, DateOnly Ends, int Parts)
{
    private const long YearDays = 360, WholeBp = 10_000, Divisor = YearDays * WholeBp;

    /// <summary>Of a year, of what is overdue; not less than <see cref="RateBp"/>. Null: the loan's own.</summary>
    internal int? OverdueBp { get; init; }

    /// <param name="owedMinor">On which it is reckoned.</param>
    /// <returns>Whole fen, half a fen is one; zero where the days run backwards.</returns>
    internal long Interest(long owedMinor, DateOnly from, DateOnly to)
    {
        var days = Math.Max(0, to.DayNumber - from.DayNumber);
        return (long)(((Int128)owedMinor * RateBp * days + Divisor / 2) / Divisor);
    }

    /// <summary>罚息: what is overdue costs so much more than <see cref="Interest"/>. Whole fen, as interest.</summary>
    /// <param name="owedMinor">On its account, interest up to <paramref name="reckoned"/> with it.</param>
    internal long Penalty(long owedMinor, DateOnly reckoned, DateOnly today)
    {
        if (OverdueBp is not { } bp || bp <= RateBp)
            return 0;
        var (overdue, days) = (0L, (Int128)0);
        for (var part = 1; part <= Parts && Due(part) is var due && due < today; part++)
        {
            var asked = owedMinor + Interest(owedMinor, reckoned, due) - After(part);
            if (asked <= overdue)
                continue;
            // What was reckoned before is on the account, its penalty with it.
            var since = due > reckoned ? due : reckoned;
            days += (Int128)(asked - overdue) * (today.DayNumber - since.DayNumber);
            overdue = asked;
        }
        return (long)((days * (bp - RateBp) + Divisor / 2) / Divisor);
    }

    /// <summary>By how much what is owed has grown since it was reckoned: interest, and the penalty of what is
    /// overdue.</summary>
    internal long Growth(long owedMinor, DateOnly reckoned, DateOnly today) =>
        Interest(owedMinor, reckoned, today) + Penalty(owedMinor, reckoned, today);

    /// <param name="part">1 to <see cref="Parts"/>.</param>
    internal DateOnly Due(int part) =>
        part == Parts || Started.AddMonths(part) > Ends ? Ends : Started.AddMonths(part);

    /// <summary>What may still be owed when this part is paid; all is repaid with the last.</summary>
    internal long After(int part) => (long)((Int128)PrincipalMinor * (Parts - part) / Parts);

    /// <param name="owedMinor">On its account, interest up to <paramref name="reckoned"/> with it.</param>
    internal LoanStanding At(long owedMinor, DateOnly reckoned, DateOnly today)
    {
        var owed = owedMinor + Interest(owedMinor, reckoned, today);
        var penalty = Penalty(owedMinor, reckoned, today);
        var overdue = 0L;
        for (var part = 1; part <= Parts; part++)
        {
            var due = Due(part);
            var asked = owedMinor + Interest(owedMinor, reckoned, due) - After(part);
            if (due < today)
                overdue = Math.Clamp(asked, overdue, owed);
            else if (asked - overdue > 0)
                return new LoanStanding(owed + penalty, overdue + penalty, due, asked - overdue, penalty);
        }
        // Past its last day, interest since then is overdue too.
        return new LoanStanding(owed + penalty, owed + penalty, null, 0, penalty);
    }
}

/// <param name="OwedMinor">Today, with interest.</param>
/// <param name="NextDue">Null: nothing is to come.</param>
/// <param name="PenaltyMinor">Of what is owed and overdue: penalty interest since it was reckoned.</param>
internal readonly record struct LoanStanding(
    long OwedMinor, long OverdueMinor, DateOnly? NextDue, long NextMinor, long PenaltyMinor);
