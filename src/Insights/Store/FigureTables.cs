using TellerLine.Insights.Core;
using TellerLine.Kernel;

namespace TellerLine.Insights.Store;

/// <summary>The projection's tables, within the transaction that also moves its position.</summary>
internal sealed class FigureTables(ProjectionScope tables)
{
    public const string Counters =
        """
        offered, answered, answered_in_20, answered_wait_us, abandoned, short_abandoned, abandoned_in_20, abandoned_wait_us,
        blocked, system_dropped, in_progress, self_entries, self_completed, human_requests, quarantined
        """;

    private static readonly string AddTally =
        $$"""
        INSERT INTO {insights_interval} (at_us, queue, {{Counters}})
        VALUES (@AtUs, @Queue, @Offered, @Answered, @AnsweredIn20, @AnsweredWaitUs, @Abandoned, @ShortAbandoned, @AbandonedIn20,
          @AbandonedWaitUs, @Blocked, @SystemDropped, @InProgress, @SelfEntries, @SelfCompleted, @HumanRequests, @Quarantined)
        ON CONFLICT (at_us, queue) DO UPDATE SET
        {{string.Join(", ", Counters.Split(',').Select(c => c.Trim()).Select(c => $"{c} = {{insights_interval}}.{c} + excluded.{c}"))}}
        """;

    public ContactFacts Facts(string contactId) => tables.SingleOrDefault<FactsRow>(
        """
        SELECT entered_us AS EnteredUs, requested_us AS RequestedUs, offered_us AS OfferedUs, queue AS Queue, answered_us AS AnsweredUs,
          wait_us AS WaitUs, ended_us AS EndedUs, ended_by AS EndedBy, dropped AS Dropped, self_done AS SelfDone,
          answered_by AS AnsweredBy, rang_at AS RangAt, rang_us AS RangUs, outbound AS Outbound
        FROM {insights_contact} WHERE contact_id = @contactId
        """,
        new { contactId })?.Facts() ?? new ContactFacts();

    public void Keep(string contactId, ContactFacts facts) => tables.Execute(
        """
        INSERT INTO {insights_contact} (contact_id, entered_us, requested_us, offered_us, queue, answered_us, wait_us, ended_us, ended_by,
          dropped, self_done, fault, answered_by, rang_at, rang_us, outbound)
        VALUES (@contactId, @EnteredUs, @RequestedUs, @OfferedUs, @Queue, @AnsweredUs, @WaitUs, @EndedUs, @EndedBy, @Dropped, @SelfDone, @Fault,
          @AnsweredBy, @RangAt, @RangUs, @Outbound)
        ON CONFLICT (contact_id) DO UPDATE SET entered_us = excluded.entered_us, requested_us = excluded.requested_us,
          offered_us = excluded.offered_us, queue = excluded.queue, answered_us = excluded.answered_us, wait_us = excluded.wait_us,
          ended_us = excluded.ended_us, ended_by = excluded.ended_by, dropped = excluded.dropped, self_done = excluded.self_done,
          fault = excluded.fault, answered_by = excluded.answered_by, rang_at = excluded.rang_at, rang_us = excluded.rang_us,
          outbound = excluded.outbound
        """,
        new
        {
            contactId, facts.EnteredUs, facts.RequestedUs, facts.OfferedUs, facts.Queue, facts.AnsweredUs, facts.WaitUs,
            facts.EndedUs,
            facts.EndedBy, Dropped = facts.Dropped ? 1 : 0, SelfDone = facts.SelfDone ? 1 : 0,
            Fault = OutcomeRules.FaultOf(facts),
            facts.AnsweredBy, facts.RangAt, facts.RangUs, Outbound = facts.Outbound ? 1 : 0,
        });

    public void Replace(Contribution before, Contribution after)
    {
        foreach (var cell in before.Tallies.Keys.Union(after.Tallies.Keys))
        {
            var change = after.Tallies.GetValueOrDefault(cell) - before.Tallies.GetValueOrDefault(cell);
            if (change != default)
                Add(cell, change, moved: !after.Tallies.ContainsKey(cell));
        }
        if (before.Wait == after.Wait)
            return;
        if (before.Wait is { } old)
            Add(old, -1);
        if (after.Wait is { } now)
            Add(now, 1);
    }

    private void Add(Cell cell, Tally t, bool moved)
    {
        tables.Execute(
            AddTally,
            new
            {
                cell.AtUs, cell.Queue, t.Offered, t.Answered, t.AnsweredIn20, t.AnsweredWaitUs, t.Abandoned,
                t.ShortAbandoned,
                t.AbandonedIn20, t.AbandonedWaitUs, t.Blocked, t.SystemDropped, t.InProgress, t.SelfEntries,
                t.SelfCompleted,
                t.HumanRequests, t.Quarantined,
            });
        if (moved)
        {
            tables.Execute(
                "DELETE FROM {insights_interval} WHERE at_us = @AtUs AND queue = @Queue AND offered = 0 AND self_entries = 0 AND quarantined = 0",
                new { cell.AtUs, cell.Queue });
        }
    }

    private void Add(WaitCell wait, long contacts)
    {
        var key = new { wait.Cell.AtUs, wait.Cell.Queue, wait.Outcome, wait.BucketS, contacts };
        tables.Execute(
            """
            INSERT INTO {insights_wait} (at_us, queue, outcome, bucket_s, contacts) VALUES (@AtUs, @Queue, @Outcome, @BucketS, @contacts)
            ON CONFLICT (at_us, queue, outcome, bucket_s) DO UPDATE SET contacts = {insights_wait}.contacts + excluded.contacts
            """,
            key);
        if (contacts < 0)
        {
            tables.Execute(
                "DELETE FROM {insights_wait} WHERE at_us = @AtUs AND queue = @Queue AND outcome = @Outcome AND bucket_s = @BucketS AND contacts = 0",
                key);
        }
    }
}
