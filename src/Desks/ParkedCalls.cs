using System.Collections.Concurrent;
using TellerLine.Kernel;

namespace TellerLine.Desks;

/// <summary>
/// The calls that agents have parked (驻留), each at a number of its own: every desk shows them, whoever is free picks
/// one up. Bounded by the conversations there are.
/// </summary>
public sealed class ParkedCalls(AgentNames names, TimeProvider time)
{
    private readonly ConcurrentDictionary<string, Place> _places = new();
    private readonly Lock _numbering = new();

    /// <summary>One was parked, or is so no more.</summary>
    internal event Action? Changed;

    internal IReadOnlyList<DeskParked> All => [.. _places.Values.OrderBy(place => place.Number).Select(Shown)];

    /// <param name="by">The agent who leaves it here.</param>
    /// <param name="had">Where and since when it was parked in the process before this one.</param>
    public Place Enter(IWaitingWork work, string by, (int Number, long SinceUs)? had = null)
    {
        Place place;
        lock (_numbering)
        {
            var taken = _places.Values.Select(one => one.Number).ToHashSet();
            var number = had is { } before && !taken.Contains(before.Number) ? before.Number
                : Enumerable.Range(1, taken.Count + 1).First(free => !taken.Contains(free));
            place = new Place(this, work, number, by, had?.SinceUs ?? time.NowUs());
            _places[work.Id] = place;
        }
        Changed?.Invoke();
        return place;
    }

    /// <returns>The call at this place, or the one parked first; null when there is none.</returns>
    internal Place? At(int? number) => _places.Values.Where(place => number is null || place.Number == number)
        .MinBy(place => place.SinceUs);

    internal Place? Find(string contactId) => _places.GetValueOrDefault(contactId);

    private DeskParked Shown(Place place)
    {
        var who = place.Work.Caller;
        return new DeskParked(
            place.Work.Record.Id, place.Number, who.CustomerName, who.Title, who.CallerMasked,
            new DeskAgent(place.By, names.Of(place.By)), Clock.FromUs(place.SinceUs));
    }

    /// <summary>Leaving it is final: a customer who hung up is given to nobody.</summary>
    public sealed class Place : IDisposable
    {
        private readonly TaskCompletionSource<Desk> _won = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly CancellationTokenSource _left = new();
        private readonly ParkedCalls _all;

        internal Place(ParkedCalls all, IWaitingWork work, int number, string by, long sinceUs)
        {
            (_all, Work, Number, By, SinceUs) = (all, work, number, by, sinceUs);
            Left = _left.Token;
        }

        public IWaitingWork Work { get; }

        /// <summary>1, 2, 3 …: the lowest that is free.</summary>
        public int Number { get; }

        public string By { get; }

        public long SinceUs { get; }

        /// <summary>The desk of who picked it up.</summary>
        public Task<Desk> Taken => _won.Task;

        internal CancellationToken Left { get; }

        internal bool TryWin(Desk desk) => _won.TrySetResult(desk);

        public void Dispose()
        {
            if (!_all._places.TryRemove(KeyValuePair.Create(Work.Id, this)))
                return;
            _won.TrySetCanceled();
            _left.Cancel();
            _left.Dispose();
            _all.Changed?.Invoke();
        }
    }
}
