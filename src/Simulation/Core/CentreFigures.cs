namespace TellerLine.Simulation.Core;

/// <summary>The figures of a centre or of one of its queues, each with its interval.</summary>
internal sealed record CentreFigures
{
    public required UnitSums Total { get; init; }

    public required Estimate ServiceLevel20 { get; init; }

    /// <summary>Within the scenario's own time.</summary>
    public required Estimate ServiceLevel { get; init; }

    public required Estimate AbandonRate { get; init; }

    /// <summary>(abandoned - short) ÷ (offered - short).</summary>
    public required Estimate NetAbandonRate { get; init; }

    /// <summary>Of all who were answered or hung up, as Erlang has it; seconds.</summary>
    public required Estimate MeanWaitS { get; init; }

    /// <summary>Of the answered alone (ASA); seconds.</summary>
    public required Estimate AsaS { get; init; }

    public required Estimate P95WaitS { get; init; }

    /// <summary>Null for a queue: agents are the centre's.</summary>
    public Estimate? Occupancy { get; init; }

    public static CentreFigures Of(IReadOnlyList<UnitSums> units, bool withAgents)
    {
        var total = new UnitSums();
        foreach (var unit in units)
            total.Add(unit);
        return new CentreFigures
        {
            Total = total,
            ServiceLevel20 = Estimate.Ratio(units, u => u.AnsweredIn20, u => u.Offered, share: true),
            ServiceLevel = Estimate.Ratio(units, u => u.AnsweredInTime, u => u.Offered, share: true),
            AbandonRate = Estimate.Ratio(units, u => u.Abandoned, u => u.Offered, share: true),
            NetAbandonRate = Estimate.Ratio(
                units, u => u.Abandoned - u.ShortAbandoned, u => u.Offered - u.ShortAbandoned, share: true),
            MeanWaitS = Estimate.Ratio(
                units, u => (u.AnsweredWaitUs + u.AbandonedWaitUs) / 1e6, u => u.Answered + u.Abandoned, share: false),
            AsaS = Estimate.Ratio(units, u => u.AnsweredWaitUs / 1e6, u => u.Answered, share: false),
            P95WaitS = Estimate.WaitQuantile(units, 0.95),
            Occupancy = withAgents
                ? Estimate.Ratio(units, u => u.BusyUs, u => u.BusyUs + u.FreeUs, share: false) : null,
        };
    }

    /// <summary>The same without intervals: a run in which nothing settles has none.</summary>
    public CentreFigures WithoutIntervals() => this with
    {
        ServiceLevel20 = Bare(ServiceLevel20), ServiceLevel = Bare(ServiceLevel), AbandonRate = Bare(AbandonRate),
        NetAbandonRate = Bare(NetAbandonRate), MeanWaitS = Bare(MeanWaitS), AsaS = Bare(AsaS),
        P95WaitS = Bare(P95WaitS), Occupancy = Occupancy is { } occupancy ? Bare(occupancy) : null,
    };

    private static Estimate Bare(Estimate estimate) => new(estimate.Value, null, null);
}
