using TellerLine.Contacts;
using TellerLine.Kernel;
using TellerLine.Routing;

namespace TellerLine.Desks;

/// <summary>What an agent does for a contact after it: a reason, a note, and the contact is closed.</summary>
internal sealed class Wrapups(IRouting routing, IContactRows contacts, TimeProvider time)
{
    /// <returns>A code for the page, or null when saved.</returns>
    public async Task<string?> Save(Desk desk, string contactId, WrapupDraft draft, bool done, bool thenReady)
    {
        if (desk.Wrapup is not { } owed || owed.Record.Id != contactId)
            return done ? "noWrapup" : null; // A draft that was on its way when the wrap-up was finished: what was finished stands.
        if (draft.Note is not { Length: <= 4_000 })
            return "noteTooLong";
        if (draft.ReasonCode is { } code && !Reasons.Knows(code))
            return "badReason";
        if (done && draft.ReasonCode is null)
            return "reasonMissing";
        desk.Draft(draft);
        if (!done)
        {
            await owed.Record.Acknowledge(new WrapupDrafted(desk.Agent, draft.ReasonCode, draft.Note));
            return null;
        }
        if (desk.TakeWrapup() is { } mine)
            await Close(desk, mine with { Draft = draft });
        await routing.Tell(new WrapupDone(desk.Agent, thenReady, contactId), CancellationToken.None);
        return null;
    }

    /// <summary>Closes a contact whose wrap-up ended without the agent: what was written so far stands.</summary>
    public async Task Settle(Desk desk)
    {
        if (desk.TakeWrapup() is { } owed)
            await Close(desk, owed);
    }

    /// <summary>Contacts this agent served today and their mean handling time (talk, hold and wrap-up).</summary>
    public async Task CountDay(Desk desk)
    {
        var day = await contacts.DayOf(desk.Agent);
        desk.Day = new DeskDay(day.Handled, day.Handled == 0 ? null : day.SpentUs / day.Handled / 1000);
    }

    private async Task Close(Desk desk, OwedWrapup owed)
    {
        await owed.Record.Acknowledge(
            new WrapupSaved(desk.Agent, owed.Draft.ReasonCode, owed.Draft.Note, time.NowUs() - owed.EndedUs));
        _ = CloseWhenOver(desk, owed.Record);
    }

    /// <summary>An agent may be quicker than the goodbye to the customer: the contact is closed when its call is over too.</summary>
    private async Task CloseWhenOver(Desk desk, ContactRecord record)
    {
        await record.WhenOver;
        await record.Acknowledge(new ContactClosed("handled"));
        await CountDay(desk);
        desk.Changed();
    }
}
