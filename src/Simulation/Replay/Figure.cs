namespace TellerLine.Simulation.Replay;

/// <summary>What is told of calls, by the names of the JSON.</summary>
internal static class Figure
{
    public static readonly IReadOnlyList<(string Name, Func<Tally, double> Of)> Compared =
    [
        ("abandonRate", t => t.AbandonRate), ("meanWaitS", t => t.MeanWaitS), ("serviceLevel20", t => t.ServiceLevel20),
    ];

    public static readonly IReadOnlyList<(string Name, Func<Tally, double> Of)> All =
    [
        ("offered", t => t.Offered), ("answered", t => t.Answered), ("abandoned", t => t.Abandoned), .. Compared,
    ];
}
