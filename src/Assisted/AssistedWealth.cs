using TellerLine.Access;

namespace TellerLine.Assisted;

/// <summary>What may be sold to the customer on the line, and what he holds.</summary>
/// <param name="Rating">What risk he bears: <c>C1</c> to <c>C5</c>; null: never rated.</param>
/// <param name="ValidTo">The last day on which the rating counts.</param>
public sealed record AssistedWealth(
    string? Rating, DateOnly? ValidTo, IReadOnlyList<AssistedProduct> Products,
    IReadOnlyList<AssistedHolding> Holdings);

/// <param name="Risk"><c>R1</c> to <c>R5</c>.</param>
/// <param name="TermDays">0: paid back on any day.</param>
/// <param name="LeftMinor">Of its quota.</param>
/// <param name="Blocked">Why it is not sold to this customer; null: it is.</param>
/// <param name="Care">What the agent takes care of with this customer.</param>
public sealed record AssistedProduct(
    string Code, BilingualText Name, string Risk, int TermDays, long MinMinor, long StepMinor, long LeftMinor,
    string Currency, BilingualText? Blocked, BilingualText? Care);

/// <param name="Id">The purchase's number.</param>
/// <param name="Tail">Of the account into which it is paid back.</param>
/// <param name="Blocked">Why it is not paid back now; null: it is.</param>
public sealed record AssistedHolding(
    string Id, BilingualText Name, string Tail, long AmountMinor, string Currency, DateOnly BoughtOn,
    DateOnly RedeemableFrom, BilingualText? Blocked)
{
    /// <summary>What is paid for all of it.</summary>
    public long ValueMinor { get; init; }

    /// <summary>Less than zero: a loss.</summary>
    public long IncomeMinor { get; init; }

    /// <summary>Of which day the net value is; null: the bank tells none, and the value is the cost.</summary>
    public DateOnly? ValuedOn { get; init; }
}
