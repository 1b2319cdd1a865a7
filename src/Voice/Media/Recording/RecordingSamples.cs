using Microsoft.Win32.SafeHandles;
using TellerLine.Voice.Media.Rtp;

namespace TellerLine.Voice.Media.Recording;

/// <summary>Any stretch of a recording as stereo samples: silence, and over it what was recorded.</summary>
/// <param name="redacted">Silent on both sides, whatever was recorded there.</param>
internal sealed class RecordingSamples(
    SafeFileHandle file, RecordingIndex index, IReadOnlyList<AudioSpan> redacted)
{
    private readonly byte[] _payload = new byte[RecordingIndex.LongestSpan];

    /// <param name="from">First sample.</param>
    /// <param name="to">Left, right, left, right …</param>
    public void Read(long from, Span<short> to)
    {
        to.Clear();
        Overlay(index.Left, from, to, 0);
        Overlay(index.Right, from, to, 1);
        Silence(index.Info.Suppressed, from, to, 0);
        Silence(index.Info.SuppressedRight, from, to, 1);
        Silence(redacted, from, to, 0);
        Silence(redacted, from, to, 1);
    }

    private void Overlay(IReadOnlyList<RecordingIndex.Span> spans, long from, Span<short> to, int channel)
    {
        var end = from + (to.Length / 2);
        for (var i = FirstReaching(spans, from); i < spans.Count && spans[i].Start < end; i++)
        {
            var span = spans[i];
            var first = Math.Max(from, span.Start);
            var count = (int)(Math.Min(end, (long)span.Start + span.Length) - first);
            if (count <= 0)
                continue;
            var payload = _payload.AsSpan(0, count);
            count = RandomAccess.Read(file, payload, span.Offset + (first - span.Start));
            var linear = span.Kind == RecordingFormat.KindPcma ? G711Codec.LinearOfA : G711Codec.LinearOfMu;
            for (var s = 0; s < count; s++)
                to[(((int)(first - from) + s) * 2) + channel] = linear[payload[s]];
        }
    }

    // A packet that overlaps a suppressed span's edge by a few samples is silent there too.
    private static void Silence(IReadOnlyList<AudioSpan> spans, long from, Span<short> to, int channel)
    {
        foreach (var span in spans)
        {
            var first = Math.Max(span.FromMs * 8, from) - from;
            var last = Math.Min(span.ToMs * 8, from + (to.Length / 2)) - from;
            for (var s = first; s < last; s++)
                to[((int)s * 2) + channel] = 0;
        }
    }

    private static int FirstReaching(IReadOnlyList<RecordingIndex.Span> spans, long from)
    {
        var (low, high) = (0, spans.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (spans[middle].Start + (long)RecordingIndex.LongestSpan < from)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }
}
