using Dapper;
using TellerLine.Kernel;

namespace TellerLine.Health.Store;

internal sealed class AlarmHistory(IDb db)
{
    private const string Columns =
        """
        id AS Id, node AS Node, check_name AS CheckName, state AS State, value AS Value, unit AS Unit, bound AS Bound,
        detail AS Detail, raised_us AS RaisedUs, cleared_us AS ClearedUs, acknowledged_by AS AcknowledgedBy,
        acknowledged_us AS AcknowledgedUs, reason AS Reason
        """;

    /// <summary>Those that stand, as this node left them.</summary>
    public Task<List<AlarmRow>> Standing(string node, CancellationToken ct) => db.Read(
        c => c.Query<AlarmRow>(
            $"SELECT {Columns} FROM health_alarms WHERE cleared_us IS NULL AND node = @node ORDER BY raised_us LIMIT 1000",
            new { node }).AsList(), ct);

    /// <summary>Newest first.</summary>
    /// <param name="beforeUs">Only what was raised before; with <paramref name="beforeId"/> at that very moment.</param>
    public Task<List<AlarmRow>> Page(long beforeUs, string beforeId, int limit, CancellationToken ct) => db.Read(
        c => c.Query<AlarmRow>(
            $"""
            SELECT {Columns} FROM health_alarms
            WHERE raised_us < @beforeUs OR (raised_us = @beforeUs AND id < @beforeId)
            ORDER BY raised_us DESC, id DESC LIMIT @limit
            """, new { beforeUs, beforeId, limit }).AsList(), ct);

    /// <summary>What the database takes on its disk, in bytes.</summary>
    public Task<long> Size(CancellationToken ct) => db.Read(
        c => c.ExecuteScalar<long>(db.Engine == DbEngine.PostgreSql
            ? "SELECT pg_database_size(current_database())"
            : "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()"), ct);
}

internal sealed class AlarmRow
{
    public required string Id { get; init; }

    public required string Node { get; init; }

    public required string CheckName { get; init; }

    public required string State { get; init; }

    public double? Value { get; init; }

    public required string Unit { get; init; }

    public double? Bound { get; init; }

    public string? Detail { get; init; }

    public long RaisedUs { get; init; }

    public long? ClearedUs { get; init; }

    public string? AcknowledgedBy { get; init; }

    public long? AcknowledgedUs { get; init; }

    public string? Reason { get; init; }
}
