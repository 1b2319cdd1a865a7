using TellerLine.Kernel;

namespace TellerLine.Banking;

/// <summary>When the embedded ledger's credit cards are billed, and how much is asked for at the least. Pure.</summary>
/// <param name="StatementDay">Of the month, 1 to 28, so that every month has it.</param>
/// <param name="DueDays">From the statement to the last day to pay it.</param>
/// <param name="MinimumPercent">Of what is billed, 1 to 100.</param>
internal sealed record CardTerms(int StatementDay, int DueDays, int MinimumPercent)
{
    /// <summary>Below it a part of a bill is not worth the trouble: a smaller bill is paid whole.</summary>
    internal const long LeastMinor = 100_00;

    /// <summary>The last statement day that is over.</summary>
    internal DateOnly LastClosed(DateOnly today)
    {
        var here = new DateOnly(today.Year, today.Month, StatementDay);
        return here < today ? here : here.AddMonths(-1);
    }

    /// <param name="closed">Its statement day.</param>
    /// <param name="owedMinor">What the card owed at its end; a balance in the holder's favour is below zero.</param>
    /// <param name="paidMinor">What has come in since.</param>
    /// <returns>Null: nothing is asked for.</returns>
    internal CardBill? Bill(DateOnly closed, long owedMinor, long paidMinor, string currency)
    {
        if (owedMinor <= 0)
            return null;
        // Whole fen, in the bank's favour: a minimum of 10 % is never less than 10 %.
        var part = (long)(((Int128)owedMinor * MinimumPercent + 99) / 100);
        return new CardBill(
            closed, closed.AddDays(DueDays), new Money(owedMinor, currency),
            new Money(Math.Min(owedMinor, Math.Max(part, LeastMinor)), currency), new Money(paidMinor, currency));
    }
}
