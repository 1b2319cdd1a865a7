using TellerLine.Kernel;

namespace TellerLine.Assisted;

// On the contact: what an agent does for the customer, before it is a transaction. From there on Banking tells.

/// <param name="Kind"><c>own</c>, <c>payee</c>.</param>
/// <param name="ReadBack">What the agent reads aloud, masked.</param>
[Event("contact.readBack")]
public sealed record ReadBackBegun(string Agent, string Kind, long AmountMinor, string Currency, string ReadBack);

/// <summary>The customer said yes to what was read aloud.</summary>
[Event("contact.transferConfirmed")]
public sealed record TransferConfirmed(string Agent, string ReadBack);

/// <summary>Who speaks for the company has proved to be its operator.</summary>
/// <param name="Name">Masked.</param>
/// <param name="Mandate"><c>enquiries</c>, <c>transactions</c>.</param>
[Event("contact.operatorProved")]
public sealed record OperatorProved(string Agent, string Name, string Mandate);

/// <summary>Nobody on the company's list has the document that was named.</summary>
[Event("contact.operatorRefused")]
public sealed record OperatorRefused(string Agent);

/// <summary>It never became a transaction.</summary>
/// <param name="Why"><c>cancelled</c>, <c>lineDropped</c>, <c>pin</c> (blocked), or why it was refused, as <see
/// cref="Banking.TransferRefusal"/> has it in camelCase; <c>notBegun</c> for a fault of ours.</param>
[Event("contact.transferDropped")]
public sealed record TransferDropped(string Agent, string Why);
