using TellerLine.Voice.Media.Mixing;

namespace TellerLine.Voice.Media.Engine;

/// <summary>
/// A clock for a conversation: all who hear it mixed are in one slot, so that what each says is taken once, for all,
/// and waits for nobody's slot but theirs; which slot, the arrival of their packets says.
/// </summary>
internal sealed unsafe partial class PacketThread
{
    private const int RoundUs = SlotUs * SlotsInRound;

    /// <summary>A packet that comes so shortly before a slot may come after the next time.</summary>
    private const int CloseUs = JitterBuffer.LeastMargin * 1000 / 8;

    /// <summary>What a session more in a slot delays the others, as a mix costs, twice over.</summary>
    private const int SessionUs = 50;

    /// <summary>
    /// Those of them who hear a mix from now on are put where others sit who hear the same; if there are none, together
    /// where nobody's packets wait long.
    /// </summary>
    private void Gather(Heard[] hearings)
    {
        var slot = -1;
        foreach (var hearing in hearings)
        {
            var listener = hearing.Listener;
            if (!hearing.IsChange || !listener.IsMixed || listener.Slot < 0)
                continue;
            if (slot < 0 && (slot = SlotOfFellows(listener, hearings)) < 0)
                slot = SlotByArrivals(hearings);
            Move(listener, slot);
        }
    }

    private void Move(MediaSession session, int slot)
    {
        if (session.Slot == slot)
            return;
        _slots[session.Slot].Remove(session);
        session.Slot = slot;
        _slots[slot].Add(session);
    }

    private static int SlotOfFellows(MediaSession listener, Heard[] hearings)
    {
        foreach (var source in listener.Sources.All)
        {
            foreach (var fellow in source.Listeners.All)
                if (fellow is { IsMixed: true, Slot: >= 0 } && !IsMovedBy(hearings, fellow))
                    return fellow.Slot;
        }

        return -1;
    }

    private static bool IsMovedBy(Heard[] hearings, MediaSession session)
    {
        foreach (var hearing in hearings)
            if (hearing.IsChange && hearing.Listener == session)
                return true;
        return false;
    }

    /// <summary>
    /// The slot for which the one who waits longest waits least; a full one costs all others who are in it, and who are
    /// passed through meanwhile.
    /// </summary>
    private int SlotByArrivals(Heard[] hearings)
    {
        var (best, least) = (0, long.MaxValue);
        for (var slot = 0; slot < SlotsInRound; slot++)
        {
            var longest = 0L;
            var crowd = _slots[slot].Count * SessionUs;
            foreach (var hearing in hearings)
            {
                if (!hearing.IsChange || !hearing.Listener.IsMixed)
                    continue;
                foreach (var source in hearing.Sources)
                    longest = Math.Max(longest, WaitUs(source.HeardUs, slot));
            }

            if (longest + crowd < least)
                (best, least) = (slot, longest + crowd);
        }

        return best;
    }

    private static long WaitUs(long heardUs, int slot)
    {
        if (heardUs == 0)
            return 0;
        var wait = ((slot * SlotUs) - (heardUs % RoundUs) + RoundUs) % RoundUs;
        return wait < CloseUs ? wait + RoundUs : wait;
    }

    /// <summary>When its next slot is (monotonic µs); 0 when it has none.</summary>
    private long NextSlotUs(MediaSession session)
    {
        if (session.Slot < 0)
            return 0;
        var next = _slot + 1;
        return (next + ((session.Slot - (next % SlotsInRound) + SlotsInRound) % SlotsInRound)) * SlotUs;
    }
}
