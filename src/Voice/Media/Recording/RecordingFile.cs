using Microsoft.Win32.SafeHandles;

namespace TellerLine.Voice.Media.Recording;

/// <summary>A <c>.tlr</c> being written: made by the control thread, then the writer's alone.</summary>
internal sealed class RecordingFile
{
    private readonly byte[] _link = new byte[RecordingFormat.TagLength];
    private readonly TaskCompletionSource<RecordingSealed> _sealed = new(
        TaskCreationOptions.RunContinuationsAsynchronously);
    private long _length;
    private uint _sequence;
    private int _gaps;

    public RecordingFile(string recordingId, string legId, string path, DateTimeOffset startedAt)
    {
        (RecordingId, LegId, Path) = (recordingId, legId, path);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        Handle = File.OpenHandle(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read);
        var header = RecordingFormat.Header(recordingId, legId, startedAt);
        RandomAccess.Write(Handle, header, 0);
        header.AsSpan(^RecordingFormat.TagLength..).CopyTo(_link);
        _length = header.Length;
    }

    public string RecordingId { get; }

    public string LegId { get; }

    public string Path { get; }

    public SafeFileHandle Handle { get; }

    /// <summary>Written to since it was last brought to the disk.</summary>
    public volatile bool IsDirty;

    public Task<RecordingSealed> Sealed => _sealed.Task;

    /// <param name="scratch">The writer's, a whole chunk long.</param>
    public void Write(ChunkBuffer chunk, uint endSample, Span<byte> scratch)
    {
        var body = chunk.CopyBody(scratch[RecordingFormat.ChunkHeader..], out var left, out var right);
        if (chunk.HasGap)
            _gaps++;
        Put(scratch, new ChunkHead(_sequence, 0, chunk.StartSample, endSample, left, right), body);
    }

    public void Seal(uint endSample, Span<byte> scratch)
    {
        Put(scratch, new ChunkHead(_sequence, RecordingFormat.SealFlag, endSample, endSample, 0, 0), 0);
        var sealing = new RecordingSealed(RecordingId, Path, endSample / 8, Convert.ToHexStringLower(_link), _gaps);
        // Waiting for the disk is not the writer's business: other recordings go on.
        _ = Task.Run(() =>
        {
            try
            {
                RandomAccess.FlushToDisk(Handle);
                _sealed.TrySetResult(sealing);
            }
            catch (IOException e)
            {
                _sealed.TrySetException(e);
            }
            finally
            {
                Handle.Dispose();
            }
        });
    }

    /// <summary>
    /// The disk refused: the time is missing. What was half written is taken back, so that the chain stays whole.
    /// </summary>
    public void Refused(Exception why, bool last)
    {
        _gaps++;
        try
        {
            RandomAccess.SetLength(Handle, _length);
        }
        catch (IOException)
        {
            // The reader stops at the half chunk.
        }

        if (!last)
            return;
        _sealed.TrySetException(why);
        Handle.Dispose();
    }

    private void Put(Span<byte> scratch, in ChunkHead head, int bodyLength)
    {
        Span<byte> link = stackalloc byte[RecordingFormat.TagLength];
        _link.CopyTo(link);
        var length = RecordingFormat.Finish(scratch, head, bodyLength, link);
        RandomAccess.Write(Handle, scratch[..length], _length);
        link.CopyTo(_link);
        _length += length;
        _sequence++;
        IsDirty = true;
    }
}
