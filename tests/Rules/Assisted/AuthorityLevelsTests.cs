using TellerLine.Assisted;
using TellerLine.Definitions;

namespace TellerLine.Rules.Assisted;

public sealed class AuthorityLevelsTests
{
    private static readonly DefinitionCheck Check =
        new DefinitionCheck<AuthorityLevels>(AuthorityLevels.Kind, new None());

    private static readonly AuthorityLevels Shipped =
        (AuthorityLevels)Check.Read(AuthorityLevels.Kind.Shipped[0].Yaml).Value!;

    [Theory]
    [InlineData(0, 0L)]
    [InlineData(1, 1_000_00L)]
    [InlineData(2, 5_000_00L)]
    [InlineData(3, 50_000_00L)]
    [InlineData(4, null)]
    public void a_level_goes_up_to_its_amount_and_one_that_is_not_named_to_nothing(int level, long? fen) =>
        Assert.Equal(fen, Shipped.UpTo(level));

    [Theory]
    [InlineData("levels: [{ level: 2, upTo: 5000 }, { level: 1, upTo: 1000 }]", "/levels/1")]
    [InlineData("levels: [{ level: 1, upTo: 5000 }, { level: 2, upTo: 1000 }]", "/levels/1")]
    [InlineData("levels: [{ level: 1 }, { level: 2, upTo: 1000 }]", "/levels/1")]
    public void a_higher_level_may_no_less(string yaml, string at) =>
        Assert.Contains(Check.Faults(yaml, "main"), fault => fault.Path == at);

    private sealed class None : IServiceProvider
    {
        public object? GetService(Type serviceType) => null;
    }
}
