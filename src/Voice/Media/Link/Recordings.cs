using TellerLine.Voice.Media.Engine;
using TellerLine.Voice.Media.Recording;

namespace TellerLine.Voice.Media.Link;

/// <summary>
/// Starts and stops recordings for the control thread: makes the file and the buffers, answers when the seal is on the
/// disk.
/// </summary>
internal sealed class Recordings(PacketThread packets, RecordingWriter writer, HostLink host, TimeProvider time)
{
    private static readonly TimeSpan LongestSeal = TimeSpan.FromSeconds(5);

    private int _most;

    public void Start(uint request, MediaSession session, RecordRequest asked)
    {
        RecordingFile file;
        try
        {
            file = new RecordingFile(asked.RecordingId, session.Id, asked.Path, time.GetUtcNow());
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new MediaException($"recording {asked.RecordingId} cannot be written: {e.Message}");
        }

        writer.Opened(file);
        // Buffers are kept for the next recording: made only when there are more at once than ever before.
        var buffers = Array.Empty<ChunkBuffer>();
        if (writer.OpenFiles > _most)
        {
            _most = writer.OpenFiles;
            buffers = new ChunkBuffer[ChunkPool.BuffersForOne];
            for (var i = 0; i < buffers.Length; i++)
                buffers[i] = new ChunkBuffer();
        }

        var recorder = new LegRecorder(file, packets.Recordings);
        Order? order = null;
        order = new Order(request, () =>
        {
            packets.StartRecording(session, recorder, buffers);
            packets.Wake(session);
        })
        {
            After = () =>
            {
                if (order!.Error is not null)
                    writer.Discard(file);
            },
        };
        packets.Post(order);
    }

    public void Stop(uint request, MediaSession session)
    {
        Order? order = null;
        order = new Order(request, () =>
        {
            if (PacketThread.StopRecording(session) is not { } recorder)
                return;
            order!.AnswersLater = true;
            order.After = () => _ = Answer(request, recorder.File);
        });
        packets.Post(order);
    }

    /// <summary>The process ends: what was closed just now still gets its seal.</summary>
    public void WaitForSeals()
    {
        var since = time.GetTimestamp();
        while (writer.OpenFiles > 0 && time.GetElapsedTime(since) < LongestSeal)
            Thread.Sleep(10);
    }

    private async Task Answer(uint request, RecordingFile file)
    {
        try
        {
            host.Reply(request, new MediaReply { Sealed = await file.Sealed });
        }
        catch (IOException e)
        {
            host.Reply(
                request, new MediaReply { Error = $"recording {file.RecordingId} could not be sealed: {e.Message}" });
        }
    }
}
