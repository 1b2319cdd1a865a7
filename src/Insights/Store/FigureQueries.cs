using Dapper;
using TellerLine.Insights.Core;
using TellerLine.Kernel;

namespace TellerLine.Insights.Store;

internal sealed class FigureQueries(IDb db)
{
    private static readonly string ByHalfHourSql =
        $"""
        SELECT at_us AS AtUs, {string.Join(", ", FigureTables.Counters.Split(',').Select(c => c.Trim()).Select(c => $"CAST(SUM({c}) AS BIGINT) AS {Name(c)}"))}
        FROM insights_interval WHERE at_us >= @fromUs AND at_us < @toUs GROUP BY at_us ORDER BY at_us
        """;

    /// <summary>All queues together, half hours without anything left out.</summary>
    public Task<IReadOnlyList<(long AtUs, Tally Tally)>> ByHalfHour(long fromUs, long toUs, CancellationToken ct) =>
        db.Read<IReadOnlyList<(long, Tally)>>(
            connection =>
            [.. connection.Query<IntervalRow>(ByHalfHourSql, new { fromUs, toUs })
                .Select(row => (row.AtUs, row.Tally()))], ct);

    /// <summary>
    /// The facts of contacts that were offered between two times and came to an agent, whoever he is.
    /// </summary>
    public Task<List<ContactFacts>> WithAgents(long fromUs, long toUs, CancellationToken ct) => db.Read(
        connection => connection.Query<FactsRow>(
            """
            SELECT entered_us AS EnteredUs, requested_us AS RequestedUs, offered_us AS OfferedUs, queue AS Queue, answered_us AS AnsweredUs,
              wait_us AS WaitUs, ended_us AS EndedUs, ended_by AS EndedBy, dropped AS Dropped, self_done AS SelfDone,
              answered_by AS AnsweredBy, rang_at AS RangAt, rang_us AS RangUs, outbound AS Outbound
            FROM insights_contact
            WHERE offered_us >= @fromUs AND offered_us < @toUs AND outbound = 0 AND (answered_by IS NOT NULL OR rang_at IS NOT NULL)
            """, new { fromUs, toUs }).Select(row => row.Facts()).ToList(), ct);

    /// <summary><c>answered_in_20</c> is <c>AnsweredIn20</c>.</summary>
    private static string Name(string column) =>
        string.Concat(column.Split('_').Select(word => char.ToUpperInvariant(word[0]) + word[1..]));

    private sealed class IntervalRow
    {
        public long AtUs { get; set; }

        public long Offered { get; set; }

        public long Answered { get; set; }

        public long AnsweredIn20 { get; set; }

        public long AnsweredWaitUs { get; set; }

        public long Abandoned { get; set; }

        public long ShortAbandoned { get; set; }

        public long AbandonedIn20 { get; set; }

        public long AbandonedWaitUs { get; set; }

        public long Blocked { get; set; }

        public long SystemDropped { get; set; }

        public long InProgress { get; set; }

        public long SelfEntries { get; set; }

        public long SelfCompleted { get; set; }

        public long HumanRequests { get; set; }

        public long Quarantined { get; set; }

        public Tally Tally() => new()
        {
            Offered = Offered,
            Answered = Answered,
            AnsweredIn20 = AnsweredIn20,
            AnsweredWaitUs = AnsweredWaitUs,
            Abandoned = Abandoned,
            ShortAbandoned = ShortAbandoned,
            AbandonedIn20 = AbandonedIn20,
            AbandonedWaitUs = AbandonedWaitUs,
            Blocked = Blocked,
            SystemDropped = SystemDropped,
            InProgress = InProgress,
            SelfEntries = SelfEntries,
            SelfCompleted = SelfCompleted,
            HumanRequests = HumanRequests,
            Quarantined = Quarantined,
        };
    }
}
