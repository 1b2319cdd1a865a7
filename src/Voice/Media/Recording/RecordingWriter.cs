using System.Collections.Concurrent;
using TellerLine.Voice.Media.Native;

namespace TellerLine.Voice.Media.Recording;

/// <summary>
/// The writer's thread: hashes, links and writes chunks, gives the buffers back. A chunk is with the kernel as soon as
/// it is written, so a killed process loses nothing of it; every few seconds another thread brings it to the disk,
/// against a power cut.
/// </summary>
internal sealed class RecordingWriter(ChunkPool pool, Action<RecordingFile, int> gap, Action<string> warn)
{
    private static readonly TimeSpan SyncEvery = TimeSpan.FromSeconds(4);

    private readonly ConcurrentDictionary<RecordingFile, bool> _open = new();
    private readonly byte[] _scratch = GC.AllocateUninitializedArray<byte>(
        RecordingFormat.ChunkHeader + ChunkBuffer.Bytes + RecordingFormat.TagLength, pinned: true);

    public int OpenFiles => _open.Count;

    public void Start()
    {
        new Thread(Write) { Name = "recordings", IsBackground = true }.Start();
        new Thread(Sync) { Name = "recordings to disk", IsBackground = true }.Start();
    }

    public void Opened(RecordingFile file) => _open[file] = true;

    /// <summary>It was never begun.</summary>
    public void Discard(RecordingFile file)
    {
        _open.TryRemove(file, out _);
        file.Handle.Dispose();
        File.Delete(file.Path);
    }

    private void Write()
    {
        while (true)
        {
            var work = pool.Work.Take();
            try
            {
                if (work.Chunk is { } chunk)
                    work.File.Write(chunk, work.EndSample, _scratch);
                else if (work.IsLast)
                    work.File.Seal(work.EndSample, _scratch);
            }
            catch (Exception e) when (e is IOException or ObjectDisposedException)
            {
                warn($"recording {work.File.RecordingId}: {e.Message}");
                work.File.Refused(e, work.IsLast);
                if (work.Chunk is { } lost)
                    gap(work.File, (int)(work.EndSample - lost.StartSample) / 8);
            }

            if (work.Chunk is { } used)
                pool.GiveBack(used);
            if (work.IsLast)
                _open.TryRemove(work.File, out _);
        }
    }

    private void Sync()
    {
        var seen = new HashSet<string>();
        while (true)
        {
            Thread.Sleep(SyncEvery);
            seen.Clear();
            foreach (var file in _open.Keys)
            {
                if (!file.IsDirty)
                    continue;
                file.IsDirty = false;
                // One file stands for its directory's file system: one call instead of one a recording.
                if (seen.Add(Path.GetDirectoryName(file.Path)!))
                    SyncFileSystem(file);
            }
        }
    }

    private static void SyncFileSystem(RecordingFile file)
    {
        var held = false;
        try
        {
            file.Handle.DangerousAddRef(ref held);
            _ = Libc.syncfs((int)file.Handle.DangerousGetHandle());
        }
        catch (ObjectDisposedException)
        {
            // Sealed and brought to the disk meanwhile.
        }
        finally
        {
            if (held)
                file.Handle.DangerousRelease();
        }
    }
}
