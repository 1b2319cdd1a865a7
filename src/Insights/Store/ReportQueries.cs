using System.Data;
using System.Data.Common;
using Dapper;
using TellerLine.Insights.Core;
using TellerLine.Kernel;

namespace TellerLine.Insights.Store;

/// <summary>What a report counts.</summary>
/// <param name="Agents">Whose contacts and time alone; null: everybody's and what nobody answered.</param>
internal sealed record ReportAsked(ReportBy By, long FromUs, long ToUs, IReadOnlyCollection<string>? Agents)
{
    public string? Queue { get; init; }

    public string? Agent { get; init; }

    public string? Channel { get; init; }

    public string? Type { get; init; }

    public string? Site { get; init; }
}

/// <summary>
/// Reports read sums alone: of days, or of 15 minutes where the report is by these. Counts are added up by the
/// database, histograms here.
/// </summary>
internal sealed class ReportQueries(IDb db)
{
    private static readonly string Summed =
        string.Join(", ", MeasureNames.Columns.Select(c => $"CAST(SUM({c}) AS BIGINT)"));

    /// <summary>Histograms' texts one behind the other are the text of their sum.</summary>
    private const string Joined = "STRING_AGG(NULLIF(waits, ''), ' '), STRING_AGG(NULLIF(left_waits, ''), ' ')";

    /// <summary>By <see cref="SumCell.AtUs"/> as text where the report is by time, else by the column's value.</summary>
    public Task<Dictionary<string, Sums>> Of(ReportAsked asked, CancellationToken ct) => db.Read(
        connection =>
        {
            var key = ReportRows.IsTime(asked.By) ? "at_us" : EnumWords.Of(asked.By);
            var from = $"FROM {(asked.By == ReportBy.Interval ? "insights_quarter" : "insights_day")} {Where(asked)}";
            Dictionary<string, Sums> rows = [];
            using var row = Read(connection, $"SELECT {key}, {Summed}, {Joined} {from} GROUP BY {key}", asked);
            while (row.Read())
            {
                var sums = rows[$"{row.GetValue(0)}"] = new Sums();
                foreach (var measure in MeasureNames.All)
                    sums[measure] = row.GetInt64((int)measure + 1);
                if (!row.IsDBNull(MeasureNames.All.Count + 1))
                    sums.Answered.Add(row.GetString(MeasureNames.All.Count + 1));
                if (!row.IsDBNull(MeasureNames.All.Count + 2))
                    sums.Left.Add(row.GetString(MeasureNames.All.Count + 2));
            }
            return rows;
        }, ct);

    /// <summary>Agents' states that last: from when, which.</summary>
    public Task<List<(string Agent, string State, long FromUs)>> Lasting(CancellationToken ct) => db.Read(
        connection => connection.Query<(string, string, long)>(
            "SELECT agent, state, from_us FROM insights_agent_state WHERE to_us IS NULL AND state <> 'loggedOut'")
            .ToList(), ct);

    /// <summary>What stands in a column anywhere between two times: for the filters.</summary>
    public Task<List<string>> Known(string column, long fromUs, long toUs, CancellationToken ct) => db.Read(
        connection => connection.Query<string>(
            $"""
            SELECT DISTINCT {column} FROM insights_day WHERE at_us >= @fromUs AND at_us < @toUs AND {column} <> ''
            ORDER BY {column} LIMIT 500
            """, new { fromUs, toUs }).ToList(), ct);

    private static DbDataReader Read(IDbConnection connection, string sql, ReportAsked asked) =>
        (DbDataReader)connection.ExecuteReader(sql, new
        {
            asked.FromUs, asked.ToUs, asked.Queue, asked.Agent, asked.Channel, asked.Type, asked.Site,
            Agents = asked.Agents ?? [],
        });

    private static string Where(ReportAsked asked) => string.Join(" AND ", new[]
    {
        "WHERE at_us >= @FromUs AND at_us < @ToUs",
        asked.Agents is null ? "" : asked.Agents.Count == 0 ? "1 = 0" : "agent IN @Agents",
        asked.Queue is null ? "" : "queue = @Queue",
        asked.Agent is null ? "" : "agent = @Agent",
        asked.Channel is null ? "" : "channel = @Channel",
        asked.Type is null ? "" : "type = @Type",
        asked.Site is null ? "" : "site = @Site",
    }.Where(part => part.Length > 0));
}
