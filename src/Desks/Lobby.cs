using System.Collections.Concurrent;

namespace TellerLine.Desks;

/// <summary>The contacts that wait for a person, by id: where an accepted offer finds the caller's story.</summary>
public sealed class Lobby
{
    private readonly ConcurrentDictionary<string, Place> _places = new();

    public Place Enter(IWaitingWork work) => _places[work.Record.Id] = new Place(this, work);

    internal IWaitingWork? Find(string contactId) => _places.TryGetValue(contactId, out var place) ? place.Work : null;

    /// <summary>Hands the waiting caller to an agent who won the offer.</summary>
    /// <returns>False when the caller has left.</returns>
    internal bool Won(string contactId, Desk desk) => _places.TryGetValue(contactId, out var place) && place.TryWin(desk);

    internal void Refuse(string contactId)
    {
        if (_places.TryGetValue(contactId, out var place))
            place.TryWin(null);
    }

    /// <summary>One caller's place; leaving it is final, so that a caller who hung up is never given to an agent.</summary>
    public sealed class Place : IDisposable
    {
        private readonly TaskCompletionSource<Desk?> _won = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly Lobby _lobby;

        internal Place(Lobby lobby, IWaitingWork work) => (_lobby, Work) = (lobby, work);

        public IWaitingWork Work { get; }

        /// <summary>The agent's desk, or null when the queue has no room.</summary>
        public Task<Desk?> Taken => _won.Task;

        internal bool TryWin(Desk? desk) => _won.TrySetResult(desk);

        public void Dispose()
        {
            _lobby._places.TryRemove(KeyValuePair.Create(Work.Record.Id, this));
            _won.TrySetCanceled();
        }
    }
}
