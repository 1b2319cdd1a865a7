using TellerLine.Customers;
using TellerLine.Kernel;

namespace TellerLine.SelfService;

// What self-service tells the journal through ITelephone.Note, in the order in which it happens. No record holds a
// digit of a secret.

/// <summary>
/// The caller came to this node (<c>balance</c>, <c>loss</c> …) and nothing was said there. Nodes with words are told
/// by
/// <see cref="PromptsSpoken"/>.
/// </summary>
[Event("contact.node")]
public sealed record NodeEntered(string Node);

/// <summary>
/// A key that means something in this menu; any other is told as <c>?</c>, so that no stray digit of a number is kept.
/// An entry of its own only where nothing was said after it; 0 at the end of a visit is the reason <c>key0</c> of the
/// request for a person.
/// </summary>
[Event("contact.keyed")]
public sealed record KeyPressed(string Node, string Key);

/// <summary>Digits other than a menu's key were collected: how many, and how that ended. Never which.</summary>
[Event("contact.digits")]
public sealed record DigitsKeyed(string Node, int Count, KeyedEnd End);

/// <summary>These prompts were begun, in this language. Version 1 had neither <c>passed</c> nor <c>after</c>.</summary>
/// <param name="Passed">Nodes come to on the way here, in order, at which nothing was said; null for none.</param>
/// <param name="After">The key that led here, or null.</param>
[Event("contact.prompted", 2)]
public sealed record PromptsSpoken(
    string Node, string Language, IReadOnlyList<string> Prompts, IReadOnlyList<string>? Passed = null,
    KeyPressed? After = null);

/// <summary>Who is calling became known, or known better.</summary>
public sealed record Identified(Identification Who);

/// <param name="Language"><see cref="Languages"/>.</param>
[Event("contact.language")]
public sealed record LanguageChosen(string Language);

/// <param name="Pin"><c>enquiry</c> or <c>transaction</c>.</param>
/// <param name="Count">Digits keyed.</param>
/// <param name="Failures">Wrong ones in a row so far, this one included.</param>
/// <param name="End"><c>right</c>, <c>wrong</c>, <c>incomplete</c>, <c>blockedToday</c> or <c>frozen</c>.</param>
[Event("contact.pinEntered")]
public sealed record PinEntered(string Pin, bool Right, int Count, int Failures, string End);

/// <summary>Who speaks for a company keyed the number of his identity card, never kept.</summary>
/// <param name="Right">He is on the company's list of operators.</param>
[Event("contact.operatorKeyed")]
public sealed record OperatorKeyed(bool Right);

/// <summary>A new PIN was keyed, never its digits.</summary>
/// <param name="Pin"><c>enquiry</c> or <c>transaction</c>.</param>
/// <param name="End"><c>changed</c>, <c>weak</c>, <c>sameAsOther</c>, <c>same</c>, <c>unusable</c> or
/// <c>tooLate</c>.</param>
[Event("contact.pinRenewed")]
public sealed record PinRenewed(string Pin, bool Done, string End);

/// <summary>
/// A service ended, well or not. Version 1 had the number as <c>reference</c>, and no amount.
/// </summary>
/// <param name="Item"><c>balance</c>, <c>transfer</c>: the words are at <c>/api/self-service/words</c>, the outcome's
/// too.</param>
/// <param name="Outcome"><c>told</c>, <c>posted</c>, <c>unknown</c>, <c>notBegun</c>, <c>notRecorded</c>,
/// <c>insufficientFunds</c>, <c>bankDown</c> …</param>
/// <param name="Achieved">
/// The customer got what he came for. A hang-up in self-service after an achieved service, with no person asked for, is
/// a self-completed contact.
/// </param>
/// <param name="Number">The transaction's number (<c>T260302000001</c>), or null where it came to none.</param>
/// <param name="AmountMinor">What it was about, in minor units of <paramref name="Currency"/>; null where it came to no
/// amount.</param>
[Event("contact.service", 2)]
public sealed record ServiceDone(
    string Item, string Outcome, bool Achieved, string? Number = null, long? AmountMinor = null,
    string? Currency = null);

/// <summary>The caller was told how a transfer of an earlier call, or earlier in this one, stands.</summary>
/// <param name="Outcome"><c>posted</c>, <c>failed</c> or <c>unknown</c>.</param>
[Event("contact.transferTold")]
public sealed record EarlierTransferTold(string Number, string Outcome, long AmountMinor, string Currency);
