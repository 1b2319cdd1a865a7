using System.Net.Sockets;
using System.Security.Cryptography;

namespace TellerLine.Voice.Media.Link;

/// <summary>
/// Frames from a socket, as many at once as have come. Its memory is never moved by the collector, and what may be a
/// secret is zeroed there before the next frame is read.
/// </summary>
internal sealed class FrameReader(Socket socket)
{
    private byte[] _buffer = Memory(64 << 10);
    private int _start, _end;
    private Range _secret;

    /// <param name="body">Until the next call.</param>
    /// <returns>False at the end of the stream.</returns>
    /// <exception cref="InvalidDataException">This is not our protocol.</exception>
    public bool TryRead(out MediaFrame frame, out ReadOnlySpan<byte> body)
    {
        CryptographicOperations.ZeroMemory(_buffer.AsSpan(_secret));
        _secret = default;
        frame = default;
        body = default;
        var whole = false;
        try
        {
            if (!TryHave(MediaFrame.HeaderLength))
                return false;
            frame = MediaFrame.Read(_buffer.AsSpan(_start));
            whole = TryHave(MediaFrame.HeaderLength + frame.Length);
            if (!whole)
                return false;
        }
        finally
        {
            // However the stream ended: half a secret may lie here.
            if (!whole)
                _buffer.AsSpan().Clear();
        }

        var from = _start + MediaFrame.HeaderLength;
        _start = from + frame.Length;
        body = _buffer.AsSpan(from, frame.Length);
        if (frame.IsSecret)
            _secret = from.._start;
        return true;
    }

    private static byte[] Memory(int length) => GC.AllocateArray<byte>(length, pinned: true);

    private bool TryHave(int count)
    {
        if (_start == _end)
            _start = _end = 0;
        if (_start + count > _buffer.Length)
            Move(count);
        while (_end - _start < count)
        {
            var came = socket.Receive(_buffer.AsSpan(_end));
            if (came == 0)
                return false;
            _end += came;
        }

        return true;
    }

    /// <summary>
    /// What is there to the front, into a larger buffer when this is too small; nothing stays behind.
    /// </summary>
    private void Move(int count)
    {
        var old = _buffer;
        if (count > old.Length)
            _buffer = Memory(count);
        var there = _end - _start;
        old.AsSpan(_start, there).CopyTo(_buffer);
        if (old == _buffer)
            old.AsSpan(there).Clear();
        else
            old.AsSpan().Clear();
        (_start, _end) = (0, there);
    }
}
