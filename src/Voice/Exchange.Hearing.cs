using TellerLine.Voice.Media;

namespace TellerLine.Voice;

/// <summary>Who hears whom.</summary>
public sealed partial class Exchange
{
    public async Task Connect(IReadOnlyList<Hearing> hearings)
    {
        var orders = hearings.Select(h => new MediaHearing(h.Listener.Id, [.. h.Sources.Select(s => s.Id)])).ToList();
        HearingRules.Check(orders);
        var listeners = hearings.Where(h => h.Listener.End is null).Select(h => (Leg)h.Listener).ToList();
        foreach (var (listener, sources) in hearings)
            ((Leg)listener).Hears([.. sources.Cast<Leg>()]);
        if (listeners.Count == 0)
            return;
        try
        {
            await _media.Connect(orders);
        }
        catch (Exception e) when (e is not MediaException { IsRefusal: true })
        {
            // The process is gone: so is every leg that was named, and whoever waits for one of them learns it there.
            await listeners[0].Lasting(e);
        }
    }

    public async Task Bridge(ILeg a, ILeg b)
    {
        var (one, other) = ((Leg)a, (Leg)b);
        a.Gone.ThrowIfCancellationRequested();
        b.Gone.ThrowIfCancellationRequested();
        Part(one);
        Part(other);
        one.Hears([other]);
        other.Hears([one]);
        await one.Guard(() => _media.Bridge(a.Id, b.Id));
    }

    public async Task Unbridge(ILeg leg)
    {
        var one = (Leg)leg;
        Part(one);
        if (one.End is null)
            await one.Guard(() => _media.Unbridge(leg.Id));
    }

    private static void Part(Leg leg)
    {
        foreach (var source in leg.Sources)
            source.HearsNoMore(leg);
        leg.Hears([]);
        leg.ForgetHold();
    }
}
