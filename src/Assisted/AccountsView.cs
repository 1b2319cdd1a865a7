using System.ComponentModel.DataAnnotations;
using TellerLine.Access;
using TellerLine.Movements;

namespace TellerLine.Assisted;

/// <param name="Cannot">Why nothing can be told now; null: it can.</param>
/// <param name="AsksOperator">Who speaks for the company is to be proved first.</param>
/// <param name="NoMovements">Why the bank does not offer movements by this agent; null: it does.</param>
/// <param name="NoCards">The same of limit and bill.</param>
/// <param name="NoActivation">The same of activation.</param>
/// <param name="Earliest">Of the days that can be asked for, <c>2026-03-01</c>; <paramref name="Today"/> is the
/// last.</param>
public sealed record DeskAccountsView(
    BilingualText? Cannot, bool AsksOperator, BilingualText? NoMovements, BilingualText? NoCards,
    BilingualText? NoActivation, string Earliest, string Today, IReadOnlyList<ServedAccount> Accounts);

/// <param name="Ref">What it is asked for by.</param>
/// <param name="Inactive">A credit card that waits for activation.</param>
public sealed record ServedAccount(
    string Ref, string Tail, [property: AllowedValues("current", "savings", "credit", "deposit", "loan")] string Kind, bool Inactive);

/// <param name="More">There are older ones.</param>
/// <param name="Lines">Newest first.</param>
public sealed record DeskStatement(long InMinor, long OutMinor, bool More, IReadOnlyList<MovementView> Lines);

/// <param name="Account">An account's <c>ref</c>.</param>
/// <param name="From">The first day, <c>2026-03-01</c>.</param>
/// <param name="To">The last.</param>
public sealed record DeskStatementWish(string? Account, string? From, string? To);

/// <param name="Id">The statement's.</param>
public sealed record DeskStatementSent(string Id);

/// <param name="OwedMinor">Bill and what was bought since; zero: nothing.</param>
/// <param name="Bill">Null: there is none.</param>
/// <param name="Repayments">Amounts that may be chosen, each once.</param>
public sealed record DeskCard(
    long LimitMinor, long AvailableMinor, long OwedMinor, DeskCardBill? Bill, IReadOnlyList<DeskRepayment> Repayments);

/// <param name="Closed">The day it was reckoned on, <c>2026-03-01</c>.</param>
/// <param name="Due">By when it is paid in time.</param>
/// <param name="LeftMinor">Still to be paid; zero: it is settled.</param>
/// <param name="LeastMinor">Of the least still to be paid.</param>
public sealed record DeskCardBill(string Closed, string Due, long BilledMinor, long LeftMinor, long LeastMinor);

/// <param name="What"><c>bill</c>, <c>least</c>, <c>all</c>.</param>
public sealed record DeskRepayment(
    [property: AllowedValues("bill", "least", "all")] string What, long AmountMinor);

/// <param name="Tail">The card's last four digits, as the customer says them.</param>
public sealed record DeskActivation(string? Tail);

/// <param name="Told">What to tell the customer.</param>
public sealed record DeskActivated(BilingualText Told);
