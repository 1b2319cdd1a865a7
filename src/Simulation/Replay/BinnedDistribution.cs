using TellerLine.Simulation.Core;

namespace TellerLine.Simulation.Replay;

/// <summary>Seconds from … until, and how likely.</summary>
internal readonly record struct Bin(double FromS, double UntilS, double Mass);

/// <summary>
/// A distribution of seconds: even within each bin; what mass the bins leave to 1 is an exponential tail.
/// </summary>
/// <param name="TailFromS">Where the tail begins.</param>
/// <param name="TailMeanS">Its mean, beyond there.</param>
internal sealed record BinnedDistribution(IReadOnlyList<Bin> Bins, double TailFromS, double TailMeanS)
{
    private readonly double[] _upTo = Cumulative(Bins);

    public double MeanS =>
        Bins.Sum(b => b.Mass * (b.FromS + b.UntilS) / 2)
        + Math.Max(0, 1 - Bins.Sum(b => b.Mass)) * (TailFromS + TailMeanS);

    /// <summary>How likely it is more.</summary>
    public double Beyond(double seconds)
    {
        var beyond = Math.Max(0, 1 - Bins.Sum(b => b.Mass))
            * (seconds <= TailFromS ? 1 : TailMeanS > 0 ? Math.Exp((TailFromS - seconds) / TailMeanS) : 0);
        foreach (var bin in Bins)
        {
            var within = bin.UntilS > bin.FromS ? (bin.UntilS - seconds) / (bin.UntilS - bin.FromS) : 0;
            beyond += bin.Mass * Math.Clamp(within, 0, 1);
        }
        return beyond;
    }

    public double Draw(RandomStream random)
    {
        var chance = random.NextDouble();
        var place = Array.BinarySearch(_upTo, chance);
        place = place < 0 ? ~place : place + 1;
        if (place >= Bins.Count)
            return TailFromS + random.NextExponential() * TailMeanS;
        var bin = Bins[place];
        return bin.FromS + random.NextDouble() * (bin.UntilS - bin.FromS);
    }

    private static double[] Cumulative(IReadOnlyList<Bin> bins)
    {
        var upTo = new double[bins.Count];
        var sum = 0.0;
        for (var i = 0; i < bins.Count; i++)
            upTo[i] = sum += bins[i].Mass;
        return upTo;
    }
}
