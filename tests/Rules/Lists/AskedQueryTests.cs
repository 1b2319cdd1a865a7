using TellerLine.Lists.Core;

namespace TellerLine.Rules.Lists;

public sealed class AskedQueryTests
{
    [Theory]
    [InlineData("13800000001", "***0001")]
    [InlineData("+86 138-0000-0001", "***0001")]
    [InlineData("张伟 6217000000001000 挂失", "张伟 ***1000 挂失")]
    [InlineData("1001", "1001")]
    public void a_long_number_that_was_looked_for_is_not_in_the_trail(string typed, string kept) =>
        Assert.Equal($"q={kept}", AskedQuery.Told([new("q", typed)]));

    [Fact]
    public void days_and_filters_stand_as_they_were() => Assert.Equal(
        "startedAt.from=2026-11-27T00:00:00Z&agent=1001",
        AskedQuery.Told([new("startedAt.from", "2026-11-27T00:00:00Z"), new("agent", "1001")]));
}
