using System.ComponentModel.DataAnnotations;
using TellerLine.Access;
using TellerLine.Kernel;

namespace TellerLine.Health;

/// <summary>For a balancer, systemd, a person with curl: whether, and which parts; no more.</summary>
public sealed record HealthAnswer(
    [property: AllowedValues("ok", "notReady")] string Status, IReadOnlyList<HealthPart> Parts);

public sealed record HealthPart(string Name, [property: AllowedValues("ok", "fault")] string Status);

/// <summary>How everything is now.</summary>
/// <param name="Alarms">That stand, faults first, the oldest first.</param>
public sealed record HealthView(
    DateTimeOffset AsOf, ProgramView Program, IReadOnlyList<AlarmView> Alarms, IReadOnlyList<CheckView> Checks)
{
    internal static string ProgramVersion { get; } = typeof(HealthView).Assembly.GetName().Version!.ToString(3);
}

/// <param name="Database"><c>sqlite</c> or <c>postgreSql</c>.</param>
/// <param name="DatabaseBytes">Null while it does not answer.</param>
/// <param name="LastBackupAt">Null: nobody has told this program of a backup.</param>
public sealed record ProgramView(
    string Version, string Node, DateTimeOffset StartedAt,
    [property: AllowedValues("sqlite", "postgreSql")] string Database, long? DatabaseBytes, long? DataFreeBytes,
    long? DataBytes, DateTimeOffset? LastBackupAt);

/// <param name="Unit"><c>ms</c>, <c>bytes</c>, <c>days</c>, <c>count</c>; empty without a value.</param>
/// <param name="Bound">Where the next worse state begins, or the bound the value is past.</param>
/// <param name="Since">Since when it is in this state.</param>
/// <param name="Detail">The fault's own words; only for who tends the system.</param>
/// <param name="Vital">Its fault takes the centre out of service (<c>/health/ready</c>).</param>
public sealed record CheckView(
    string Name, BilingualText Title, [property: AllowedValues("ok", "warning", "fault", "unknown")] string State,
    double? Value, [property: AllowedValues("ms", "bytes", "days", "count", "")] string Unit, double? Bound,
    DateTimeOffset Since, DateTimeOffset? LookedAt, bool Vital, BilingualText ToDo, string? Detail);

/// <param name="State">The worst it still is.</param>
/// <param name="Flapping">It comes and goes: it stands until it has been well for ten minutes.</param>
/// <param name="Title">The check's name in words; the name itself where this program has no such check any more.</param>
public sealed record AlarmView(
    string Id, string Check, BilingualText Title, string Node, [property: AllowedValues("warning", "fault")] string State,
    double? Value, [property: AllowedValues("ms", "bytes", "days", "count", "")] string Unit, double? Bound,
    string? Detail, DateTimeOffset RaisedAt, DateTimeOffset? ClearedAt, string? AcknowledgedBy,
    DateTimeOffset? AcknowledgedAt, string? Reason, bool Flapping);

/// <param name="Rows">Newest first.</param>
/// <param name="Next">Asked for as <c>before</c>, it gives the alarms behind these; null when there are none.</param>
public sealed record AlarmPage(IReadOnlyList<AlarmView> Rows, string? Next);

/// <param name="Reason">What is done about it: 1 to 200 characters.</param>
public sealed record AlarmReason(string Reason);
