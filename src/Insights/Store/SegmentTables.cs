using TellerLine.Insights.Core;
using TellerLine.Kernel;

namespace TellerLine.Insights.Store;

/// <summary>Contacts' stories and segments, agents' states and the quarantine, as the projection writes them.</summary>
internal sealed class SegmentTables(ProjectionScope tables)
{
    private const string InsertSegment =
        """
        INSERT INTO {insights_segment} (contact_id, ordinal, source, queue, agent, channel, type, site, at_us, answered_us, ended_us, wait_us,
          talk_us, hold_us, wrapup_us, outcome)
        VALUES (@contactId, @Ordinal, @source, @Queue, @Agent, @Channel, @Type, @Site, @AtUs, @AnsweredUs, @EndedUs, @WaitUs,
          @TalkUs, @HoldUs, @WrapupUs, @Outcome)
        """;

    public IReadOnlyList<Mark> Marks(string contactId) =>
        tables.SingleOrDefault<string>("SELECT marks FROM {insights_story} WHERE contact_id = @contactId", new { contactId })
            is { } text ? JournalJson.Read<IReadOnlyList<Mark>>(text) : [];

    public void Keep(string contactId, IReadOnlyList<Mark> marks) => tables.Execute(
        """
        INSERT INTO {insights_story} (contact_id, marks) VALUES (@contactId, @marks)
        ON CONFLICT (contact_id) DO UPDATE SET marks = excluded.marks
        """,
        new { contactId, marks = JournalJson.Write(marks) });

    public void Replace(string contactId, IReadOnlyList<ContactSegment> before, IReadOnlyList<ContactSegment> after)
    {
        if (before.SequenceEqual(after))
            return;
        if (before.Count > 0)
            tables.Execute("DELETE FROM {insights_segment} WHERE contact_id = @contactId", new { contactId });
        foreach (var segment in after)
            tables.Execute(InsertSegment, Values(contactId, "", segment));
    }

    /// <returns>False: it is known already.</returns>
    public bool Add(string contactId, string source, ContactSegment segment) =>
        tables.Execute(InsertSegment + " ON CONFLICT (contact_id, ordinal) DO NOTHING", Values(contactId, source, segment)) > 0;

    /// <param name="reason">Null: nothing is wrong with it any more.</param>
    public void Quarantine(string subject, long atUs, string? reason)
    {
        if (reason is null)
            tables.Execute("DELETE FROM {insights_quarantine} WHERE subject = @subject", new { subject });
        else
            tables.Execute(
                """
                INSERT INTO {insights_quarantine} (subject, at_us, reason) VALUES (@subject, @atUs, @reason)
                ON CONFLICT (subject) DO UPDATE SET at_us = excluded.at_us, reason = excluded.reason
                """,
                new { subject, atUs, reason });
    }

    public AgentStateRow? StateBefore(string agent, long fromUs, long seq) => tables.SingleOrDefault<AgentStateRow>(
        """
        SELECT from_us AS FromUs, seq AS Seq, state AS State, to_us AS ToUs FROM {insights_agent_state}
        WHERE agent = @agent AND (from_us < @fromUs OR (from_us = @fromUs AND seq < @seq))
        ORDER BY from_us DESC, seq DESC LIMIT 1
        """,
        new { agent, fromUs, seq });

    /// <summary>That very one, or the first after it.</summary>
    public AgentStateRow? StateFrom(string agent, long fromUs, long seq) => tables.SingleOrDefault<AgentStateRow>(
        """
        SELECT from_us AS FromUs, seq AS Seq, state AS State, to_us AS ToUs FROM {insights_agent_state}
        WHERE agent = @agent AND (from_us > @fromUs OR (from_us = @fromUs AND seq >= @seq))
        ORDER BY from_us, seq LIMIT 1
        """,
        new { agent, fromUs, seq });

    public void AddState(string agent, AgentStateRow row, string reason, string actor) => tables.Execute(
        """
        INSERT INTO {insights_agent_state} (agent, from_us, seq, state, reason, actor, to_us)
        VALUES (@agent, @FromUs, @Seq, @State, @reason, @actor, @ToUs)
        """,
        new { agent, row.FromUs, row.Seq, row.State, reason, actor, row.ToUs });

    public void EndState(string agent, AgentStateRow row, long toUs) => tables.Execute(
        "UPDATE {insights_agent_state} SET to_us = @toUs WHERE agent = @agent AND from_us = @FromUs AND seq = @Seq",
        new { agent, toUs, row.FromUs, row.Seq });

    private static object Values(string contactId, string source, ContactSegment s) => new
    {
        contactId, source, s.Ordinal, s.Queue, s.Agent, s.Channel, s.Type, s.Site, s.AtUs, s.AnsweredUs, s.EndedUs,
        s.WaitUs, s.TalkUs, s.HoldUs, s.WrapupUs, s.Outcome,
    };
}

/// <summary>A state of an agent; settable, since SQLite's integers are long alone.</summary>
internal sealed class AgentStateRow
{
    public long FromUs { get; set; }

    public long Seq { get; set; }

    public string State { get; set; } = "";

    public long? ToUs { get; set; }
}
