using TellerLine.Simulation.Core;

namespace TellerLine.Rules.Simulation;

public sealed class ChanceTests
{
    [Fact]
    public void a_seed_gives_the_same_numbers_on_every_machine()
    {
        var random = new RandomStream(1, "arrivals");
        Assert.Equal(
            [0x79D6C13CCBB5C637UL, 0xC5A7331111B3544DUL, 0x127021B6BC0B24BFUL],
            Enumerable.Range(0, 3).Select(_ => random.NextBits()));
        Assert.Equal([233505906L, 93958192L, 248231903L], Draws(new ExponentialDurations(180e6)));
        Assert.Equal([429666486L, 152986475L, 289133579L], Draws(new LognormalDurations(180e6, 150e6)));
    }

    [Fact]
    public void each_purpose_and_each_stream_has_its_own()
    {
        ulong[] firsts = [
            .. from seed in new long[] { 1, 2 }
               from purpose in new[] { "arrivals", "services" }
               from stream in new long[] { 0, 1 }
               select new RandomStream(seed, purpose, stream).NextBits()];
        Assert.Equal(8, firsts.Distinct().Count());
    }

    [Fact]
    public void durations_have_the_mean_and_deviation_they_are_asked_for()
    {
        const int draws = 400_000;
        foreach (var (durations, sd) in new (Durations, double)[]
        {
            (new ExponentialDurations(180e6), 180e6), (new LognormalDurations(180e6, 150e6), 150e6),
            (new EmpiricalDurations([60_000_000, 120_000_000, 360_000_000]), 129.61e6),
        })
        {
            var random = new RandomStream(7, "services");
            var drawn = Enumerable.Range(0, draws).Select(_ => (double)durations.Draw(random)).ToArray();
            var mean = drawn.Average();
            Assert.InRange(mean, durations.MeanUs * 0.995, durations.MeanUs * 1.005);
            var deviation = Math.Sqrt(drawn.Average(us => (us - mean) * (us - mean)));
            Assert.InRange(deviation, sd * 0.98, sd * 1.02);
        }
    }

    [Fact]
    public void the_portable_logarithm_and_exponential_are_those_of_the_library()
    {
        for (var x = 1e-12; x < 1e12; x *= 1.7)
            Assert.True(Math.Abs(PortableMath.Log(x) - Math.Log(x)) <= 1e-14 * Math.Max(1, Math.Abs(Math.Log(x))));
        for (var x = -40.0; x < 40; x += 0.37)
            Assert.True(Math.Abs(PortableMath.Exp(x) / Math.Exp(x) - 1) <= 1e-14);
    }

    private static IEnumerable<long> Draws(Durations durations)
    {
        var random = new RandomStream(1, "services");
        return Enumerable.Range(0, 3).Select(_ => durations.Draw(random));
    }
}
