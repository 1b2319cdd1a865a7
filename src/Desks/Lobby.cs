using System.Collections.Concurrent;
using TellerLine.Routing;

namespace TellerLine.Desks;

/// <summary>The contacts that wait for a person, by id: where an accepted offer finds the caller's story.</summary>
public sealed class Lobby(TimeProvider time)
{
    /// <summary>How often the queue's figures are counted anew while they change.</summary>
    private static readonly TimeSpan CountEvery = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, Place> _places = new();
    private readonly Lock _gate = new();
    private ITimer? _count;
    private (int Waiting, long? LongestSinceUs) _queue;

    /// <summary>The queue's figures have changed.</summary>
    internal event Action? QueueChanged;

    /// <summary>
    /// How many wait (those being offered too), and since when the one who waits longest; a second old at most.
    /// </summary>
    internal (int Waiting, long? LongestSinceUs) Queue
    {
        get
        {
            lock (_gate)
                return _queue;
        }
    }

    public Place Enter(IWaitingWork work)
    {
        var place = _places[work.Id] = new Place(this, work);
        CountSoon();
        return place;
    }

    internal IWaitingWork? Find(string contactId) => _places.TryGetValue(contactId, out var place) ? place.Work : null;

    /// <summary>Hands the waiting caller to an agent who won the offer.</summary>
    /// <returns>False when the caller has left.</returns>
    internal bool Won(string contactId, Desk desk) => _places.TryGetValue(contactId, out var place)
        && place.TryWin(desk);

    internal void Refuse(ContactRefused refused)
    {
        if (!_places.TryGetValue(refused.ContactId, out var place))
            return;
        place.Refused = refused;
        place.TryWin(null);
    }

    /// <summary>
    /// Counts in a while; whoever comes or goes until then is counted too. Nobody comes or goes: nothing is done.
    /// </summary>
    private void CountSoon()
    {
        lock (_gate)
            _count ??= time.CreateTimer(_ => Count(), null, CountEvery, Timeout.InfiniteTimeSpan);
    }

    private void Count()
    {
        lock (_gate)
        {
            _count?.Dispose();
            _count = null;
            var (waiting, longest) = (0, (long?)null);
            foreach (var place in _places.Values.Where(place => place.Work.AskedBy is null))
                (waiting, longest) = (waiting + 1, Math.Min(longest ?? long.MaxValue, place.Work.WaitSinceUs));
            if (_queue == (waiting, longest))
                return;
            _queue = (waiting, longest);
        }
        QueueChanged?.Invoke();
    }

    /// <summary>
    /// One caller's place; leaving it is final, so that a caller who hung up is never given to an agent.
    /// </summary>
    public sealed class Place : IDisposable
    {
        private readonly TaskCompletionSource<Desk?> _won = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly Lobby _lobby;

        internal Place(Lobby lobby, IWaitingWork work) => (_lobby, Work) = (lobby, work);

        public IWaitingWork Work { get; }

        /// <summary>Why there is no waiting, once <see cref="Taken"/> is null.</summary>
        public ContactRefused? Refused { get; internal set; }

        /// <summary>The agent's desk, or null when it does not wait (<see cref="Refused"/>).</summary>
        public Task<Desk?> Taken => _won.Task;

        internal bool TryWin(Desk? desk) => _won.TrySetResult(desk);

        public void Dispose()
        {
            _lobby._places.TryRemove(KeyValuePair.Create(Work.Id, this));
            _won.TrySetCanceled();
            _lobby.CountSoon();
        }
    }
}
