using System.Runtime.InteropServices;

namespace TellerLine.Voice.Media.Recording;

/// <summary>
/// One chunk in the making: two channels of G.711 payloads with the spans of time they belong to. Native memory; the
/// packet thread fills it, the writer empties it and gives it back.
/// </summary>
internal sealed unsafe class ChunkBuffer
{
    /// <summary>A chunk's time, and room for what a burst after a stall brings more.</summary>
    public const int PeriodSamples = 6_400;

    private const int ChannelBytes = 8_000;
    private const int MaxSpans = 64;

    /// <summary>What a buffer costs when it was ever filled.</summary>
    public const int Bytes = 2 * (ChannelBytes + (MaxSpans * RecordingFormat.SpanLength));

    private readonly byte* _memory = (byte*)NativeMemory.AllocZeroed(Bytes);
    private Channel _left;
    private Channel _right;

    ~ChunkBuffer() => NativeMemory.Free(_memory);

    private struct Channel
    {
        public int Bytes;
        public int Spans;
        public uint LastStart;
        public int LastLength;
        public byte LastKind;
    }

    public uint StartSample { get; private set; }

    public bool HasGap { get; private set; }

    public void Begin(uint startSample)
    {
        _left = _right = default;
        StartSample = startSample;
        HasGap = false;
    }

    /// <summary>False: full, the chunk must be closed first.</summary>
    public bool Append(bool left, uint position, ReadOnlySpan<byte> payload, G711 law)
    {
        ref var channel = ref left ? ref _left : ref _right;
        var kind = (byte)law;
        if (channel.Bytes + payload.Length > ChannelBytes)
            return false;
        var follows = channel.Spans > 0 && channel.LastKind == kind
            && channel.LastStart + (uint)channel.LastLength == position;
        // Two spans stay free for a gap and a suppression.
        if (!follows && channel.Spans >= MaxSpans - 2)
            return false;
        payload.CopyTo(new Span<byte>(Payload(left) + channel.Bytes, payload.Length));
        channel.Bytes += payload.Length;
        if (follows)
            channel.LastLength += payload.Length;
        else
            Span(ref channel, position, payload.Length, kind);
        Store(left, channel);
        return true;
    }

    /// <summary>Time without audio, and why.</summary>
    public void Mark(bool left, uint from, uint to, byte kind)
    {
        ref var channel = ref left ? ref _left : ref _right;
        if (to <= from || channel.Spans == MaxSpans)
            return;
        Span(ref channel, from, (int)(to - from), kind);
        Store(left, channel);
        HasGap |= kind == RecordingFormat.KindGap;
    }

    /// <summary>
    /// Writes the chunk's body (spans of both channels, then both payloads) and says how it is made up.
    /// </summary>
    public int CopyBody(Span<byte> to, out ushort leftSpans, out ushort rightSpans)
    {
        (leftSpans, rightSpans) = ((ushort)_left.Spans, (ushort)_right.Spans);
        var at = 0;
        Copy(Spans(true), _left.Spans * RecordingFormat.SpanLength, to, ref at);
        Copy(Spans(false), _right.Spans * RecordingFormat.SpanLength, to, ref at);
        Copy(Payload(true), _left.Bytes, to, ref at);
        Copy(Payload(false), _right.Bytes, to, ref at);
        return at;
    }

    private static void Copy(byte* from, int length, Span<byte> to, ref int at)
    {
        new ReadOnlySpan<byte>(from, length).CopyTo(to[at..]);
        at += length;
    }

    private static void Span(ref Channel channel, uint start, int length, byte kind)
    {
        channel.Spans++;
        channel.LastStart = start;
        channel.LastLength = length;
        channel.LastKind = kind;
    }

    private void Store(bool left, in Channel channel) =>
        RecordingFormat.WriteSpan(
            new Span<byte>(Spans(left) + ((channel.Spans - 1) * RecordingFormat.SpanLength),
            RecordingFormat.SpanLength),
            channel.LastStart, channel.LastLength, channel.LastKind);

    private byte* Payload(bool left) => _memory + (left ? 0 : ChannelBytes);

    private byte* Spans(bool left) => _memory + (2 * ChannelBytes) + (left ? 0 : MaxSpans * RecordingFormat.SpanLength);
}
