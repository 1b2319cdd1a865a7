namespace TellerLine.Voice.Media.Recording;

/// <summary>
/// Records one leg, on the packet thread: left what the party sends, right all it is sent, as G.711 as it was on the
/// line. Never waits: without a free buffer the time is marked as a gap.
/// </summary>
internal sealed class LegRecorder(RecordingFile file, ChunkPool pool)
{
    private Timeline _left;
    private Timeline _right;
    private ChunkBuffer? _chunk;
    private long _beganUs;
    private uint _chunkStart;
    private uint? _gapFrom;
    private uint? _leftSilentFrom;
    private uint? _rightSilentFrom;
    private bool _secret;
    private bool _withheld;

    public RecordingFile File => file;

    /// <summary>
    /// Milliseconds of a gap that just ended, once; 1 as one begins; 0 for none. The packet thread tells the host.
    /// </summary>
    public int TakeGapMs()
    {
        var ms = _gapMs;
        _gapMs = 0;
        return ms;
    }

    private int _gapMs;

    public void Begin(long nowUs)
    {
        _beganUs = nowUs;
        Next(0);
    }

    /// <param name="anew">See <see cref="Timeline.Place"/>.</param>
    public void Received(ReadOnlySpan<byte> payload, G711 law, uint ssrc, uint timestamp, long nowUs, bool anew = false)
    {
        var now = At(nowUs);
        var position = _left.Place(ssrc, timestamp, payload.Length, now, anew);
        if (_leftSilentFrom is null)
            Append(true, position, payload, law, now);
    }

    public void Sent(ReadOnlySpan<byte> payload, G711 law, uint timestamp, long nowUs)
    {
        var now = At(nowUs);
        var position = _right.Place(0, timestamp, payload.Length, now);
        if (_rightSilentFrom is null)
            Append(false, position, payload, law, now);
    }

    /// <summary>A secret begins or ends: the left channel is silence for its time, and says so.</summary>
    public void Suppress(bool on, long nowUs)
    {
        _secret = on;
        Silence(At(nowUs));
    }

    /// <summary>Both channels are silence from now, and say so, or no more.</summary>
    public void Withhold(bool on, long nowUs)
    {
        _withheld = on;
        Silence(At(nowUs));
    }

    /// <summary>Every 20 ms: closes the chunk when its time is over, looks for a buffer when there was none.</summary>
    public void Tick(long nowUs)
    {
        var now = At(nowUs);
        if (_chunk is null)
            Next(now);
        else if (now - _chunkStart >= ChunkBuffer.PeriodSamples)
            Cut(now);
    }

    public void Finish(long nowUs)
    {
        var now = At(nowUs);
        if (_chunk is not null)
            Close(now);
        pool.Hand(new ChunkWork(file, null, now, IsLast: true));
    }

    private uint At(long nowUs) => (uint)((nowUs - _beganUs) * 8 / 1000);

    private void Silence(uint now)
    {
        MarkSilence(now);
        _leftSilentFrom = _secret || _withheld ? now : null;
        _rightSilentFrom = _withheld ? now : null;
    }

    /// <summary>What was silent until now stands in the chunk; if it goes on, it goes on from here.</summary>
    private void MarkSilence(uint now)
    {
        if (_leftSilentFrom is { } left)
        {
            _chunk?.Mark(true, left, now, RecordingFormat.KindSuppressed);
            _leftSilentFrom = now;
        }
        if (_rightSilentFrom is { } right)
        {
            _chunk?.Mark(false, right, now, RecordingFormat.KindSuppressed);
            _rightSilentFrom = now;
        }
    }

    private void Append(bool left, uint position, ReadOnlySpan<byte> payload, G711 law, uint now)
    {
        // A packet from before the recording began.
        if ((int)position < 0 || _chunk is null)
            return;
        if (_chunk.Append(left, position, payload, law))
            return;
        Cut(now);
        _chunk?.Append(left, position, payload, law);
    }

    private void Cut(uint now)
    {
        Close(now);
        Next(now);
    }

    private void Close(uint now)
    {
        MarkSilence(now);
        pool.Hand(new ChunkWork(file, _chunk, now, IsLast: false));
        _chunk = null;
    }

    private void Next(uint now)
    {
        _chunk = pool.Take();
        if (_chunk is null)
        {
            // Told as it begins, too: whoever needs the recording must not learn of it at its end.
            if (_gapFrom is null)
                (_gapFrom, _gapMs) = (now, 1);
            return;
        }

        _chunkStart = _gapFrom ?? now;
        _chunk.Begin(_chunkStart);
        if (_gapFrom is { } from)
        {
            _chunk.Mark(true, from, now, RecordingFormat.KindGap);
            _chunk.Mark(false, from, now, RecordingFormat.KindGap);
            _gapMs = (int)(now - from) / 8;
            _gapFrom = null;
        }
    }
}
