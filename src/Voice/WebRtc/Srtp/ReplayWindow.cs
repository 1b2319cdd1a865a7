namespace TellerLine.Voice.WebRtc.Srtp;

/// <summary>
/// Which packets of a stream were seen (RFC 3711 §3.3.2): the highest index and the 128 below it. <see cref="Take"/>
/// only after the tag was right.
/// </summary>
internal struct ReplayWindow
{
    public const int Size = 128;

    private UInt128 _seen;

    /// <summary>The highest index taken, or -1.</summary>
    public long Highest { get; private set; } = -1;

    public ReplayWindow()
    {
    }

    /// <summary>
    /// The index nearest to the highest that ends in <paramref name="sequence"/> (RFC 3711 §3.3.1, appendix A);
    /// negative: before the first rollover.
    /// </summary>
    public readonly long Guess(ushort sequence) => Highest < 0 ? sequence
        : Highest + (short)(sequence - (ushort)Highest);

    public readonly bool MayTake(long index)
    {
        if (index < 0)
            return false;
        if (index > Highest)
            return true;
        var age = Highest - index;
        return age < Size && (_seen >> (int)age & UInt128.One) == UInt128.Zero;
    }

    public void Take(long index)
    {
        if (index > Highest)
        {
            var ahead = index - Highest;
            _seen = (ahead < Size ? _seen << (int)ahead : UInt128.Zero) | UInt128.One;
            Highest = index;
            return;
        }

        _seen |= UInt128.One << (int)(Highest - index);
    }
}
