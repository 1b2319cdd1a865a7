using TellerLine.Kernel;

namespace TellerLine.Movements;

/// <summary>On <c>statement/{id}</c>: a statement was kept and its message queued.</summary>
/// <param name="Agent">A user's number; null by keypad.</param>
[Event("statement.sent")]
public sealed record StatementKept(
    string Id, string CustomerId, string Tail, string ContactId, string? Agent, int Movements);
