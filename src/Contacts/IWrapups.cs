namespace TellerLine.Contacts;

/// <summary>What an agent writes of a contact: while it lives, and after it as the wrap-up that closes it.</summary>
public interface IWrapups
{
    /// <summary>Characters a note may have; one more is refused, never cut.</summary>
    const int MaxNote = 4_000;

    /// <summary>Keeps what is written so far; on disk when it returns.</summary>
    Task Draft(string contactId, string agent, WrapupDraft draft);

    Task<WrapupDraft> DraftOf(string contactId, string agent, CancellationToken ct = default);

    /// <summary>
    /// The wrap-up is finished; the contact is closed when its channel is gone too. What was drafted is gone.
    /// </summary>
    /// <param name="instead">Why another than the agent who owed it writes it.</param>
    Task Save(
        ContactRecord record, string agent, WrapupDraft draft, long wrapupUs, WrapupTakenOver? instead = null);

    /// <returns>The contact, which has ended and whose wrap-up somebody owes (<see cref="ContactRecord.InHandOf"/>);
    /// null when there is none such.</returns>
    Task<ContactRecord?> Owed(string contactId, CancellationToken ct = default);

    /// <summary>Contacts that have ended and whose wrap-up this agent owes, oldest first, at most 20.</summary>
    Task<IReadOnlyList<OwedContact>> OwedBy(string agent, CancellationToken ct = default);
}

/// <param name="ReasonCode">See <see cref="ReasonList"/>, or null while none is chosen.</param>
/// <param name="Note">At most <see cref="IWrapups.MaxNote"/> characters.</param>
public sealed record WrapupDraft(string? ReasonCode, string Note)
{
    public static readonly WrapupDraft Empty = new(null, "");
}

public sealed record OwedContact(
    ContactRecord Record, long EndedUs, string? CustomerName, string? Title, string CallerMasked, WrapupDraft Draft);
