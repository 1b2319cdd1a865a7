using TellerLine.Voice.Media.Native;

namespace TellerLine.Voice.Media.Engine;

internal enum NoticeKind : byte
{
    None,
    OrderDone,
    Key,
    PlayEnded,
    SecretCount,
    SecretDone,
    Silent,
    Back,
    Connected,
    Failed,
    RecordingGap,
}

/// <param name="Session">Whose.</param>
/// <param name="What">The order that is done, the secret that ended, the recording's id.</param>
internal readonly record struct Notice(NoticeKind Kind, MediaSession? Session, object? What, long A, int B);

/// <summary>
/// What the packet thread tells the event thread: one producer, one consumer, preallocated. When it is full (nobody reads for
/// seconds) notices are dropped and counted; audio never waits.
/// </summary>
internal sealed class NoticeRing : IDisposable
{
    private const int Size = 1 << 14;

    private readonly Notice[] _slots = new Notice[Size];
    private readonly int _wake = Libc.eventfd(0, Libc.EventFdCloExec);
    private long _head;
    private long _tail;
    private int _sleeping;

    public long Dropped { get; private set; }

    public void Push(in Notice notice)
    {
        if (_tail - Volatile.Read(ref _head) == Size)
        {
            Dropped++;
            return;
        }

        _slots[_tail & (Size - 1)] = notice;
        Volatile.Write(ref _tail, _tail + 1);
        Interlocked.MemoryBarrier();
        if (Volatile.Read(ref _sleeping) == 1)
            Libc.Signal(_wake);
    }

    /// <summary>Waits for the next.</summary>
    public Notice Take()
    {
        while (true)
        {
            if (TryTake(out var notice))
                return notice;
            Volatile.Write(ref _sleeping, 1);
            Interlocked.MemoryBarrier();
            if (_head == Volatile.Read(ref _tail))
                _ = Libc.Drain(_wake);
            Volatile.Write(ref _sleeping, 0);
        }
    }

    public void Dispose() => _ = Libc.close(_wake);

    private bool TryTake(out Notice notice)
    {
        notice = default;
        if (_head == Volatile.Read(ref _tail))
            return false;
        notice = _slots[_head & (Size - 1)];
        _slots[_head & (Size - 1)] = default;
        Volatile.Write(ref _head, _head + 1);
        return true;
    }
}
