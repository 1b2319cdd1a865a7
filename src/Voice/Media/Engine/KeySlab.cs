using TellerLine.Voice.Media.Native;

namespace TellerLine.Voice.Media.Engine;

/// <summary>
/// The only place where keys lie while they may be part of a secret: one native region, locked in memory and left out
/// of core dumps where the system allows, a cell for each session. Nothing managed ever holds a digit of a secret.
/// </summary>
internal sealed unsafe class KeySlab
{
    public const int CellBytes = 64;
    public const int MaxSecretDigits = 32;

    private const int PressedAt = 0;
    private const int CountAt = 1;
    private const int InjectedTailAt = 2;
    private const int InjectedHeadAt = 3;
    private const int InjectedAt = 8;
    private const int InjectedBytes = 8;
    private const int DigitsAt = 16;

    private readonly byte* _cells;

    public KeySlab(int cells, Action<string> warn)
    {
        var bytes = (nuint)(cells * CellBytes);
        _cells = Libc.mmap(null, bytes, Libc.ProtReadWrite, Libc.MapPrivateAnonymous, -1, 0);
        if ((nint)_cells == -1)
            throw new MediaException("no memory for the key slab");
        if (Libc.mlock(_cells, bytes) != 0)
            warn("the key slab could not be locked in memory (RLIMIT_MEMLOCK): keys could be swapped out");
        if (Libc.madvise(_cells, bytes, Libc.MadvDontDump) != 0)
            warn("the key slab could not be kept out of core dumps");
    }

    public KeyCell this[int index] => new(_cells + (index * CellBytes));

    /// <summary>
    /// One session's keys. The injected ring has one writer (control) and one reader (packet thread).
    /// </summary>
    public readonly struct KeyCell(byte* at)
    {
        /// <summary>The key pressed now (ASCII), or 0.</summary>
        public ref byte Pressed => ref at[PressedAt];

        /// <summary>How many digits the secret has.</summary>
        public int Count => at[CountAt];

        public ReadOnlySpan<byte> Digits => new(at + DigitsAt, at[CountAt]);

        public void Add(byte digit)
        {
            if (at[CountAt] < MaxSecretDigits)
                at[DigitsAt + at[CountAt]++] = digit;
        }

        public void ClearSecret()
        {
            new Span<byte>(at + DigitsAt, MaxSecretDigits).Clear();
            at[CountAt] = 0;
        }

        public void ClearAll() => new Span<byte>(at, CellBytes).Clear();

        /// <returns>False when eight keys wait already: no finger is that fast.</returns>
        public bool TryInject(ReadOnlySpan<byte> key)
        {
            var tail = at[InjectedTailAt];
            if ((byte)(tail - Volatile.Read(ref at[InjectedHeadAt])) >= InjectedBytes)
                return false;
            at[InjectedAt + (tail % InjectedBytes)] = key[0];
            Volatile.Write(ref at[InjectedTailAt], (byte)(tail + 1));
            return true;
        }

        /// <summary>Moves the next injected key to <see cref="Pressed"/>.</summary>
        public bool TakeInjected()
        {
            var head = at[InjectedHeadAt];
            if (head == Volatile.Read(ref at[InjectedTailAt]))
                return false;
            at[PressedAt] = at[InjectedAt + (head % InjectedBytes)];
            at[InjectedAt + (head % InjectedBytes)] = 0;
            Volatile.Write(ref at[InjectedHeadAt], (byte)(head + 1));
            return true;
        }
    }
}
