using TellerLine.Kernel;

namespace TellerLine.Contacts;

/// <summary>
/// The calls that customers are owed (<see cref="CallbackOwed"/>), from the journal: over when a call back was
/// answered, or somebody closed it.
/// </summary>
internal sealed class CallbackBook : Projection
{
    public CallbackBook()
        : base("callbacks", 1, "callbacks_owed", "callback_tries")
    {
        On<CallbackOwed>((owed, row, tables) => tables.Execute(
            """
            INSERT INTO {callbacks_owed} (contact_id, owed_us, wait_since_us) VALUES (@id, @AtUs, @WaitSinceUs)
            ON CONFLICT (contact_id) DO NOTHING
            """,
            new { id = row.StreamId, row.AtUs, owed.WaitSinceUs }));
        On<ContactDialled>((dialled, row, tables) =>
        {
            if (dialled.CallsBack is not { } owed)
                return;
            tables.Execute(
                "UPDATE {callbacks_owed} SET tries = tries + 1 WHERE contact_id = @owed AND over_us IS NULL",
                new { owed });
            tables.Execute(
                """
                INSERT INTO {callback_tries} (contact_id, owed_id)
                SELECT @id, contact_id FROM {callbacks_owed} WHERE contact_id = @owed AND over_us IS NULL
                ON CONFLICT (contact_id) DO NOTHING
                """,
                new { id = row.StreamId, owed });
        });
        On<DialAnswered>((answered, row, tables) => tables.Execute(
            """
            UPDATE {callbacks_owed} SET over_us = @AtUs, over_by = @Agent, over_why = 'reached'
            WHERE over_us IS NULL AND contact_id = (SELECT owed_id FROM {callback_tries} WHERE contact_id = @id)
            """,
            new { id = row.StreamId, row.AtUs, answered.Agent }));
        On<CallbackClosed>((closed, row, tables) => tables.Execute(
            """
            UPDATE {callbacks_owed} SET over_us = @AtUs, over_by = @By, over_why = @Why
            WHERE contact_id = @id AND over_us IS NULL
            """,
            new { id = row.StreamId, row.AtUs, closed.By, closed.Why }));
    }
}
