using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;

namespace TellerLine.Voice.Sip;

internal enum NonceState
{
    Good,

    /// <summary>
    /// Ours, but too old or its count used: the client tries again with a new one without asking its user (RFC 7616
    /// §3.3).
    /// </summary>
    Stale,

    Foreign,
}

/// <summary>
/// Server nonces: time and a number, signed; nothing is kept until one is used, then its highest count, bounded. What
/// is forgotten for want of room counts as used, and so does every nonce before it: nothing can be replayed by first
/// filling the memory. Under the stack's gate.
/// </summary>
internal sealed class Nonces(TimeProvider time)
{
    private const int LifeS = 300;
    private const int MaxUsed = 20_000;

    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);
    private readonly Dictionary<string, uint> _used = [];
    private readonly Queue<string> _order = [];
    private uint _number;
    private uint _forgotten;

    public string New()
    {
        Span<byte> bytes = stackalloc byte[12 + 32];
        BinaryPrimitives.WriteInt64BigEndian(bytes, time.GetUtcNow().ToUnixTimeSeconds());
        BinaryPrimitives.WriteUInt32BigEndian(bytes[8..], Interlocked.Increment(ref _number));
        HMACSHA256.HashData(_key, bytes[..12], bytes[12..]);
        return Base64Url.EncodeToString(bytes[..28]);
    }

    public NonceState Use(string nonce, uint count)
    {
        Span<byte> bytes = stackalloc byte[64];
        Span<byte> signature = stackalloc byte[32];
        if (nonce.Length != 38 || Base64Url.DecodeFromChars(nonce, bytes, out _, out var length) != OperationStatus.Done
            || length != 28)
            return NonceState.Foreign;
        HMACSHA256.HashData(_key, bytes[..12], signature);
        if (!CryptographicOperations.FixedTimeEquals(signature[..16], bytes.Slice(12, 16)))
            return NonceState.Foreign;
        var age = time.GetUtcNow().ToUnixTimeSeconds() - BinaryPrimitives.ReadInt64BigEndian(bytes);
        if (age is < 0 or > LifeS)
            return NonceState.Stale;
        var known = _used.TryGetValue(nonce, out var last);
        if (known ? count <= last : Number(bytes) <= _forgotten)
            return NonceState.Stale;
        if (_used.TryAdd(nonce, count))
        {
            _order.Enqueue(nonce);
            if (_order.Count > MaxUsed)
                Forget(_order.Dequeue());
        }
        else
        {
            _used[nonce] = count;
        }

        return NonceState.Good;
    }

    private void Forget(string nonce)
    {
        Span<byte> bytes = stackalloc byte[64];
        Base64Url.DecodeFromChars(nonce, bytes, out _, out _);
        _forgotten = Math.Max(_forgotten, Number(bytes));
        _used.Remove(nonce);
    }

    private static uint Number(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadUInt32BigEndian(bytes[8..]);
}
