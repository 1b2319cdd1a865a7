namespace TellerLine.Simulation.Core;

/// <summary>How long something takes, drawn. Microseconds.</summary>
internal abstract record Durations
{
    /// <summary>The mean, microseconds.</summary>
    public abstract double MeanUs { get; }

    public abstract long Draw(RandomStream random);
}

internal sealed record ConstantDurations(long Us) : Durations
{
    public override double MeanUs => Us;

    public override long Draw(RandomStream random) => Us;
}

internal sealed record ExponentialDurations(double MeanOfUs) : Durations
{
    public override double MeanUs => MeanOfUs;

    public override long Draw(RandomStream random) => (long)(random.NextExponential() * MeanOfUs + 0.5);
}

/// <summary>Lognormal by its own mean and deviation, not those of its logarithm.</summary>
internal sealed record LognormalDurations(double MeanOfUs, double DeviationUs) : Durations
{
    private readonly double _sigma = Math.Sqrt(
        PortableMath.Log(1 + DeviationUs / MeanOfUs * (DeviationUs / MeanOfUs)));

    public override double MeanUs => MeanOfUs;

    public override long Draw(RandomStream random) =>
        (long)(MeanOfUs * PortableMath.Exp(_sigma * random.NextNormal() - _sigma * _sigma / 2) + 0.5);
}

/// <summary>One of those that were seen, each as often as it was.</summary>
internal sealed record EmpiricalDurations(IReadOnlyList<long> SeenUs) : Durations
{
    public override double MeanUs { get; } = SeenUs.Average();

    public override long Draw(RandomStream random) => SeenUs[random.Next(SeenUs.Count)];
}
