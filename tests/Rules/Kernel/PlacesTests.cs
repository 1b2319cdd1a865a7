using TellerLine.Kernel;

namespace TellerLine.Rules.Kernel;

public sealed class PlacesTests
{
    [Fact]
    public void one_has_a_few_and_keeps_nobody_else_out()
    {
        var places = new Places(ofAll: 5, ofOne: 3);
        var his = Enumerable.Range(0, 3).Select(_ => places.Take("1001", out var _)!).ToList();
        Assert.Null(places.Take("1001", out var isHis));
        Assert.True(isHis);
        Assert.NotNull(places.Take("1002", out _));
        his[0].Dispose();
        his[0].Dispose();
        Assert.NotNull(places.Take("1001", out _));
        Assert.Null(places.Take("1001", out _));
    }

    [Fact]
    public void there_are_so_many_for_all()
    {
        var places = new Places(ofAll: 2, ofOne: 2);
        using var one = places.Take("1001", out _);
        using var other = places.Take("1002", out _);
        Assert.Null(places.Take("1003", out var isHis));
        Assert.False(isHis);
    }
}
