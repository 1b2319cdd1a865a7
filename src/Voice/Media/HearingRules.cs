namespace TellerLine.Voice.Media;

/// <summary>What one order to hear may say; the host keeps to it, and the media process looks again.</summary>
internal static class HearingRules
{
    public const int MaxHearings = 32, MaxSources = Engine.HearsMatrix.MaxSources;

    /// <exception cref="MediaException">What is wrong with it.</exception>
    public static void Check(IReadOnlyList<MediaHearing> hearings)
    {
        if (hearings.Count > MaxHearings)
            throw Refused($"an order names at most {MaxHearings} listeners");
        if (hearings.DistinctBy(h => h.Listener).Count() != hearings.Count)
            throw Refused("an order names each listener once");
        foreach (var (listener, sources) in hearings)
        {
            if (sources.Count > MaxSources)
                throw Refused($"leg {listener} would hear more than {MaxSources}");
            if (sources.Contains(listener))
                throw Refused($"leg {listener} would hear itself");
            if (sources.Distinct().Count() != sources.Count)
                throw Refused($"leg {listener} would hear one leg twice");
        }
    }

    private static MediaException Refused(string why) => new(why) { IsRefusal = true };
}
