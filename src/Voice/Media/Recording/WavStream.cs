using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace TellerLine.Voice.Media.Recording;

internal static class WavHeader
{
    public const int Length = 44;
    public const int BytesPerSample = 4;

    /// <summary>Canonical RIFF header of 16-bit stereo at 8 kHz.</summary>
    public static byte[] Make(long dataBytes)
    {
        var header = new byte[Length];
        var size = (uint)Math.Min(dataBytes, uint.MaxValue - Length);
        "RIFF"u8.CopyTo(header);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(4), size + Length - 8);
        "WAVEfmt "u8.CopyTo(header.AsSpan(8));
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(16), 16);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(20), 1);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(22), 2);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(24), 8000);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(28), 8000 * BytesPerSample);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(32), BytesPerSample);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(34), 16);
        "data"u8.CopyTo(header.AsSpan(36));
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(40), size);
        return header;
    }
}

/// <summary>A WAV file that does not exist: each stretch is made when it is read.</summary>
internal sealed class WavStream(RecordingSamples samples, long length) : Stream
{
    private const int BlockSamples = 4096;

    private readonly byte[] _header = WavHeader.Make(length - WavHeader.Length);
    private readonly short[] _block = new short[2 * BlockSamples];
    private long _position;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => length;

    public override long Position
    {
        get => _position;
        set => _position = value;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        var count = (int)Math.Min(buffer.Length, length - _position);
        if (count <= 0)
            return 0;
        if (_position < WavHeader.Length)
        {
            count = (int)Math.Min(count, WavHeader.Length - _position);
            _header.AsSpan((int)_position, count).CopyTo(buffer);
            _position += count;
            return count;
        }

        var at = _position - WavHeader.Length;
        var first = at / WavHeader.BytesPerSample;
        var skip = (int)(at % WavHeader.BytesPerSample);
        var wanted = Math.Min(BlockSamples, (count + skip + WavHeader.BytesPerSample - 1) / WavHeader.BytesPerSample);
        var block = _block.AsSpan(0, wanted * 2);
        samples.Read(first, block);
        var bytes = MemoryMarshal.AsBytes(block)[skip..];
        count = Math.Min(count, bytes.Length);
        bytes[..count].CopyTo(buffer);
        _position += count;
        return count;
    }

    public override long Seek(long offset, SeekOrigin origin) => _position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => _position + offset,
        _ => length + offset,
    };

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
