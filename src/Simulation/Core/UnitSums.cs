namespace TellerLine.Simulation.Core;

/// <summary>Sums and counts of one unit of time (and queue): of these alone ratios are made.</summary>
internal sealed class UnitSums
{
    public long Offered { get; set; }

    public long Answered { get; set; }

    public long Abandoned { get; set; }

    public long ShortAbandoned { get; set; }

    public long Refused { get; set; }

    public long Unfinished { get; set; }

    public long AnsweredIn20 { get; set; }

    public long AnsweredInTime { get; set; }

    /// <summary>Of the answered.</summary>
    public double AnsweredWaitUs { get; set; }

    /// <summary>Of those who hung up.</summary>
    public double AbandonedWaitUs { get; set; }

    /// <summary>Agents in conversation, on hold or wrapping up.</summary>
    public double BusyUs { get; set; }

    /// <summary>Agents ready, or being offered a contact.</summary>
    public double FreeUs { get; set; }

    /// <summary>Agents not ready.</summary>
    public double AwayUs { get; set; }

    /// <summary>Each wait of the answered and of those who hung up, milliseconds.</summary>
    public List<int> WaitsMs { get; } = [];

    public void Add(UnitSums other)
    {
        Offered += other.Offered;
        Answered += other.Answered;
        Abandoned += other.Abandoned;
        ShortAbandoned += other.ShortAbandoned;
        Refused += other.Refused;
        Unfinished += other.Unfinished;
        AnsweredIn20 += other.AnsweredIn20;
        AnsweredInTime += other.AnsweredInTime;
        AnsweredWaitUs += other.AnsweredWaitUs;
        AbandonedWaitUs += other.AbandonedWaitUs;
        BusyUs += other.BusyUs;
        FreeUs += other.FreeUs;
        AwayUs += other.AwayUs;
        WaitsMs.AddRange(other.WaitsMs);
    }
}
