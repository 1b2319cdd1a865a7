namespace TellerLine.Insights.Core;

/// <summary>
/// The figures of some contacts alone, made anew from their facts by the rule that makes the tables of all.
/// </summary>
internal static class Tallies
{
    /// <summary>All queues together, of half hours within a day, half hours without anything left out.</summary>
    public static IReadOnlyList<(long AtUs, Tally Tally)> ByHalfHour(
        IEnumerable<ContactFacts> contacts, long fromUs, long toUs, Func<long, long> halfHourOf)
    {
        SortedDictionary<long, Tally> halfHours = [];
        foreach (var contact in contacts)
            foreach (var (cell, tally) in Contribution.Of(contact, halfHourOf).Tallies)
                if (cell.AtUs >= fromUs && cell.AtUs < toUs)
                    halfHours[cell.AtUs] = halfHours.GetValueOrDefault(cell.AtUs) + tally;
        return [.. halfHours.Select(entry => (entry.Key, entry.Value))];
    }
}
