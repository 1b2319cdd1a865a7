using System.Data;
using Dapper;

namespace TellerLine.Movements;

internal sealed class StoredAlert
{
    public const string Select =
        """
        SELECT id AS Id, account AS Account, customer_id AS CustomerId, tail AS Tail, state AS State,
               threshold_minor AS ThresholdMinor, language AS Language, since_us AS SinceUs, position_us AS PositionUs, told AS Told,
               notice_id AS NoticeId, notice_us AS NoticeUs, changed_us AS ChangedUs, changed_by AS ChangedBy, version AS Version
        FROM movement_alert
        """;

    public required string Id { get; init; }

    public required string Account { get; init; }

    public required string CustomerId { get; init; }

    public required string Tail { get; init; }

    public required string State { get; init; }

    public long ThresholdMinor { get; init; }

    public required string Language { get; init; }

    public long SinceUs { get; init; }

    public long PositionUs { get; init; }

    public long Told { get; init; }

    public required string NoticeId { get; init; }

    public long NoticeUs { get; init; }

    public long ChangedUs { get; init; }

    public required string ChangedBy { get; init; }

    public long Version { get; init; }

    public bool IsOn => State == "on";

    public AlertSetting Setting => new(IsOn, ThresholdMinor);

    public static StoredAlert? Find(IDbConnection connection, IDbTransaction? transaction, string id) =>
        connection.QuerySingleOrDefault<StoredAlert>($"{Select} WHERE id = @id", new { id }, transaction);

    public static StoredAlert? Of(IDbConnection connection, IDbTransaction? transaction, string account) =>
        connection.QuerySingleOrDefault<StoredAlert>($"{Select} WHERE account = @account", new { account }, transaction);
}
