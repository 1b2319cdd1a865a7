using TellerLine.Insights.Core;

namespace TellerLine.Insights.Store;

/// <summary>A row of <c>insights_contact</c>; longs, since SQLite has no other integer.</summary>
internal sealed class FactsRow
{
    public long? EnteredUs { get; set; }

    public long? RequestedUs { get; set; }

    public long? OfferedUs { get; set; }

    public string? Queue { get; set; }

    public long? AnsweredUs { get; set; }

    public long? WaitUs { get; set; }

    public long? EndedUs { get; set; }

    public string? EndedBy { get; set; }

    public long Dropped { get; set; }

    public long SelfDone { get; set; }

    public long Outbound { get; set; }

    public string? AnsweredBy { get; set; }

    public string? RangAt { get; set; }

    public long? RangUs { get; set; }

    public ContactFacts Facts() => new()
    {
        EnteredUs = EnteredUs,
        RequestedUs = RequestedUs,
        OfferedUs = OfferedUs,
        Queue = Queue,
        AnsweredUs = AnsweredUs,
        WaitUs = WaitUs,
        EndedUs = EndedUs,
        EndedBy = EndedBy,
        Dropped = Dropped != 0,
        SelfDone = SelfDone != 0,
        Outbound = Outbound != 0,
        AnsweredBy = AnsweredBy,
        RangAt = RangAt,
        RangUs = RangUs,
    };
}
