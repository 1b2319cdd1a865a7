using TellerLine.Kernel;

namespace TellerLine.Movements;

/// <summary>On <c>statement/{id}</c>: a statement was kept and its message queued.</summary>
/// <param name="Agent">A user's number; null by keypad.</param>
[Event("statement.sent")]
public sealed record StatementKept(
    string Id, string CustomerId, string Tail, string ContactId, string? Agent, int Movements);

/// <summary>On <c>movement-alert/{id}</c>: 动账通知 of an account was switched on or off, or its threshold
/// changed.</summary>
/// <param name="Threshold">In minor units.</param>
/// <param name="By">A user's number, or <c>customer</c>.</param>
[Event("movementAlert.changed")]
public sealed record AlertChanged(
    string CustomerId, string Tail, bool On, long Threshold, string By, string ContactId);
