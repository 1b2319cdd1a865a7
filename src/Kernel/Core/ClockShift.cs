namespace TellerLine.Kernel.Core;

/// <summary>
/// The clock beside a counter that nobody can set: when the two have gone different ways, somebody (or a machine that
/// slept) has moved the clock.
/// </summary>
internal static class ClockShift
{
    /// <summary>Less is a clock being corrected, as it is all day.</summary>
    public const long LeastUs = 1_000_000;

    /// <param name="clockUs">What went by according to the clock.</param>
    /// <param name="counterUs">What went by.</param>
    /// <returns>By how much it was moved, back if negative; null: it was not.</returns>
    public static long? Of(long clockUs, long counterUs) =>
        clockUs - counterUs is var byUs && Math.Abs(byUs) >= LeastUs ? byUs : null;
}
