using TellerLine.Contacts;
using TellerLine.Definitions;
using TellerLine.Kernel;
using TellerLine.Routing;

namespace TellerLine.Desks;

/// <summary>
/// What an agent writes at the desk of a contact: a note while it lives, a reason and a note after it, and the contact
/// is closed. One that is not finished in time stays owed, over signing out and restarts, and the agent is not ready
/// before it is done.
/// </summary>
internal sealed class WrapupDesk(
    IRouting routing, IContactRows contacts, IWrapups wrapups, IDefinitions definitions, TimeProvider time)
{
    /// <returns>A code for the page, or null when saved.</returns>
    public async Task<string?> Save(Desk desk, string contactId, WrapupDraft draft, bool done, bool thenReady)
    {
        if (Wrong(contactId, draft, done) is { } code)
            return code;
        await desk.Writing.WaitAsync();
        try
        {
            return done ? await Finish(desk, contactId, draft, thenReady) : await Keep(desk, contactId, draft);
        }
        finally
        {
            desk.Writing.Release();
        }
    }

    /// <summary>Shows what the agent owes from before, if anything.</summary>
    public async Task Recall(Desk desk)
    {
        var owed = await wrapups.OwedBy(desk.Agent);
        desk.Owe(owed.Count > 0 ? owed[0] : null);
        await CountDay(desk);
    }

    /// <summary>What the agent had written of this contact before a restart or at another desk.</summary>
    public async Task RecallDraft(Desk desk, string contactId)
    {
        var draft = await wrapups.DraftOf(contactId, desk.Agent);
        if (draft != WrapupDraft.Empty && desk.Write(contactId, draft))
            desk.Changed();
    }

    /// <summary>Contacts this agent served today and their mean handling time (talk, hold and wrap-up).</summary>
    public async Task CountDay(Desk desk)
    {
        var day = await contacts.DayOf(desk.Agent);
        desk.Day = new DeskDay(day.Handled, day.Handled == 0 ? null : day.SpentUs / day.Handled / 1000);
        desk.Changed();
    }

    private string? Wrong(string contactId, WrapupDraft draft, bool done) =>
        draft.Note is null ? "noteMissing" : draft.Note.Length > IWrapups.MaxNote ? "noteTooLong"
        : draft.ReasonCode is { } code && !definitions.KnowReason(code, contactId) ? "badReason"
        : done && draft.ReasonCode is null ? "reasonMissing"
        : null;

    private async Task<string?> Keep(Desk desk, string contactId, WrapupDraft draft)
    {
        // A draft that was on its way when the wrap-up was finished: what was finished stands.
        if (desk.Write(contactId, draft))
            await wrapups.Draft(contactId, desk.Agent, draft);
        return null;
    }

    private async Task<string?> Finish(Desk desk, string contactId, WrapupDraft draft, bool thenReady)
    {
        if (desk.Wrapup is not { } owed || owed.Record.Id != contactId)
            return "noWrapup";
        desk.Write(contactId, draft);
        await wrapups.Save(owed.Record, desk.Agent, draft, time.NowUs() - owed.EndedUs);
        // Only now: a writing that failed leaves it owed.
        var inTime = desk.State.State == AgentState.Wrapup;
        desk.WrappedUp(contactId);
        if (inTime)
            await routing.Tell(new WrapupDone(desk.Agent, thenReady, contactId), CancellationToken.None);
        await Recall(desk);
        if (!inTime && thenReady && desk.Wrapup is null)
            await routing.Tell(new AgentReady(desk.Agent), CancellationToken.None);
        return null;
    }
}
