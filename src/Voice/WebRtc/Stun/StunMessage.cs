using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using static TellerLine.Voice.WebRtc.Stun.StunWords;

namespace TellerLine.Voice.WebRtc.Stun;

/// <summary>A received STUN message, looked at where it lies (RFC 8489 §5, §14). Nothing is copied.</summary>
internal readonly ref struct StunMessage
{
    private const int MaxUnknown = 4, MaxSize = 1500;

    private readonly ReadOnlySpan<byte> _bytes;
    private readonly int _integrityAt;
    private readonly Unknowns _unknown;

    private StunMessage(
        ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> username, int integrityAt, bool useCandidate, bool controlling,
        bool fingerprinted, Unknowns unknown)
    {
        _bytes = bytes;
        Username = username;
        _integrityAt = integrityAt;
        UseCandidate = useCandidate;
        IceControlling = controlling;
        HasFingerprint = fingerprinted;
        _unknown = unknown;
    }

    public ushort Type => BinaryPrimitives.ReadUInt16BigEndian(_bytes);

    public ReadOnlySpan<byte> TransactionId => _bytes.Slice(8, TransactionIdSize);

    /// <summary>Empty when absent.</summary>
    public ReadOnlySpan<byte> Username { get; }

    public bool HasIntegrity => _integrityAt > 0;

    /// <summary>Present, and right: a wrong one fails <see cref="TryParse"/>.</summary>
    public bool HasFingerprint { get; }

    /// <summary>The controlling peer nominates this pair (RFC 8445 §7.3.1.5).</summary>
    public bool UseCandidate { get; }

    /// <summary>The peer takes itself for controlling, as a lite agent's peer must.</summary>
    public bool IceControlling { get; }

    /// <summary>Comprehension-required attributes that we do not know; the first few.</summary>
    [UnscopedRef]
    public ReadOnlySpan<ushort> UnknownRequired => _unknown.AsSpan();

    /// <returns>False for anything RFC 8489 §6.3 discards silently: wrong cookie, lengths, or fingerprint.</returns>
    public static bool TryParse(ReadOnlySpan<byte> datagram, out StunMessage message)
    {
        message = default;
        if (datagram.Length is < HeaderSize or > MaxSize || (datagram[0] & 0xC0) != 0
            || BinaryPrimitives.ReadUInt16BigEndian(datagram[2..]) != datagram.Length - HeaderSize
            || (datagram.Length & 3) != 0
            || BinaryPrimitives.ReadUInt32BigEndian(datagram[4..]) != MagicCookie)
            return false;

        ReadOnlySpan<byte> username = default;
        var (integrityAt, useCandidate, controlling, fingerprinted) = (0, false, false, false);
        Unknowns unknown = default;
        for (var at = HeaderSize; at < datagram.Length;)
        {
            if (fingerprinted || datagram.Length - at < 4)
                return false; // FINGERPRINT is the last attribute (RFC 8489 §14.7).
            var type = BinaryPrimitives.ReadUInt16BigEndian(datagram[at..]);
            var length = BinaryPrimitives.ReadUInt16BigEndian(datagram[(at + 2)..]);
            if (length > datagram.Length - at - 4)
                return false;
            var value = datagram.Slice(at + 4, length);
            if (type == Fingerprint)
            {
                if (length != 4
                    || BinaryPrimitives.ReadUInt32BigEndian(value) != (Crc32.Of(datagram[..at]) ^ FingerprintMask))
                    return false;
                fingerprinted = true;
            }
            else if (integrityAt == 0) // What follows MESSAGE-INTEGRITY is ignored (RFC 8489 §14.5).
            {
                switch (type)
                {
                    case StunWords.Username:
                        username = value;
                        break;
                    case MessageIntegrity:
                        if (length != IntegritySize)
                            return false;
                        integrityAt = at;
                        break;
                    case StunWords.UseCandidate:
                        useCandidate = true;
                        break;
                    case StunWords.IceControlled:
                        break;
                    case StunWords.IceControlling:
                        controlling = true;
                        break;
                    case < FirstOptional when type is not (
                        Priority or ErrorCode or UnknownAttributes or XorMappedAddress):
                        unknown.Add(type);
                        break;
                }
            }

            at += 4 + ((length + 3) & ~3);
        }

        message = new StunMessage(datagram, username, integrityAt, useCandidate, controlling, fingerprinted, unknown);
        return true;
    }

    /// <summary>
    /// MESSAGE-INTEGRITY under the short-term password (RFC 8489 §14.5): over all before it, the length counting it in.
    /// </summary>
    public bool IntegrityHolds(ReadOnlySpan<byte> password)
    {
        if (!HasIntegrity)
            return false;
        Span<byte> covered = stackalloc byte[_integrityAt];
        _bytes[.._integrityAt].CopyTo(covered);
        BinaryPrimitives.WriteUInt16BigEndian(covered[2..], (ushort)(_integrityAt + 4 + IntegritySize - HeaderSize));
        Span<byte> mac = stackalloc byte[IntegritySize];
#pragma warning disable CA5350 // The algorithm is the protocol's (RFC 8489 §14.5).
        HMACSHA1.HashData(password, covered, mac);
#pragma warning restore CA5350
        return CryptographicOperations.FixedTimeEquals(mac, _bytes.Slice(_integrityAt + 4, IntegritySize));
    }

    [InlineArray(MaxUnknown)]
    private struct UnknownTypes
    {
        private ushort _first;
    }

    private struct Unknowns
    {
        private UnknownTypes _types;

        public int Count { get; private set; }

        public void Add(ushort type)
        {
            if (Count < MaxUnknown)
                _types[Count++] = type;
        }

        [UnscopedRef]
        public readonly ReadOnlySpan<ushort> AsSpan() => ((ReadOnlySpan<ushort>)_types)[..Count];
    }
}
