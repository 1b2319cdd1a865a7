using TellerLine.Kernel;

namespace TellerLine.Health;

/// <summary>The history of alarms, made from the journal.</summary>
internal sealed class AlarmsProjection : Projection
{
    public const string ProjectionName = "health.alarms";

    public AlarmsProjection()
        : base(ProjectionName, 1, "health_alarms")
    {
        On<AlarmRaised>((raised, row, tables) => tables.Execute(
            """
            INSERT INTO {health_alarms} (id, node, check_name, state, value, unit, bound, detail, raised_us)
            VALUES (@id, @Node, @Check, @State, @Value, @Unit, @Bound, @Detail, @AtUs)
            ON CONFLICT (id) DO NOTHING
            """,
            new
            {
                id = row.StreamId, row.Node, raised.Check, raised.State, raised.Value, raised.Unit, raised.Bound,
                raised.Detail, row.AtUs,
            }));
        On<AlarmChanged>((changed, row, tables) => tables.Execute(
            """
            UPDATE {health_alarms} SET state = @State, value = @Value, unit = @Unit, bound = @Bound, detail = @Detail,
              acknowledged_by = CASE WHEN @State = 'fault' THEN NULL ELSE acknowledged_by END,
              acknowledged_us = CASE WHEN @State = 'fault' THEN NULL ELSE acknowledged_us END,
              reason = CASE WHEN @State = 'fault' THEN NULL ELSE reason END
            WHERE id = @id
            """,
            new { id = row.StreamId, changed.State, changed.Value, changed.Unit, changed.Bound, changed.Detail }));
        On<AlarmAcknowledged>((seen, row, tables) => tables.Execute(
            "UPDATE {health_alarms} SET acknowledged_by = @By, acknowledged_us = @AtUs, reason = @Reason WHERE id = @id",
            new { id = row.StreamId, seen.By, row.AtUs, seen.Reason }));
        On<AlarmCleared>((_, row, tables) => tables.Execute(
            "UPDATE {health_alarms} SET cleared_us = @AtUs WHERE id = @id", new { id = row.StreamId, row.AtUs }));
    }
}
