namespace TellerLine.Voice.Media.Tones;

/// <summary>
/// The tones by which networks say what becomes of a call (ITU-T E.180 and its supplement 2, E.182; for China 450 Hz).
/// What a tone means lies in its cadence: its frequency is the country's.
/// </summary>
internal static class CallTones
{
    /// <summary>
    /// Single tones of 400 (Britain, Japan), 425 (Europe), 440 and 450 Hz (China), with their tolerance.
    /// </summary>
    public const double LowestHz = 380, HighestHz = 500;

    /// <summary>A ring that has lasted so long and is followed by such a pause is a ringing tone.</summary>
    public const int LeastRingMs = 360, MostRingMs = 2_300, LeastRingPauseMs = 1_500;

    /// <summary>Of two frequencies at once: North America's ringing, its busy, Britain's ringing.</summary>
    public static readonly IReadOnlyList<(double Low, double High)> Pairs = [(440, 480), (480, 620), (400, 450)];

    /// <summary>The special information tone's three steps, each of a third of a second (E.180 §4).</summary>
    public static readonly IReadOnlyList<(double LowestHz, double HighestHz)> Steps = [
        (890, 1_010), (1_340, 1_455), (1_740, 1_830)];

    /// <summary>On, off, on, off …, milliseconds; heard twice, or all of it once where it is longer.</summary>
    public static readonly IReadOnlyList<CallTone> Cadences =
    [
        new(LineSound.Unobtainable, [100, 100, 100, 100, 100, 100, 400, 400]), // China
        new(LineSound.Congestion, [200, 200]),
        new(LineSound.Congestion, [250, 250]), // Europe, North America's "reorder"
        new(LineSound.Busy, [350, 350]), // China
        new(LineSound.Busy, [375, 375]), // Britain
        new(LineSound.Busy, [500, 500]), // Europe, North America, Japan
        new(LineSound.Congestion, [700, 700]), // China
    ];
}

/// <param name="Cadence">On and off by turns, milliseconds.</param>
internal sealed record CallTone(LineSound Means, IReadOnlyList<int> Cadence)
{
    /// <summary>A block of 20 ms at either end, and what an exchange may be off by.</summary>
    private const int OffByMs = 30, OffByPercent = 12;

    /// <summary>Two cycles of a short cadence.</summary>
    private const int Least = 4;

    /// <param name="heard">The last ons and offs, ending with an off.</param>
    public bool IsIn(ReadOnlySpan<int> heard)
    {
        var wanted = Math.Max(Least, Cadence.Count);
        if (heard.Length < wanted)
            return false;
        heard = heard[^wanted..];
        // A long cadence may have begun anywhere in it.
        for (var turn = 0; turn < Cadence.Count; turn += 2)
        {
            if (IsFrom(heard, turn))
                return true;
        }

        return false;
    }

    private bool IsFrom(ReadOnlySpan<int> heard, int turn)
    {
        for (var i = 0; i < heard.Length; i++)
        {
            var ms = Cadence[(i + turn) % Cadence.Count];
            if (Math.Abs(heard[i] - ms) > Math.Max(OffByMs, ms * OffByPercent / 100))
                return false;
        }

        return true;
    }
}
