namespace TellerLine.Voice.Sip;

/// <summary>
/// What passed and what was wrong. Bad packets are counted and told by a log line at most every so often, never one
/// each.
/// </summary>
internal sealed class SipCounters
{
    private const long TellEveryMs = 10_000;

    private readonly long[] _requests = new long[16];
    private long _responses;
    private long _sent;
    private long _malformed;
    private long _dropped;
    private long _sendFailed;
    private long _toldAt = -TellEveryMs;

    /// <summary>Hears of faults, rate-limited: the reason, and how many there have been so far.</summary>
    public Action<string, long, Exception?>? Tell { get; set; }

    public long MalformedCount => Volatile.Read(ref _malformed);

    public long DroppedCount => Volatile.Read(ref _dropped);

    public long SentCount => Volatile.Read(ref _sent);

    public long Requests(SipMethod method) => Volatile.Read(ref _requests[(int)method]);

    public long Responses => Volatile.Read(ref _responses);

    public long SendFailures => Volatile.Read(ref _sendFailed);

    public void Request(SipMethod method) => Interlocked.Increment(ref _requests[(int)method]);

    public void Response() => Interlocked.Increment(ref _responses);

    public void Sent() => Interlocked.Increment(ref _sent);

    public void SendFailed() => Interlocked.Increment(ref _sendFailed);

    public void Dropped() => Interlocked.Increment(ref _dropped);

    public void Malformed(string reason) => Say(reason, Interlocked.Increment(ref _malformed), null);

    public void Failed(Exception e) => Say("A message could not be handled", Interlocked.Increment(ref _malformed), e);

    private void Say(string reason, long count, Exception? e)
    {
        var now = Environment.TickCount64;
        var told = Volatile.Read(ref _toldAt);
        if (Tell is { } tell && now - told >= TellEveryMs
            && Interlocked.CompareExchange(ref _toldAt, now, told) == told)
            tell(reason, count, e);
    }
}
