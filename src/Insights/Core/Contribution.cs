namespace TellerLine.Insights.Core;

/// <summary>Where something is counted.</summary>
/// <param name="AtUs">The half hour's beginning.</param>
/// <param name="Queue">Empty for self-service.</param>
internal readonly record struct Cell(long AtUs, string Queue);

/// <param name="Outcome"><c>answered</c> or <c>abandoned</c>.</param>
/// <param name="BucketS">See <see cref="WaitBuckets"/>.</param>
internal readonly record struct WaitCell(Cell Cell, string Outcome, long BucketS);

/// <summary>
/// What one contact adds to the tables: a pure function of its facts, so that a new fact is told by taking the old
/// contribution away and adding the new one, and a table made again is equal. Self-service is counted in the half hour
/// it began, the rest in that of the offer (rule 2),
/// also when it ends after midnight.
/// </summary>
internal sealed record Contribution(IReadOnlyDictionary<Cell, Tally> Tallies, WaitCell? Wait)
{
    public static readonly Contribution Nothing = new(new Dictionary<Cell, Tally>(), null);

    /// <param name="halfHourOf">The beginning of the half hour around a time, in the bank's time zone.</param>
    public static Contribution Of(ContactFacts contact, Func<long, long> halfHourOf)
    {
        if (contact.Outbound)
            return Nothing;
        Dictionary<Cell, Tally> tallies = [];
        var faulty = OutcomeRules.FaultOf(contact) is not null;
        if (contact.EnteredUs is { } enteredUs && !faulty)
        {
            tallies[new Cell(halfHourOf(enteredUs), "")] = new Tally
            {
                SelfEntries = 1,
                SelfCompleted = contact.SelfDone && contact.RequestedUs is null ? 1 : 0,
                HumanRequests = contact.RequestedUs is null ? 0 : 1,
            };
        }
        if (faulty)
        {
            var atUs = contact.OfferedUs ?? contact.EnteredUs ?? contact.RequestedUs ?? contact.AnsweredUs
                ?? contact.EndedUs!.Value;
            tallies[new Cell(halfHourOf(atUs), contact.Queue ?? "")] = new Tally { Quarantined = 1 };
            return new Contribution(tallies, null);
        }
        if (contact.OfferedUs is not { } offeredUs)
            return new Contribution(tallies, null);
        var cell = new Cell(halfHourOf(offeredUs), contact.Queue!);
        var outcome = OutcomeRules.OutcomeOf(contact);
        tallies[cell] = tallies.GetValueOrDefault(cell) + Offered(outcome, WaitOf(contact, outcome) ?? 0);
        return new Contribution(tallies, Waited(cell, outcome, WaitOf(contact, outcome)));
    }

    private static long? WaitOf(ContactFacts contact, Outcome outcome) => outcome switch
    {
        Outcome.Answered => contact.WaitUs,
        Outcome.Abandoned or Outcome.ShortAbandoned => contact.EndedUs - contact.OfferedUs,
        _ => null,
    };

    private static WaitCell? Waited(Cell cell, Outcome outcome, long? waitUs) =>
        waitUs is { } us
        ? new WaitCell(cell, outcome == Outcome.Answered ? "answered" : "abandoned", WaitBuckets.Of(us)) : null;

    private static Tally Offered(Outcome outcome, long waitUs)
    {
        var in20 = waitUs <= OutcomeRules.ServiceLevelUs ? 1 : 0;
        return outcome switch
        {
            Outcome.Answered => new Tally { Offered = 1, Answered = 1, AnsweredIn20 = in20, AnsweredWaitUs = waitUs },
            Outcome.Abandoned =>
            new Tally { Offered = 1, Abandoned = 1, AbandonedIn20 = in20, AbandonedWaitUs = waitUs },
            Outcome.ShortAbandoned =>
            new Tally { Offered = 1, Abandoned = 1, ShortAbandoned = 1, AbandonedIn20 = in20,
            AbandonedWaitUs = waitUs },
            Outcome.Blocked => new Tally { Offered = 1, Blocked = 1 },
            Outcome.SystemDropped => new Tally { Offered = 1, SystemDropped = 1 },
            _ => new Tally { Offered = 1, InProgress = 1 },
        };
    }
}

/// <summary>
/// Buckets named by their upper limit in seconds, itself within: whole seconds to 120, tens to 600, minutes to 3,600,
/// and 43,200 for the rest. Up to two minutes a service level at any whole second is exact.
/// </summary>
internal static class WaitBuckets
{
    public const long Last = 43_200;

    public static long Of(long waitUs)
    {
        var seconds = (waitUs + 999_999) / 1_000_000;
        return seconds switch
        {
            <= 120 => seconds,
            <= 600 => (seconds + 9) / 10 * 10,
            <= 3_600 => (seconds + 59) / 60 * 60,
            _ => Last,
        };
    }
}
