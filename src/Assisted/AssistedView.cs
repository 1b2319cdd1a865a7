using System.ComponentModel.DataAnnotations;
using TellerLine.Access;

namespace TellerLine.Assisted;

/// <param name="ContactId">Of the call in hand; null: none.</param>
/// <param name="Cannot">Why nothing can be keyed now; null: it can.</param>
/// <param name="AsksOperator">Who speaks for the company is to be proved first.</param>
/// <param name="Accounts">The contract's, from which money may move; empty where nothing can.</param>
/// <param name="Into">The customer's own, into which it may.</param>
/// <param name="Cards">The customer's credit cards, which may be repaid.</param>
/// <param name="Billers">That take payments now.</param>
/// <param name="AloneMinor">Up to which amount the agent may alone; null: any.</param>
/// <param name="Speeds">How a payment to a payee may arrive: <c>realTime</c>, <c>ordinary</c>, <c>nextDay</c>.</param>
/// <param name="Waiting">The customer's payments that wait for their time, and may be taken back.</param>
/// <param name="Transfer">What is in hand, or how the last one of this call ended.</param>
public sealed record AssistedView(
    string? ContactId, BilingualText? Cannot, bool AsksOperator, IReadOnlyList<AssistedAccount> Accounts,
    IReadOnlyList<AssistedAccount> Into, IReadOnlyList<AssistedAccount> Cards, IReadOnlyList<AssistedPayee> Payees,
    IReadOnlyList<AssistedBiller> Billers, IReadOnlyList<string> Speeds, IReadOnlyList<AssistedWaiting> Waiting,
    long? AloneMinor, AssistedTransferView? Transfer);

/// <param name="Number">The transaction's; of one made at an ATM the core bank's.</param>
/// <param name="Speed"><c>ordinary</c>, <c>nextDay</c>; <c>realTime</c> of one that a risk rule delays; <c>atm</c>: made
/// at a machine, where everything arrives after 24 hours.</param>
public sealed record AssistedWaiting(
    string Number, string FromTail, string ToTail, long AmountMinor, string Currency,
    [property: AllowedValues("realTime", "ordinary", "nextDay", "atm")] string Speed, DateTimeOffset ArrivesAt)
{
    /// <summary>Of one made at an ATM.</summary>
    public DateTimeOffset? MadeAt { get; init; }

    /// <summary>Where the machine stands, or its number.</summary>
    public string? Place { get; init; }

    /// <summary>His name, masked; of one made at an ATM.</summary>
    public string? Payee { get; init; }
}

/// <param name="Number">As <see cref="AssistedWaiting.Number"/> has it.</param>
public sealed record AssistedRevocation(string? Number);

/// <param name="Told">What to tell the customer; of one made at an ATM what is to be done: it is in hand, to be read
/// back.</param>
public sealed record AssistedRevoked(BilingualText Told, AssistedView View);

/// <param name="Ref">What the order names it by: its masked number, with its place.</param>
/// <param name="AvailableMinor">Null where it may not be told.</param>
public sealed record AssistedAccount(
    string Ref, string Tail, [property: AllowedValues("current", "savings", "credit", "deposit", "loan")] string Kind,
    long? AvailableMinor, string Currency);

/// <param name="Name">Masked.</param>
public sealed record AssistedPayee(string Ref, string Tail, string Name);

/// <param name="NumberName">What it calls the number it is paid by.</param>
/// <param name="Partial">Less than what is owed may be paid.</param>
public sealed record AssistedBiller(string Code, BilingualText Name, BilingualText NumberName, bool Partial);

/// <param name="OwedMinor">Null: it could not be learnt.</param>
/// <param name="Told">What to tell the customer.</param>
public sealed record AssistedArrears(long? OwedMinor, BilingualText Told);

/// <param name="Kind"><c>own</c>, <c>payee</c>, <c>bill</c>, <c>card</c> (a repayment).</param>
/// <param name="Biller">Of a bill: who is paid.</param>
/// <param name="Receipt">Of a bill that is paid: the biller's number.</param>
/// <param name="State"><c>readBack</c>: to be read aloud; <c>keying</c>: the customer keys; <c>pin</c>: the PIN was not
/// right, once more or not; <c>sending</c>; <c>pending</c>: waits for a second person; <c>over</c>.</param>
/// <param name="Outcome">Of one that is over: <c>posted</c>, <c>deferred</c> (it arrives later), <c>refused</c>,
/// <c>unknown</c>, <c>void</c>.</param>
/// <param name="Told">What to tell the customer.</param>
/// <param name="BalanceMinor">Of the paying account, after it.</param>
/// <param name="DueAt">Of one that waits: until when.</param>
/// <param name="ArrivesAt">Of one that is deferred.</param>
public sealed record AssistedTransferView(
    [property: AllowedValues("own", "payee", "bill", "card", "loan", "purchase", "redemption", "revocation")] string Kind,
    string FromTail, string ToTail, string? Payee,
    BilingualText? Biller, long AmountMinor, string Currency, string ReadBack,
    [property: AllowedValues("readBack", "keying", "pin", "sending", "pending", "over")] string State,
    [property: AllowedValues("posted", "deferred", "refused", "unknown", "void", null)] string? Outcome,
    string? Number, BilingualText? Told, string? Receipt, long? BalanceMinor, DateTimeOffset? DueAt,
    DateTimeOffset? ArrivesAt);

/// <param name="Kind"><c>own</c>, <c>payee</c>, <c>bill</c>, <c>card</c> (a repayment), <c>loanRepay</c>,
/// <c>pledgedLoan</c>, <c>wealthBuy</c>, <c>wealthRedeem</c>.</param>
/// <param name="From">An account's <c>ref</c>; of a loan the time deposit's.</param>
/// <param name="To">An account's, a card's, a loan's or a payee's <c>ref</c>; a biller's or a wealth product's code; a
/// holding's number.</param>
/// <param name="Amount">As typed: <c>800</c>, <c>1,200.50</c>.</param>
/// <param name="Number">Of a bill: what the biller knows the customer by.</param>
/// <param name="Speed">Of a payment to a payee: <c>ordinary</c>, <c>nextDay</c>; else it is made at once.</param>
public sealed record AssistedOrder(
    string? Kind, string? From, string? To, string? Amount, string? Number = null, string? Speed = null)
{
    /// <summary>Of a loan: its last day.</summary>
    public DateOnly? Ends { get; init; }
}
