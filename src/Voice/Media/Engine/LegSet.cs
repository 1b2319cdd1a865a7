namespace TellerLine.Voice.Media.Engine;

/// <summary>A few sessions in places taken once; the packet thread's. In the order in which they came.</summary>
internal sealed class LegSet(int places)
{
    private readonly MediaSession[] _legs = new MediaSession[places];

    public int Count { get; private set; }

    public bool IsFull => Count == places;

    public MediaSession this[int index] => _legs[index];

    public ReadOnlySpan<MediaSession> All => _legs.AsSpan(0, Count);

    public bool Contains(MediaSession leg) => Array.IndexOf(_legs, leg, 0, Count) >= 0;

    /// <returns>False when it is there already.</returns>
    public bool Add(MediaSession leg)
    {
        if (Contains(leg))
            return false;
        _legs[Count++] = leg;
        return true;
    }

    public bool Remove(MediaSession leg)
    {
        var at = Array.IndexOf(_legs, leg, 0, Count);
        if (at < 0)
            return false;
        Count--;
        Array.Copy(_legs, at + 1, _legs, at, Count - at);
        _legs[Count] = null!;
        return true;
    }
}
