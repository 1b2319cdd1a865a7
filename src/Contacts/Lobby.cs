using System.Collections.Concurrent;
using TellerLine.Contacts.Desks;

namespace TellerLine.Contacts;

/// <summary>The contacts that wait for a person, by id: where an accepted offer finds the caller's story.</summary>
internal sealed class Lobby
{
    private readonly ConcurrentDictionary<string, Place> places = new();

    public Place Enter(LiveContact contact) => places[contact.Id] = new Place(this, contact);

    public LiveContact? Find(string contactId) => places.TryGetValue(contactId, out var place) ? place.Contact : null;

    /// <summary>Hands the waiting caller to an agent who won the offer.</summary>
    /// <returns>False when the caller has left.</returns>
    public bool Won(string contactId, AgentLine line) => places.TryGetValue(contactId, out var place) && place.TryWin(line);

    public void Refuse(string contactId)
    {
        if (places.TryGetValue(contactId, out var place))
            place.TryWin(null);
    }

    /// <summary>One caller's place; leaving it is final, so that a caller who hung up is never given to an agent.</summary>
    internal sealed class Place(Lobby lobby, LiveContact contact) : IDisposable
    {
        private readonly TaskCompletionSource<AgentLine?> won = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public LiveContact Contact => contact;

        /// <summary>The agent's line, or null when the queue has no room.</summary>
        public Task<AgentLine?> Line => won.Task;

        public bool TryWin(AgentLine? line) => won.TrySetResult(line);

        public void Dispose()
        {
            lobby.places.TryRemove(contact.Id, out _);
            won.TrySetCanceled();
        }
    }
}

/// <summary>An agent who won an offer, with the leg to talk on.</summary>
internal sealed record AgentLine(Desk Desk, Voice.ILeg Leg);
