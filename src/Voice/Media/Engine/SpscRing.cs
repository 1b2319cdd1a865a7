using TellerLine.Voice.Media.Native;

namespace TellerLine.Voice.Media.Engine;

/// <summary>
/// A bounded ring from one thread to one other, preallocated. The producer never waits: full is an answer. The consumer
/// may wait on an eventfd, which the producer touches only when it does.
/// </summary>
internal sealed class SpscRing<T>(int size)
{
    private readonly T?[] _slots = new T?[size];
    private readonly int _wake = Libc.eventfd(0, Libc.EventFdCloExec);
    private long _head;
    private long _tail;
    private int _sleeping;

    public bool TryPush(T item)
    {
        if (_tail - Volatile.Read(ref _head) == size)
            return false;
        _slots[_tail % size] = item;
        Volatile.Write(ref _tail, _tail + 1);
        Interlocked.MemoryBarrier();
        if (Volatile.Read(ref _sleeping) == 1)
            Libc.Signal(_wake);
        return true;
    }

    public bool TryTake(out T item)
    {
        item = default!;
        if (_head == Volatile.Read(ref _tail))
            return false;
        ref var slot = ref _slots[_head % size];
        item = slot!;
        slot = default;
        Volatile.Write(ref _head, _head + 1);
        return true;
    }

    /// <summary>Waits for the next.</summary>
    public T Take()
    {
        while (true)
        {
            if (TryTake(out var item))
                return item;
            Volatile.Write(ref _sleeping, 1);
            Interlocked.MemoryBarrier();
            if (_head == Volatile.Read(ref _tail))
                _ = Libc.Drain(_wake);
            Volatile.Write(ref _sleeping, 0);
        }
    }
}
