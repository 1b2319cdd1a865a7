namespace TellerLine.Contacts;

/// <summary>The contacts' rows, for those who work on contacts.</summary>
public interface IContactRows
{
    /// <summary>Contacts that are not closed, oldest first, as they stand in the journal at this moment.</summary>
    Task<IReadOnlyList<OpenContact>> Open(CancellationToken ct = default);

    /// <summary>Recordings that nobody has sealed.</summary>
    Task<IReadOnlyList<UnsealedRecording>> Unsealed(CancellationToken ct = default);

    /// <summary>What the agent has done on the report day around this moment.</summary>
    Task<AgentDay> DayOf(string agent, CancellationToken ct = default);
}

/// <param name="ConnectedUs">When an agent and the customer first heard each other, or null.</param>
public sealed record OpenContact(string Id, long? EndedUs, long? ConnectedUs);

/// <param name="Path">Below the data directory.</param>
public sealed record UnsealedRecording(string Id, string ContactId, string Path);

/// <param name="Handled">Contacts served and ended.</param>
/// <param name="SpentUs">Talk, hold and wrap-up of those.</param>
public sealed record AgentDay(long Handled, long SpentUs);
