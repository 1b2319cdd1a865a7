using TellerLine.Desks;

namespace TellerLine.Rules.Desks;

public sealed class HubPlacesTests
{
    [Fact]
    public void one_agent_has_a_few_connections_and_keeps_nobody_else_out()
    {
        var places = new HubPlaces();
        for (var tab = 0; tab < HubPlaces.OfOne; tab++)
            Assert.True(places.Take("1001", $"c{tab}"));
        Assert.False(places.Take("1001", "one more"));
        Assert.True(places.Take("1002", "other"));
        places.Free("1001", "one more");
        Assert.False(places.Take("1001", "still one more"));
        places.Free("1001", "c0");
        Assert.True(places.Take("1001", "c16"));
    }
}
