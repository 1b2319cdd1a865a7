using TellerLine.Kernel;

namespace TellerLine.Contacts;

/// <summary>The contacts' and recordings' rows, made from the journal.</summary>
internal sealed class ContactBook : Projection
{
    public ContactBook()
        : base("contacts", 3, "contacts", "contact_agents", "recordings")
    {
        On<ContactArrived>((arrived, row, tables) => tables.Execute(
            """
            INSERT INTO {contacts} (id, channel, started_us, called, via)
            VALUES (@id, @Channel, @AtUs, @Called, @Via)
            ON CONFLICT (id) DO NOTHING
            """,
            new { id = row.StreamId, arrived.Channel, row.AtUs, arrived.Called, arrived.Via }));
        On<ContactDialled>((dialled, row, tables) =>
        {
            tables.Execute(
                """
                INSERT INTO {contacts} (id, channel, started_us, called, via, direction, calls_back, agent)
                VALUES (@id, @Channel, @AtUs, '', '', 'outbound', @CallsBack, @Agent)
                ON CONFLICT (id) DO NOTHING
                """,
                new { id = row.StreamId, dialled.Channel, row.AtUs, dialled.CallsBack, dialled.Agent });
            Agent(row.StreamId, dialled.Agent, tables);
        });
        On<CallerIdentified>((who, row, tables) => tables.Execute(
            "UPDATE {contacts} SET customer_id = @CustomerId, level = @Level WHERE id = @id",
            new { id = row.StreamId, who.CustomerId, who.Level }));
        On<HumanRequested>((asked, row, tables) => tables.Execute(
            "UPDATE {contacts} SET path = @path WHERE id = @id",
            new { id = row.StreamId, path = JournalJson.Write(asked.Path) }));
        On<ContactQueued>((queued, row, tables) => tables.Execute(
            """
            UPDATE {contacts} SET queue = @Queue, queued_us = COALESCE(queued_us, @AtUs), in_hand_of = NULL,
              wait_since_us = COALESCE(wait_since_us, @WaitSinceUs)
            WHERE id = @id
            """,
            new { id = row.StreamId, queued.Queue, row.AtUs, queued.WaitSinceUs }));
        On<ContactOffered>((offered, row, tables) => Agent(row.StreamId, offered.Agent, tables));
        On<ContactConnected>((connected, row, tables) =>
        {
            Agent(row.StreamId, connected.Agent, tables);
            Owes(row.StreamId, connected.Agent, true, tables);
            tables.Execute(
                """
            UPDATE {contacts} SET agent = @Agent, in_hand_of = @Agent, connected_us = COALESCE(connected_us, @AtUs),
              wait_us = CASE WHEN direction = 'outbound' AND queued_us IS NULL THEN NULL
                             ELSE COALESCE(wait_us, @WaitUs) END
            WHERE id = @id
            """,
            new { id = row.StreamId, connected.Agent, row.AtUs, connected.WaitUs });
        });
        On<ContactHandedOver>((over, row, tables) =>
        {
            if (over.ToAgent is not { } agent)
                return;
            Agent(row.StreamId, agent, tables);
            Owes(row.StreamId, agent, true, tables);
            tables.Execute(
                "UPDATE {contacts} SET agent = @agent, in_hand_of = @agent WHERE id = @id",
                new { id = row.StreamId, agent });
        });
        On<AgentLost>((lost, row, tables) =>
        {
            if (lost.Reason is not ("tooLate" or "gone"))
                return;
            Owes(row.StreamId, lost.Agent, false, tables);
            tables.Execute("UPDATE {contacts} SET in_hand_of = NULL WHERE id = @id", new { id = row.StreamId });
        });
        On<ContactEnded>((ended, row, tables) => tables.Execute(
            """
            UPDATE {contacts} SET ended_us = @AtUs, ended_by = @By, ended_where = @Where,
              talk_us = CASE WHEN connected_us IS NULL THEN NULL ELSE @TalkUs END,
              wait_us = COALESCE(wait_us, @AtUs - wait_since_us)
            WHERE id = @id
            """,
            new { id = row.StreamId, row.AtUs, ended.By, ended.Where, ended.TalkUs }));
        On<WrapupDrafted>((draft, row, tables) => tables.Execute(
            "UPDATE {contacts} SET reason_code = @ReasonCode, note = @Note WHERE id = @id",
            new { id = row.StreamId, draft.ReasonCode, draft.Note }));
        On<WrapupTakenOver>((taken, row, tables) => Owes(row.StreamId, taken.Agent, false, tables));
        On<WrapupSaved>((wrapup, row, tables) =>
        {
            Owes(row.StreamId, wrapup.Agent, false, tables);
            // Of several the last says what became of it, and all of them took their time.
            tables.Execute(
                """
                UPDATE {contacts} SET reason_code = @ReasonCode, note = @Note,
                  wrapup_us = COALESCE(wrapup_us, 0) + @WrapupUs
                WHERE id = @id
                """,
                new { id = row.StreamId, wrapup.ReasonCode, wrapup.Note, wrapup.WrapupUs });
        });
        On<ContactClosed>((closed, row, tables) => tables.Execute(
            "UPDATE {contacts} SET closed_us = @AtUs, disposition = @Disposition WHERE id = @id",
            new { id = row.StreamId, row.AtUs, closed.Disposition }));
        On<RecordingStarted>((started, row, tables) => tables.Execute(
            """
            INSERT INTO {recordings} (id, contact_id, path, started_us, consultation)
            VALUES (@RecordingId, @id, @Path, @AtUs, @Consultation)
            ON CONFLICT (id) DO NOTHING
            """,
            new { id = row.StreamId, started.RecordingId, started.Path, row.AtUs, started.Consultation }));
        On<RecordingFinalised>((done, _, tables) => tables.Execute(
            "UPDATE {recordings} SET duration_ms = @DurationMs, sha256 = @Sha256, gaps = @GapCount WHERE id = @RecordingId",
            new { done.DurationMs, done.Sha256, done.GapCount, done.RecordingId }));
    }

    private static void Owes(string contactId, string agent, bool owes, ProjectionScope tables) => tables.Execute(
        "UPDATE {contact_agents} SET owes = @owes WHERE contact_id = @contactId AND agent = @agent",
        new { contactId, agent, owes = owes ? 1 : 0 });

    private static void Agent(string contactId, string agent, ProjectionScope tables) => tables.Execute(
        "INSERT INTO {contact_agents} (contact_id, agent) VALUES (@contactId, @agent) ON CONFLICT DO NOTHING",
        new { contactId, agent });
}
