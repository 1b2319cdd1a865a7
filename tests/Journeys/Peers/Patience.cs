namespace TellerLine.Journeys.Peers;

/// <summary>
/// Waiting for what another program does, where it tells nobody: looked at often, up to a bound. Never for the passing
/// of time itself.
/// </summary>
internal static class Patience
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(40);

    /// <returns>The first look that is wanted, or the last one when the bound is reached.</returns>
    public static async Task<T> Until<T>(Func<T> look, Func<T, bool> wanted, TimeSpan bound)
    {
        using var timer = new PeriodicTimer(Look);
        var started = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var seen = look();
            if (wanted(seen) || TimeProvider.System.GetElapsedTime(started) > bound)
                return seen;
            await timer.WaitForNextTickAsync();
        }
    }
}
