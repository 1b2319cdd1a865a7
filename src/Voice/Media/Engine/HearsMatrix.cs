namespace TellerLine.Voice.Media.Engine;

/// <summary>One listener and all it hears from now on. Made off the packet thread.</summary>
internal sealed class Heard(MediaSession listener, MediaSession[] sources)
{
    public MediaSession Listener => listener;

    public MediaSession[] Sources => sources;

    /// <summary>It heard others before; said when it is done.</summary>
    public bool IsChange { get; set; }
}

/// <summary>
/// Who hears whom. Each leg knows its sources and its listeners, both ways bounded, and changes are whole: between two
/// packets, or not at all. The packet thread's; nothing is allocated.
/// </summary>
internal sealed class HearsMatrix
{
    public const int MaxSources = 8, MaxListeners = 16;

    /// <summary>A listener and a source of it: so many times a packet is passed on or mixed in.</summary>
    public int Edges { get; private set; }

    /// <summary>Each named listener hears these sources and no others; others hear on as before.</summary>
    /// <exception cref="MediaException">A source would be heard by too many: nothing was changed.</exception>
    public void Set(ReadOnlySpan<Heard> hearings)
    {
        foreach (var hearing in hearings)
        {
            foreach (var source in hearing.Sources)
                if (ListenersAfter(source, hearings) > MaxListeners)
                    throw new MediaException($"leg {source.Id} would be heard by more than {MaxListeners}");
        }

        foreach (var hearing in hearings)
        {
            var listener = hearing.Listener;
            if (listener.Closed || IsSame(listener, hearing.Sources))
                continue;
            HearNobody(listener);
            hearing.IsChange = true;
        }

        // Only now: a source may have had as many listeners as it can.
        foreach (var hearing in hearings)
        {
            if (!hearing.IsChange)
                continue;
            foreach (var source in hearing.Sources)
                if (!source.Closed)
                    Join(hearing.Listener, source);
        }
    }

    /// <summary>It hears nobody, and those that it heard and that heard it do not hear it any more.</summary>
    public void Part(MediaSession leg)
    {
        for (var i = leg.Sources.Count - 1; i >= 0; i--)
        {
            var source = leg.Sources[i];
            Unjoin(leg, source);
            Unjoin(source, leg);
        }
    }

    /// <summary>It is gone: it hears nobody and nobody hears it.</summary>
    public void Remove(MediaSession leg)
    {
        HearNobody(leg);
        for (var i = leg.Listeners.Count - 1; i >= 0; i--)
            Unjoin(leg.Listeners[i], leg);
    }

    private static int ListenersAfter(MediaSession source, ReadOnlySpan<Heard> hearings)
    {
        var count = source.Listeners.Count;
        foreach (var hearing in hearings)
        {
            if (source.Listeners.Contains(hearing.Listener))
                count--;
            if (Array.IndexOf(hearing.Sources, source) >= 0)
                count++;
        }

        return count;
    }

    private static bool IsSame(MediaSession listener, MediaSession[] sources)
    {
        var living = 0;
        foreach (var source in sources)
        {
            if (source.Closed)
                continue;
            living++;
            if (!listener.Sources.Contains(source))
                return false;
        }

        return living == listener.Sources.Count;
    }

    private void HearNobody(MediaSession listener)
    {
        for (var i = listener.Sources.Count - 1; i >= 0; i--)
            Unjoin(listener, listener.Sources[i]);
    }

    private void Join(MediaSession listener, MediaSession source)
    {
        if (listener.Sources.Add(source) && source.Listeners.Add(listener))
            Edges++;
    }

    private void Unjoin(MediaSession listener, MediaSession source)
    {
        if (listener.Sources.Remove(source) && source.Listeners.Remove(listener))
            Edges--;
    }
}
