using TellerLine.Customers;
using TellerLine.Kernel;

namespace TellerLine.SelfService;

// What self-service tells the journal through ITelephone.Note, in the order in which it happens. No record holds a digit of a secret.

/// <summary>The caller came to this node of the menu (<c>greeting</c>, <c>main</c>, <c>balance</c> …).</summary>
[Event("contact.node")]
public sealed record NodeEntered(string Node);

/// <summary>A key that means something in this menu; any other is told as <c>?</c>, so that no stray digit of a number is kept.</summary>
[Event("contact.keyed")]
public sealed record KeyPressed(string Node, string Key);

/// <summary>Digits other than a menu's key were collected: how many, and how that ended. Never which.</summary>
[Event("contact.digits")]
public sealed record DigitsKeyed(string Node, int Count, KeyedEnd End);

/// <summary>These prompts were begun, in this language.</summary>
[Event("contact.prompted")]
public sealed record PromptsSpoken(string Node, string Language, IReadOnlyList<string> Prompts);

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

/// <param name="Item"><c>balance</c>, <c>transfer</c>.</param>
/// <param name="Outcome"><c>told</c>, <c>posted</c>, <c>unknown</c>, <c>insufficientFunds</c>, <c>refused</c>, <c>bankDown</c>, <c>cancelled</c> …</param>
/// <param name="Achieved">
/// The customer got what he came for. A hang-up in self-service after an achieved service, with no person asked for, is a
/// self-completed contact.
/// </param>
/// <param name="Reference">The bank's reference of a posting, or null.</param>
[Event("contact.service")]
public sealed record ServiceDone(string Item, string Outcome, bool Achieved, string? Reference = null);
