using TellerLine.Voice;

namespace TellerLine.Rules.Voice.Media;

public sealed class EModelTests
{
    [Theory]
    [InlineData(93.2, 4.41)] // ITU-T G.107 annex B
    [InlineData(90, 4.34)]
    [InlineData(80, 4.03)]
    [InlineData(70, 3.60)]
    [InlineData(60, 3.10)]
    [InlineData(50, 2.58)]
    [InlineData(0, 1)]
    [InlineData(100, 4.5)]
    public void a_rating_is_an_opinion(double r, double mos) => Assert.Equal(mos, EModel.Mos(r), 0.011);

    [Theory]
    [InlineData(0, 0, 93.2)]
    [InlineData(0, 100, 93.2)]
    [InlineData(0, 200, 90.2)]
    [InlineData(0, 400, 69.1)]
    [InlineData(1, 0, 89.6)]
    [InlineData(5, 0, 77.4)]
    [InlineData(20, 0, 51.1)]
    [InlineData(100, 2_000, 0)]
    public void loss_and_delay_take_from_it(double lossPct, double oneWayMs, double r) =>
        Assert.Equal(r, EModel.R(lossPct, oneWayMs), 0.06);

    [Fact]
    public void a_legs_opinion_is_the_worse_of_both_ways()
    {
        var good = new LegQuality(1_000, 0, 1, 1_000, 0, 1, 20);
        Assert.Equal(4.41, good.Mos!.Value, 0.01);
        Assert.Equal(EModel.Mos(EModel.R(5, 32)), (good with { SentLost = 50 }).Mos!.Value, 0.001);
        Assert.Equal(EModel.Mos(EModel.R(50, 32)), (good with { ReceivedLost = 1_000 }).Mos!.Value, 0.001);
        Assert.True((good with { RoundTripMs = 600 }).Mos < 3.9);
        Assert.True((good with { ReceivedJitterMs = 100 }).Mos < 4.35);
    }

    [Fact]
    public void what_never_travelled_has_no_opinion_and_who_tells_nothing_is_judged_by_what_came()
    {
        Assert.Null(new LegQuality(0, 0, 0, 0, null, null, null).Mos);
        Assert.Equal(4.41, new LegQuality(500, 0, 0, 500, null, null, null).Mos!.Value, 0.01);
    }
}
