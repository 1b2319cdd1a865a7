using TellerLine.Voice.Media.Engine;

namespace TellerLine.Voice.Media.Recording;

/// <param name="Chunk">Null with <paramref name="IsLast"/>: seal the file.</param>
/// <param name="EndSample">Where the chunk's time (or the recording's) ends.</param>
internal readonly record struct ChunkWork(RecordingFile File, ChunkBuffer? Chunk, uint EndSample, bool IsLast);

/// <summary>
/// The packet thread's buffers and its way to the writer. A fixed number for each recording: when the disk stalls
/// longer than they last, <see cref="Take"/> has none, and the time is a gap.
/// </summary>
internal sealed class ChunkPool
{
    /// <summary>One being filled and five waiting: four seconds of a disk that does nothing.</summary>
    public const int BuffersForOne = 6;

    private const int MaxBuffers = 16_384;
    private const int RingSize = MaxBuffers * 2;

    private readonly ChunkBuffer[] _free = new ChunkBuffer[MaxBuffers];
    private readonly SpscRing<ChunkBuffer> _back = new(RingSize);
    private int _count;

    /// <summary>To the writer. As large as all buffers and all ends together, so it is never full.</summary>
    public SpscRing<ChunkWork> Work { get; } = new(RingSize);

    /// <summary>From an order, made by the control thread: nothing is allocated here.</summary>
    public void Add(ChunkBuffer[] buffers)
    {
        foreach (var buffer in buffers)
        {
            if (_count < MaxBuffers)
                _free[_count++] = buffer;
        }
    }

    /// <summary>The one last used first: its memory is warm, and idle ones are never touched.</summary>
    public ChunkBuffer? Take()
    {
        while (_count < MaxBuffers && _back.TryTake(out var buffer))
            _free[_count++] = buffer;
        return _count == 0 ? null : _free[--_count];
    }

    public void Hand(in ChunkWork work) => Work.TryPush(work);

    /// <summary>The writer's.</summary>
    public void GiveBack(ChunkBuffer buffer) => _back.TryPush(buffer);
}
