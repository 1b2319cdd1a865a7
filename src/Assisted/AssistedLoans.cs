namespace TellerLine.Assisted;

/// <summary>What the customer on the line owes, and may borrow on his time deposits.</summary>
/// <param name="Pledges">Nothing stands on them.</param>
public sealed record AssistedLoans(IReadOnlyList<AssistedLoan> Loans, IReadOnlyList<AssistedPledge> Pledges);

/// <param name="Ref">What an order names it by.</param>
/// <param name="PaymentMinor">The next instalment with what is overdue, no more than is owed today.</param>
/// <param name="OwedMinor">What repays it whole today.</param>
/// <param name="RateBp">Of a year, hundredths of a per cent.</param>
/// <param name="Ends">Its last day.</param>
/// <param name="NextDue">Null: all is overdue.</param>
public sealed record AssistedLoan(
    string Ref, string Tail, long PrincipalMinor, long OwedMinor, long OverdueMinor, long PaymentMinor, int RateBp,
    DateOnly Ends, DateOnly? NextDue, long? NextMinor, string Currency);

/// <param name="MostMinor">That is lent on it.</param>
/// <param name="LastDay">The loan ends on it at the latest.</param>
/// <param name="RateBp">Of the loan, of a year, hundredths of a per cent.</param>
public sealed record AssistedPledge(
    string Ref, string Tail, long AmountMinor, long MostMinor, int RateBp, DateOnly LastDay, string Currency);
