namespace TellerLine.Contacts;

/// <summary>The contacts' rows, for those who work on contacts.</summary>
public interface IContactRows
{
    /// <summary>
    /// Contacts of a dead process that are not closed, oldest first. Each is to be ended (<see
    /// cref="ContactRecord.End"/>, <see cref="ContactRecord.Over"/>): it is closed then, unless an agent owes the
    /// wrap-up.
    /// </summary>
    Task<IReadOnlyList<OpenContact>> Open(CancellationToken ct = default);

    /// <summary>Recordings that nobody has sealed.</summary>
    Task<IReadOnlyList<UnsealedRecording>> Unsealed(CancellationToken ct = default);

    /// <summary>
    /// What the agent has done on the report day around this moment of the contacts that came in, the last wrap-up
    /// included.
    /// </summary>
    Task<AgentDay> DayOf(string agent, CancellationToken ct = default);

    /// <summary>In a contact other than this one the customer has proved who he is by a PIN.</summary>
    Task<bool> HasProved(string customerId, string exceptContactId, CancellationToken ct = default);

    /// <summary>
    /// The agent who served this customer last since a moment, in another contact; null when nobody did.
    /// </summary>
    Task<string?> LastAgentOf(
        string customerId, long sinceUs, string exceptContactId, CancellationToken ct = default);

    /// <summary>How the contact's customer is addressed (张先生), or null for the unknown.</summary>
    Task<string?> CustomerOf(string contactId, CancellationToken ct = default);
}

/// <param name="EndedBy">Null when nobody saw it end.</param>
public sealed record OpenContact(ContactRecord Record, string? EndedBy);

/// <param name="Path">Below the data directory.</param>
public sealed record UnsealedRecording(string Id, string ContactId, string Path);

/// <param name="Handled">Contacts served and ended.</param>
/// <param name="SpentUs">Talk, hold and wrap-up of those.</param>
public sealed record AgentDay(long Handled, long SpentUs);
