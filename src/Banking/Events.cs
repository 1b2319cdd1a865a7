using TellerLine.Customers;
using TellerLine.Kernel;

namespace TellerLine.Banking;

// What Banking writes to the journal. On `account/{number}`: what moved. On `customer/{id}`: transactions and PINs,
// never a digit of one. On `contact/{id}`: what became, after all, of a transfer that was unknown when the contact
// ended.

/// <param name="EntryId">The same on the other account's stream.</param>
/// <param name="AmountMinor">From the holder's side; what was paid is negative.</param>
/// <param name="Postings">This posting's number on the account: 1, 2, 3 …</param>
/// <param name="Reference">The transaction's id.</param>
[Event("account.posted")]
public sealed record AccountPosted(
    string EntryId, long AmountMinor, string Currency, long BalanceMinor, long Postings, string Reference);

/// <summary>On <c>account/{number}</c>: a credit card was let into use (激活).</summary>
/// <param name="Reference">The contact's id.</param>
[Event("account.activated")]
public sealed record AccountActivated(string Reference);

/// <summary>On <c>account/{number}</c>: payments from it are stopped (挂失).</summary>
/// <param name="Reference">The loss report's number.</param>
[Event("account.held")]
public sealed record AccountHeld(string Reference);

[Event("account.holdReleased")]
public sealed record AccountHoldReleased(string Reference);

/// <summary>On <c>account/{number}</c> of a time deposit: a loan stands on it (质押).</summary>
/// <param name="Loan">The loan's account.</param>
[Event("account.pledged")]
public sealed record AccountPledged(string Loan, string Reference);

/// <summary>On <c>account/{number}</c> of a time deposit: the loan that stood on it is repaid.</summary>
[Event("account.pledgeLifted")]
public sealed record AccountPledgeLifted(string Loan, string Reference);

/// <param name="FromTail">The account's last four digits.</param>
/// <param name="Way">Since version 2: <c>keypad</c>, <c>agent</c>.</param>
/// <param name="Agent">Who keyed it: a user's number; null by keypad.</param>
/// <param name="Approver">The second person, where one was needed: a user's number.</param>
/// <param name="ReadBack">What the customer confirmed, masked.</param>
/// <param name="Level">How surely the customer was known: <c>transactionPin</c>.</param>
[Event("transaction.submitted", 2)]
public sealed record TransactionSubmitted(
    string TransactionId, string Kind, string FromTail, string ToTail, long AmountMinor, string Currency,
    string ContactId, OrderWay Way, string? Agent, string? Approver, string ReadBack, IdentificationLevel Level);

/// <summary>A risk rule held: a second person looks at it, or it is not made.</summary>
/// <param name="Rule">Its code.</param>
[Event("transaction.screened")]
public sealed record TransactionScreened(string Kind, RiskResult Result, string Rule, string ContactId);

/// <summary>Waits for a second person.</summary>
/// <param name="Why"><c>contract</c>, <c>service</c>, <c>authority</c>, <c>risk</c>.</param>
[Event("transaction.pending")]
public sealed record TransactionPending(
    string TransactionId, string Kind, string FromTail, string ToTail, long AmountMinor, string Currency,
    string ContactId, string Agent, string ReadBack, string Why, long DueUs);

/// <param name="By">Who rejected it; null of what nobody decided.</param>
[Event("transaction.voided")]
public sealed record TransactionVoided(
    string TransactionId, TransferVoid Why, string? By, string? Note, string ContactId);

/// <param name="Reconciled">Learnt later, by asking the core bank again.</param>
[Event("transaction.posted")]
public sealed record TransactionPosted(string TransactionId, string EntryId, bool Reconciled, string ContactId);

[Event("transaction.failed")]
public sealed record TransactionFailed(string TransactionId, TransferRefusal Reason, bool Reconciled, string ContactId);

/// <summary>No answer in time: the customer was told so, and reconciliation goes on.</summary>
[Event("transaction.unknown")]
public sealed record TransactionUnknown(string TransactionId, string ContactId);

/// <summary>Of a bill: the money has left the account, and the biller is asked to take it.</summary>
[Event("transaction.debited")]
public sealed record TransactionDebited(string TransactionId, string EntryId, string ContactId);

/// <summary>The money has left the account, and arrives later.</summary>
[Event("transaction.deferred")]
public sealed record TransactionDeferred(
    string TransactionId, string EntryId, TransferSpeed Speed, long ArrivesUs, string ContactId);

/// <summary>Its time has come: the core bank is asked to give the money to the payee.</summary>
[Event("transaction.arriving")]
public sealed record TransactionArriving(string TransactionId, string ContactId);

/// <summary>Taken back by the customer before it arrived.</summary>
/// <param name="Agent">Who keyed that: a user's number; null by keypad.</param>
/// <param name="ContactId">In which that was asked for.</param>
[Event("transaction.revoked")]
public sealed record TransactionRevoked(string TransactionId, OrderWay Way, string? Agent, string ContactId);

/// <summary>On the contact in which it was asked for: a payment that arrives later.</summary>
[Event("contact.transferDeferred")]
public sealed record TransferDeferred(
    string Number, TransferSpeed Speed, long ArrivesUs, long AmountMinor, string Currency);

/// <summary>On the contact in which it was asked for: how a payment that was to arrive later ended.</summary>
/// <param name="Outcome"><c>posted</c>, <c>failed</c>, <c>revoked</c>.</param>
[Event("contact.transferArrived")]
public sealed record TransferArrived(
    string Number, string Outcome, TransferRefusal? Reason, long AmountMinor, string Currency);

/// <summary>On the contact in which that was asked for: a payment that waits is taken back.</summary>
[Event("contact.transferRevoked")]
public sealed record TransferRevoked(string Number, string? Agent, long AmountMinor, string Currency);

/// <summary>Of a bill, or of what was deferred: the money goes back to the account.</summary>
/// <param name="Reason">Null: a paid bill is reversed.</param>
[Event("transaction.returning")]
public sealed record TransactionReturning(string TransactionId, TransferRefusal? Reason, string ContactId);

/// <summary>冲正: somebody authorised asks the biller to take a payment back.</summary>
[Event("transaction.reversalAsked")]
public sealed record BillReversalAsked(string TransactionId, string ContactId);

[Event("transaction.reversalRefused")]
public sealed record BillReversalRefused(string TransactionId, string ContactId);

/// <param name="EntryId">Of the money's way back.</param>
[Event("transaction.reversed")]
public sealed record TransactionReversed(string TransactionId, string EntryId, string ContactId);

/// <summary>On the contact in which it was paid: a bill was reversed.</summary>
[Event("contact.billReversed")]
public sealed record BillReversed(string Number, long AmountMinor, string Currency);

/// <summary>
/// On the contact in which it was asked for: the end of a transfer of which the caller had heard that it is being
/// processed.
/// </summary>
/// <param name="Number">The transaction's.</param>
/// <param name="Outcome"><c>posted</c> or <c>failed</c>.</param>
[Event("contact.transferSettled")]
public sealed record TransferSettled(string Number, string Outcome, long AmountMinor, string Currency);

/// <summary>On the contact: a transfer that the agent keyed has been answered by the core bank.</summary>
/// <param name="Outcome"><c>posted</c>, <c>failed</c>, <c>unknown</c>.</param>
[Event("contact.transferMade")]
public sealed record TransferMade(
    string Number, string Outcome, TransferRefusal? Reason, long AmountMinor, string Currency);

/// <summary>On the contact: a transfer waits for a second person.</summary>
/// <param name="Why"><c>contract</c>, <c>service</c>, <c>authority</c>, <c>risk</c>.</param>
[Event("contact.secondAsked")]
public sealed record SecondAsked(string Number, string Agent, string Why, long AmountMinor, string Currency);

/// <param name="Outcome"><c>approved</c>, or why it is void (<see cref="TransferVoid"/>, camelCase).</param>
[Event("contact.secondDecided")]
public sealed record SecondDecided(string Number, string Outcome, string? By, string? Note);

/// <summary>Refused before it became a transaction.</summary>
[Event("transaction.refused")]
public sealed record TransactionRefused(string Kind, TransferRefusal Reason, string ContactId);

[Event("pin.set")]
public sealed record PinSet(PinKind Kind, bool Initial, string Actor);

/// <param name="Standing">After the try.</param>
/// <param name="Failures">Wrong tries today or in this call; of a frozen PIN those in a row.</param>
[Event("pin.checked")]
public sealed record PinChecked(PinKind Kind, bool Right, PinStanding Standing, int Failures, string? ContactId);

/// <summary>It must be changed before money moves by it.</summary>
/// <param name="Agent">Who marked it.</param>
[Event("pin.saidAloud")]
public sealed record PinSaidAloud(IReadOnlyList<PinKind> Kinds, string Agent);

/// <summary>The mark was a mistake.</summary>
[Event("pin.notSaidAloud")]
public sealed record PinNotSaidAloud(IReadOnlyList<PinKind> Kinds, string Actor);

[Event("pin.unfrozen")]
public sealed record PinUnfrozen(PinKind Kind, string Actor);

/// <summary>On the customer: a credit card was let into use.</summary>
/// <param name="Tail">Its last four digits.</param>
[Event("card.activated")]
public sealed record CardActivated(string Tail, string ContactId);

/// <summary>
/// On <c>bank/demonstration</c>: seed and last day make the same customers, accounts and month again, so one entry
/// stands for all of them.
/// </summary>
[Event("bank.demonstrationSeeded")]
public sealed record DemonstrationSeeded(
    int Seed, DateOnly LastDay, int Customers, int Accounts, int Entries, int Postings);
