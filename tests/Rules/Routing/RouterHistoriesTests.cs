using TellerLine.Kernel;
using TellerLine.Routing;
using TellerLine.Routing.Core;

namespace TellerLine.Rules.Routing;

/// <summary>
/// Thousands of random histories, each from its seed; after every fact the invariants hold. A failure names its seed
/// and step.
/// </summary>
public sealed class RouterHistoriesTests
{
    private const int Steps = 80;

    [Fact]
    public void every_invariant_holds_after_every_fact_of_thousands_of_histories()
    {
        for (var seed = 0; seed < 2_000; seed++)
            new History(seed).Run(Steps, story => story.CheckInvariants());
    }

    [Fact]
    public void a_fact_told_twice_changes_nothing()
    {
        for (var seed = 0; seed < 60; seed++)
        {
            new History(seed).Run(Steps, story =>
            {
                var before = story.Floor.State();
                story.Floor.Tell(story.LastFact);
                Assert.Empty(story.Floor.Last);
                Assert.Equal(before, story.Floor.State());
            });
        }
    }

    [Fact]
    public void a_fact_without_an_id_told_twice_changes_nothing_either()
    {
        for (var seed = 0; seed < 60; seed++)
        {
            new History(seed).Run(Steps, story =>
            {
                var before = story.Floor.Router.Capture();
                story.Floor.Tell(story.LastFact with { Id = Guid.Empty });
                Assert.All(story.Floor.Last, effect => Assert.True(effect is OfferLost or ContactRefused));
                var after = story.Floor.Router.Capture() with { LastEffect = before.LastEffect };
                Assert.Equal(JournalJson.Write(before), JournalJson.Write(after));
            });
        }
    }

    [Fact]
    public void a_domain_restored_from_its_snapshot_is_equal_and_goes_on_equally()
    {
        for (var seed = 0; seed < 60; seed++)
        {
            var straight = new History(seed);
            var restarted = new History(seed);
            straight.Run(Steps, _ => { });
            var step = 0;
            restarted.Run(Steps, story =>
            {
                if (++step % 10 != 0)
                    return;
                var before = story.Floor.State();
                story.Floor.RestartFromItsOwnSnapshot();
                Assert.Equal(before, story.Floor.State());
            });
            Assert.Equal(straight.Floor.All, restarted.Floor.All);
            Assert.Equal(straight.Floor.State(), restarted.Floor.State());
        }
    }

    [Fact]
    public void inputs_and_effects_survive_their_serialisation()
    {
        var history = new History(7);
        history.Run(Steps, story =>
        {
            var text = System.Text.Json.JsonSerializer.Serialize(story.LastFact, JournalJson.Options);
            Assert.Equal(
                text, System.Text.Json.JsonSerializer.Serialize(
                    JournalJson.Read<RouterInput>(text), JournalJson.Options));
        });
        Assert.All(history.Floor.All, effect =>
            Assert.Equal(
                effect, JournalJson.Read<RouterEffect>(
                    System.Text.Json.JsonSerializer.Serialize(effect, JournalJson.Options))));
    }
}
