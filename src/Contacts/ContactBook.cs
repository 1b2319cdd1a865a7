using System.Data;
using Dapper;
using TellerLine.Kernel;

namespace TellerLine.Contacts;

/// <summary>The contacts' and recordings' rows, made from the journal.</summary>
internal sealed class ContactBook : IProjection
{
    private const string StreamPrefix = "contact/";

    public string Name => "contacts";

    public void Reset(IDbConnection connection, IDbTransaction transaction) =>
        connection.Execute("DELETE FROM contacts; DELETE FROM recordings;", transaction: transaction);

    public void Apply(JournalRow row, IDbConnection connection, IDbTransaction transaction)
    {
        if (!row.Stream.StartsWith(StreamPrefix, StringComparison.Ordinal))
            return;
        var id = row.Stream[StreamPrefix.Length..];
        var at = row.AtUs;

        void Run(string sql, object values) => connection.Execute(sql, values, transaction);
        void Set(string assignments, object values)
        {
            var parameters = new DynamicParameters(values);
            parameters.Add("id", id);
            connection.Execute($"UPDATE contacts SET {assignments} WHERE id = @id", parameters, transaction);
        }

        switch (row.Kind)
        {
            case "contact.arrived":
                var arrived = row.As<ContactArrived>();
                Run("""
                    INSERT INTO contacts (id, channel, started_us, caller, called, via) VALUES (@id, @Channel, @at, @Caller, @Called, @Via)
                    ON CONFLICT (id) DO NOTHING
                    """, new { id, arrived.Channel, at, arrived.Caller, arrived.Called, arrived.Via });
                break;
            case "contact.identified":
                var who = row.As<CallerIdentified>();
                Set("customer_id = @CustomerId, level = @Level", new { who.CustomerId, who.Level });
                break;
            case "contact.humanRequested":
                Set("path = @path", new { path = JournalJson.Write(row.As<HumanRequested>().Path) });
                break;
            case "contact.queued":
                var queued = row.As<ContactQueued>();
                Set("queue = @Queue, queued_us = COALESCE(queued_us, @at)", new { queued.Queue, at });
                break;
            case "contact.connected":
                var connected = row.As<ContactConnected>();
                Set("agent = @Agent, connected_us = COALESCE(connected_us, @at), wait_us = COALESCE(wait_us, @WaitUs)",
                    new { connected.Agent, at, connected.WaitUs });
                break;
            case "contact.ended":
                var ended = row.As<ContactEnded>();
                Set("ended_us = @at, ended_by = @By, ended_where = @Where, talk_us = CASE WHEN connected_us IS NULL THEN NULL ELSE @TalkUs END",
                    new { at, ended.By, ended.Where, ended.TalkUs });
                break;
            case "contact.wrapupDraft":
                var draft = row.As<WrapupDrafted>();
                Set("reason_code = @ReasonCode, note = @Note", new { draft.ReasonCode, draft.Note });
                break;
            case "contact.wrapup":
                var wrapup = row.As<WrapupSaved>();
                Set("reason_code = @ReasonCode, note = @Note, wrapup_us = @WrapupUs", new { wrapup.ReasonCode, wrapup.Note, wrapup.WrapupUs });
                break;
            case "contact.closed":
                Set("closed_us = @at, disposition = @Disposition", new { at, row.As<ContactClosed>().Disposition });
                break;
            case "contact.recordingStarted":
                var started = row.As<RecordingStarted>();
                Run("""
                    INSERT INTO recordings (id, contact_id, path, started_us) VALUES (@RecordingId, @id, @Path, @at)
                    ON CONFLICT (id) DO NOTHING
                    """, new { started.RecordingId, id, started.Path, at });
                break;
            case "contact.recordingSealed":
                var sealedBy = row.As<RecordingFinalised>();
                Run("UPDATE recordings SET duration_ms = @DurationMs, sha256 = @Sha256, gaps = @GapCount WHERE id = @RecordingId",
                    new { sealedBy.DurationMs, sealedBy.Sha256, sealedBy.GapCount, sealedBy.RecordingId });
                break;
        }
    }
}
