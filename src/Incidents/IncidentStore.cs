using System.Data;
using Dapper;
using TellerLine.Kernel;

namespace TellerLine.Incidents;

/// <summary>An incident's row.</summary>
internal sealed record StoredIncident(Incident Incident, long RaisedUs, long Version)
{
    public long? ClosedUs { get; init; }

    public string? ClosedBy { get; init; }
}

/// <summary>The table of <c>001_incidents.sql</c>.</summary>
internal static class IncidentStore
{
    public static StoredIncident? Find(IDbConnection connection, string id, IDbTransaction? transaction = null) =>
        connection.QuerySingleOrDefault<Row>(
            """
            SELECT id AS Id, contact_id AS ContactId, customer_id AS CustomerId, agent AS Agent, finding AS Finding,
              raised_us AS RaisedUs, closed_us AS ClosedUs, closed_by AS ClosedBy, version AS Version
            FROM incident WHERE id = @id
            """,
            new { id }, transaction)?.Stored();

    public static void Put(WriteScope scope, StoredIncident stored) => scope.Connection.Execute(
        """
        INSERT INTO incident (id, contact_id, customer_id, agent, status, raised_us, finding, closed_us, closed_by, version)
        VALUES (@Id, @ContactId, @CustomerId, @Agent, @status, @RaisedUs, @Finding, @ClosedUs, @ClosedBy, @Version)
        ON CONFLICT (id) DO UPDATE SET customer_id = excluded.customer_id, status = excluded.status,
          finding = excluded.finding, closed_us = excluded.closed_us, closed_by = excluded.closed_by,
          version = excluded.version
        """,
        new
        {
            stored.Incident.Id,
            stored.Incident.ContactId,
            stored.Incident.CustomerId,
            stored.Incident.Agent,
            status = stored.Incident.Finding is null ? "open" : "closed",
            stored.RaisedUs,
            stored.Incident.Finding,
            stored.ClosedUs,
            stored.ClosedBy,
            stored.Version,
        },
        scope.Transaction);

    /// <summary>Another of the customer's that was no mistake, as far as is known.</summary>
    public static bool Others(WriteScope scope, string customerId, string id, long sinceUs) =>
        scope.Connection.ExecuteScalar<long?>(
            """
            SELECT 1 FROM incident WHERE customer_id = @customerId AND id <> @id
              AND (status = 'open' OR (finding <> 'mistaken' AND raised_us >= @sinceUs)) LIMIT 1
            """,
            new { customerId, id, sinceUs }, scope.Transaction) is not null;

    private sealed class Row
    {
        public required string Id { get; init; }

        public required string ContactId { get; init; }

        public string? CustomerId { get; init; }

        public required string Agent { get; init; }

        public string? Finding { get; init; }

        public long RaisedUs { get; init; }

        public long? ClosedUs { get; init; }

        public string? ClosedBy { get; init; }

        public long Version { get; init; }

        public StoredIncident Stored() => new(new(Id, ContactId, CustomerId, Agent, Finding), RaisedUs, Version)
        {
            ClosedUs = ClosedUs,
            ClosedBy = ClosedBy,
        };
    }
}
