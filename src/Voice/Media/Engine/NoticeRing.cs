namespace TellerLine.Voice.Media.Engine;

internal enum NoticeKind : byte
{
    None,
    OrderDone,
    Key,
    Line,
    PlayEnded,
    SecretCount,
    SecretDone,
    Silent,
    Back,
    Vanished,
    Connected,
    Failed,
    RecordingGap,
}

/// <param name="Session">Whose.</param>
/// <param name="What">The order that is done, the secret that ended, the recording's id.</param>
internal readonly record struct Notice(NoticeKind Kind, MediaSession? Session, object? What, long A, int B);

/// <summary>
/// What the packet thread tells the event thread. When it is full (nobody reads for seconds) notices are dropped and
/// counted; audio never waits.
/// </summary>
internal sealed class NoticeRing
{
    private readonly SpscRing<Notice> _ring = new(1 << 14);

    public long Dropped { get; private set; }

    public void Push(in Notice notice)
    {
        if (!_ring.TryPush(notice))
            Dropped++;
    }

    public Notice Take() => _ring.Take();
}
