using System.Buffers.Binary;
using System.Security.Cryptography;

namespace TellerLine.Kernel;

/// <summary>
/// A file as it lies on disk, encrypted and readable from anywhere in it: <c>TLF1</c>, 32 bytes of salt, then chunks of
/// 65,536 bytes, each with its tag of 16 bytes behind it (the last is shorter). AES-256-GCM under a key of this file
/// alone (HKDF-SHA-256 of the installation's key and the salt); the nonce is the chunk's number; the last chunk bears
/// the whole content's SHA-256 as associated data, so that no file is cut short or put in another's place unseen.
/// </summary>
internal static class SealedFile
{
    public const int Chunk = 65_536, Tag = 16, Head = 36;

    private const int Salt = 32;

    private static ReadOnlySpan<byte> Magic => "TLF1"u8;

    public static byte[] NewHead()
    {
        var head = new byte[Head];
        Magic.CopyTo(head);
        RandomNumberGenerator.Fill(head.AsSpan(Magic.Length));
        return head;
    }

    /// <exception cref="IOException">It is no such file.</exception>
    public static AesGcm Cipher(byte[] master, ReadOnlySpan<byte> head)
    {
        if (head.Length != Head || !head.StartsWith(Magic))
            throw new IOException("A stored file does not begin as one.");
        Span<byte> key = stackalloc byte[32];
        HKDF.DeriveKey(HashAlgorithmName.SHA256, master, key, head[^Salt..], "TellerLine file"u8);
        var cipher = new AesGcm(key, Tag);
        CryptographicOperations.ZeroMemory(key);
        return cipher;
    }

    /// <param name="hash">Of the whole content, with the last chunk; empty with all others.</param>
    public static void Encrypt(
        AesGcm cipher, long number, ReadOnlySpan<byte> plain, Span<byte> stored, ReadOnlySpan<byte> hash)
    {
        Span<byte> nonce = stackalloc byte[12];
        BinaryPrimitives.WriteInt64BigEndian(nonce[4..], number);
        cipher.Encrypt(nonce, plain, stored[..plain.Length], stored.Slice(plain.Length, Tag), hash);
    }

    /// <returns>How many bytes.</returns>
    /// <exception cref="IOException">Altered.</exception>
    public static int Decrypt(
        AesGcm cipher, long number, ReadOnlySpan<byte> stored, Span<byte> plain, ReadOnlySpan<byte> hash)
    {
        var size = stored.Length - Tag;
        Span<byte> nonce = stackalloc byte[12];
        BinaryPrimitives.WriteInt64BigEndian(nonce[4..], number);
        try
        {
            cipher.Decrypt(nonce, stored[..size], stored[size..], plain[..size], hash);
            return size;
        }
        catch (AuthenticationTagMismatchException e)
        {
            throw new IOException($"Chunk {number} of a stored file is not what was kept.", e);
        }
    }
}

/// <summary>The content of a <see cref="SealedFile"/>: read only, from anywhere, a chunk at a time in memory.</summary>
internal sealed class SealedStream : Stream
{
    private readonly FileStream _file;
    private readonly AesGcm _cipher;
    private readonly byte[] _hash;
    private readonly byte[] _stored = new byte[SealedFile.Chunk + SealedFile.Tag];
    private readonly byte[] _plain = new byte[SealedFile.Chunk];
    private readonly long _last;
    private long _held = -1;
    private int _size;

    /// <param name="hash">What it is to be.</param>
    /// <exception cref="IOException">It is not.</exception>
    public SealedStream(string path, byte[] master, byte[] hash)
    {
        _hash = hash;
        _file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1);
        try
        {
            var head = new byte[SealedFile.Head];
            _file.ReadExactly(head);
            _cipher = SealedFile.Cipher(master, head);
            var body = _file.Length - SealedFile.Head;
            _last = Math.Max(0, body - 1) / (SealedFile.Chunk + SealedFile.Tag);
            Length = body - ((_last + 1) * SealedFile.Tag);
            Hold(_last);
        }
        catch
        {
            _file.Dispose();
            throw;
        }
    }

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length { get; }

    public override long Position { get; set; }

    public override int Read(Span<byte> buffer)
    {
        if (Position >= Length || buffer.IsEmpty)
            return 0;
        Hold(Position / SealedFile.Chunk);
        var from = (int)(Position % SealedFile.Chunk);
        var some = Math.Min(buffer.Length, _size - from);
        _plain.AsSpan(from, some).CopyTo(buffer);
        Position += some;
        return some;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        cancellationToken.IsCancellationRequested
            ? ValueTask.FromCanceled<int>(cancellationToken)
            : ValueTask.FromResult(Read(buffer.Span));

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override long Seek(long offset, SeekOrigin origin)
    {
        var to = offset + origin switch
        {
            SeekOrigin.Begin => 0,
            SeekOrigin.Current => Position,
            _ => Length,
        };
        return Position = to >= 0 ? to : throw new IOException("Before the beginning.");
    }

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _file.Dispose();
            _cipher.Dispose();
        }
        base.Dispose(disposing);
    }

    private void Hold(long number)
    {
        if (_held == number)
            return;
        var at = SealedFile.Head + (number * (SealedFile.Chunk + SealedFile.Tag));
        var some = (int)Math.Min(_stored.Length, _file.Length - at);
        if (some < SealedFile.Tag)
            throw new IOException("A stored file is cut short.");
        _held = -1;
        _file.Position = at;
        _file.ReadExactly(_stored, 0, some);
        _size = SealedFile.Decrypt(
            _cipher, number, _stored.AsSpan(0, some), _plain, number == _last ? _hash : []);
        _held = number;
    }
}
