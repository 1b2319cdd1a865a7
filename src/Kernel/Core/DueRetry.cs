namespace TellerLine.Kernel.Core;

/// <summary>When something that failed is tried again: 1 s, 5 s, 25 s, 125 s, 625 s, then every half hour.</summary>
internal static class DueRetry
{
    public const long LongestPauseUs = 1_800_000_000;

    private const long FirstPauseUs = 1_000_000;

    /// <param name="attempts">How often it was tried, the last time included.</param>
    /// <returns>The moment of the next try; null: it was tried often enough and is set aside.</returns>
    public static long? NextUs(long attempts, int tries, long nowUs)
    {
        if (attempts >= tries)
            return null;
        var pauseUs = FirstPauseUs;
        for (var i = 1; i < attempts && pauseUs < LongestPauseUs; i++)
            pauseUs *= 5;
        return nowUs + Math.Min(pauseUs, LongestPauseUs);
    }
}
