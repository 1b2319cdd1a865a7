using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Security.Cryptography;
using Cipher = System.Runtime.Intrinsics.X86.Aes;

namespace TellerLine.Voice.WebRtc.Srtp;

/// <summary>
/// AES-128 in counter mode (RFC 3711 §4.1.1), in place and without allocation: by the processor's instructions, else by
/// the platform's block cipher. One thread at a time.
/// </summary>
internal sealed class AesCounter : IDisposable
{
    public const int BlockSize = 16;

    private const int Rounds = 10;

    private RoundKeys _keys;
    private readonly Aes? _platform;
    private readonly ICryptoTransform? _block;
    private readonly byte[]? _counter, _stream;

    /// <param name="portable">Without the processor's instructions (a test compares both).</param>
    public AesCounter(ReadOnlySpan<byte> key, bool portable = false)
    {
        if (Cipher.IsSupported && !portable)
        {
            ExpandKey(key);
            return;
        }

        _platform = Aes.Create();
        _platform.Key = key.ToArray();
#pragma warning disable CA5358 // ECB is only the block function here: the counter makes the mode.
        _platform.Mode = CipherMode.ECB;
#pragma warning restore CA5358
        _platform.Padding = PaddingMode.None;
        _block = _platform.CreateEncryptor();
        _counter = new byte[BlockSize];
        _stream = new byte[BlockSize];
    }

    /// <summary>
    /// Adds the key stream that begins at <paramref name="iv"/>, whose last two octets count the blocks from zero.
    /// </summary>
    public void Apply(ReadOnlySpan<byte> iv, Span<byte> data)
    {
        if (_block is null)
            ApplyByInstructions(iv, data);
        else
            ApplyByPlatform(iv, data);
    }

    public void Dispose()
    {
        CryptographicOperations.ZeroMemory(MemoryMarshal.AsBytes((Span<Vector128<byte>>)_keys));
        _block?.Dispose();
        _platform?.Dispose();
    }

    private void ApplyByInstructions(ReadOnlySpan<byte> iv, Span<byte> data)
    {
        var start = Vector128.Create(iv);
        ref var octets = ref MemoryMarshal.GetReference(data);
        var count = 0;
        var at = 0;
        // Four blocks in flight hide the latency of the rounds.
        for (; data.Length - at >= 4 * BlockSize; at += 4 * BlockSize, count += 4)
        {
            var (a, b, c, d) = (
                Block(start, count), Block(start, count + 1), Block(start, count + 2), Block(start, count + 3));
            for (var round = 1; round < Rounds; round++)
            {
                var key = _keys[round];
                (a, b, c, d) = (
                    Cipher.Encrypt(a, key), Cipher.Encrypt(b, key), Cipher.Encrypt(c, key), Cipher.Encrypt(d, key));
            }

            var last = _keys[Rounds];
            Add(ref Unsafe.Add(ref octets, at), Cipher.EncryptLast(a, last));
            Add(ref Unsafe.Add(ref octets, at + BlockSize), Cipher.EncryptLast(b, last));
            Add(ref Unsafe.Add(ref octets, at + (2 * BlockSize)), Cipher.EncryptLast(c, last));
            Add(ref Unsafe.Add(ref octets, at + (3 * BlockSize)), Cipher.EncryptLast(d, last));
        }

        for (; at < data.Length; at += BlockSize, count++)
        {
            var a = Block(start, count);
            for (var round = 1; round < Rounds; round++)
                a = Cipher.Encrypt(a, _keys[round]);
            a = Cipher.EncryptLast(a, _keys[Rounds]);
            if (data.Length - at >= BlockSize)
            {
                Add(ref Unsafe.Add(ref octets, at), a);
                continue;
            }

            for (var i = 0; at + i < data.Length; i++)
                data[at + i] ^= a.GetElement(i);
        }
    }

    private static void Add(ref byte octets, Vector128<byte> stream) => (Vector128.LoadUnsafe(ref octets) ^ stream)
        .StoreUnsafe(ref octets);

    /// <summary>The counter's block, already under the first round's key.</summary>
    private Vector128<byte> Block(Vector128<byte> start, int count) =>
        start.AsUInt16().WithElement(7, BinaryPrimitives.ReverseEndianness((ushort)count)).AsByte() ^ _keys[0];

    private void ApplyByPlatform(ReadOnlySpan<byte> iv, Span<byte> data)
    {
        iv.CopyTo(_counter);
        for (var (at, count) = (0, 0); at < data.Length; at += BlockSize, count++)
        {
            BinaryPrimitives.WriteUInt16BigEndian(_counter.AsSpan(14), (ushort)count);
            _block!.TransformBlock(_counter!, 0, BlockSize, _stream!, 0);
            for (var i = 0; i < BlockSize && at + i < data.Length; i++)
                data[at + i] ^= _stream![i];
        }
    }

    /// <summary>FIPS 197 §5.2, by the instruction made for it; its round constant must be a constant.</summary>
    private void ExpandKey(ReadOnlySpan<byte> key)
    {
        var k = _keys[0] = Vector128.Create(key);
        k = _keys[1] = Next(k, Cipher.KeygenAssist(k, 0x01));
        k = _keys[2] = Next(k, Cipher.KeygenAssist(k, 0x02));
        k = _keys[3] = Next(k, Cipher.KeygenAssist(k, 0x04));
        k = _keys[4] = Next(k, Cipher.KeygenAssist(k, 0x08));
        k = _keys[5] = Next(k, Cipher.KeygenAssist(k, 0x10));
        k = _keys[6] = Next(k, Cipher.KeygenAssist(k, 0x20));
        k = _keys[7] = Next(k, Cipher.KeygenAssist(k, 0x40));
        k = _keys[8] = Next(k, Cipher.KeygenAssist(k, 0x80));
        k = _keys[9] = Next(k, Cipher.KeygenAssist(k, 0x1B));
        _keys[10] = Next(k, Cipher.KeygenAssist(k, 0x36));

        static Vector128<byte> Next(Vector128<byte> key, Vector128<byte> assist)
        {
            var words = key.AsUInt32();
            var (w0, w1, w2, w3) = (words.GetElement(0), words.GetElement(1), words.GetElement(2), words.GetElement(3));
            w0 ^= assist.AsUInt32().GetElement(3);
            w1 ^= w0;
            w2 ^= w1;
            w3 ^= w2;
            return Vector128.Create(w0, w1, w2, w3).AsByte();
        }
    }

    [InlineArray(Rounds + 1)]
    [SuppressMessage("Style", "IDE0044:Add readonly modifier", Justification = "An inline array's element.")]
    private struct RoundKeys
    {
        private Vector128<byte> _first;
    }
}
