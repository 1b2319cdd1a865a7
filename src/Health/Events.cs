using TellerLine.Kernel;

namespace TellerLine.Health;

// Stream alarm/{id}: one alarm from its raising to its clearing. The row's time is when it happened.

/// <param name="Check">The check's name, <c>database</c>.</param>
/// <param name="State"><c>warning</c>, <c>fault</c>.</param>
/// <param name="Value">See <see cref="HealthFinding"/>.</param>
[Event("alarm.raised")]
public sealed record AlarmRaised(
    string Check, string State, double? Value, string Unit, double? Bound, string? Detail);

/// <summary>It became worse, and is acknowledged by nobody any more; or milder, and stays as it was.</summary>
[Event("alarm.changed")]
public sealed record AlarmChanged(string State, double? Value, string Unit, double? Bound, string? Detail);

[Event("alarm.cleared")]
public sealed record AlarmCleared;

/// <summary>Somebody has seen it and says what he does about it.</summary>
[Event("alarm.acknowledged")]
public sealed record AlarmAcknowledged(string By, string Reason);
