using TellerLine.Contacts;
using TellerLine.Routing;

namespace TellerLine.Rules.Calls;

/// <summary>What a caller is offered when the queue takes no more.</summary>
public sealed class OverloadTests
{
    private const string Number = "+8613800000001";

    [Fact]
    public async Task who_presses_1_is_promised_a_call_back_in_his_place()
    {
        using var call = StoryUnderTest.Of(Number).Keys("1");
        Assert.False(await call.Story.TurnedAway(Overloaded(OverloadOutcome.Callback)));
        Assert.Contains(new ContactTurnedAway("service", "callback"), call.Journal.Told);
        Assert.Contains(new CallbackOwed(7) { Chosen = true }, call.Journal.Told);
        Assert.Contains(call.Journal.Told, told => told is ContactEnded { By: "system" });
    }

    [Theory]
    [InlineData("2")]
    [InlineData("")]
    public async Task who_wants_to_wait_or_says_nothing_waits(string keys)
    {
        using var call = StoryUnderTest.Of(Number).Keys(keys);
        Assert.Null(await call.Story.TurnedAway(Overloaded(OverloadOutcome.Callback)));
        Assert.DoesNotContain(call.Journal.Told, told => told is CallbackOwed);
    }

    [Fact]
    public async Task who_hides_his_number_cannot_be_called_back_and_waits()
    {
        using var call = StoryUnderTest.Of();
        call.Customer.OnCollect = (_, _) => throw new InvalidOperationException("He is not asked.");
        Assert.Null(await call.Story.TurnedAway(Overloaded(OverloadOutcome.Callback)));
    }

    [Fact]
    public async Task back_to_the_menu_unless_self_service_is_over_for_him()
    {
        using var call = StoryUnderTest.Of();
        Assert.True(await call.Story.TurnedAway(Overloaded(OverloadOutcome.SelfService)));
        using var ended = StoryUnderTest.Of(ended: true);
        Assert.Null(await ended.Story.TurnedAway(Overloaded(OverloadOutcome.SelfService)));
    }

    [Fact]
    public async Task in_another_queue_he_waits_by_that_queues_name()
    {
        using var call = StoryUnderTest.Of();
        Assert.Null(await call.Story.TurnedAway(Overloaded(OverloadOutcome.OtherQueue, "second")));
        Assert.Equal("second", call.Contact.Queue);
        Assert.Equal(new ContactTurnedAway("service", "otherQueue"), Assert.Single(call.Journal.Told));
    }

    private static ContactRefused Overloaded(OverloadOutcome instead, string? toQueue = null) =>
        new("n1-a", "service", RoutingRefusal.Overloaded, instead, toQueue);
}
