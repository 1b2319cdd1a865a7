using TellerLine.Kernel;
using TellerLine.Routing;

namespace TellerLine.Rules.Routing;

/// <summary>Contacts that a free agent has at once: dialled, picked up, taken over.</summary>
public sealed class RouterTakeTests
{
    private readonly Floor _floor = new();

    [Fact]
    public void a_ready_agent_has_it_at_once_and_is_offered_nothing_else()
    {
        _floor.Ready("1001").Tell(new AgentTakes("out", "1001"));
        Assert.Equal(("out", "1001"), (_floor.Told<OfferWon>().ContactId, _floor.Told<OfferWon>().Agent));
        _floor.Queue("a");
        Assert.Null(_floor.OfferedTo("a"));
        _floor.Tell(new ConversationEnded("out", "1001")).Tell(new WrapupDone("1001", true, "out"));
        Assert.Equal("1001", _floor.OfferedTo("a"));
    }

    [Fact]
    public void who_was_not_ready_is_so_again_afterwards_for_the_same_reason()
    {
        _floor.Ready("1001").Tell(new AgentNotReady("1001", "meal", "2001")).Tell(new AgentTakes("out", "1001"));
        Assert.Equal((AgentState.Talking, "meal"), (_floor.Agent("1001").State, _floor.Agent("1001").PendingReason));
        _floor.Tell(new ConversationEnded("out", "1001")).Tell(new WrapupDone("1001", true, "out"));
        Assert.Equal((AgentState.NotReady, "meal"), (_floor.Agent("1001").State, _floor.Agent("1001").Reason));
    }

    [Theory]
    [InlineData("1001", "new")]
    [InlineData("1002", "new")]
    [InlineData("9999", "new")]
    [InlineData("1003", "a")]
    public void who_is_not_free_and_what_is_somebody_elses_is_refused_and_nothing_changes(string agent, string contact)
    {
        _floor.Ready("1001").Queue("a");
        _floor.Ready("1002").Queue("b").Tell(new OfferAccepted("o2", "1002"));
        _floor.Ready("1003");
        var before = _floor.Router.Capture();
        _floor.Tell(new AgentTakes(contact, agent));
        Assert.Equal((contact, agent), (_floor.Told<OfferLost>().OfferId, _floor.Told<OfferLost>().Agent));
        var after = _floor.Router.Capture() with { LastEffect = before.LastEffect };
        Assert.Equal(JournalJson.Write(before), JournalJson.Write(after));
    }

    [Fact]
    public void taken_over_the_conversation_goes_on_with_the_one_who_took_it()
    {
        _floor.Ready("1001").Queue("a").Tell(new OfferAccepted("o1", "1001"));
        _floor.Tell(new AgentSignedIn("2001", [])).Tell(new AgentTakes("t", "2001"));
        _floor.Tell(new ConversationHandedOver("a", "1001", "t"));
        Assert.Equal(AgentState.Wrapup, _floor.Agent("1001").State);
        Assert.Equal((AgentState.Talking, "a"), (_floor.Agent("2001").State, _floor.Agent("2001").ContactId));
    }

    [Fact]
    public void what_could_not_be_written_was_not_taken()
    {
        _floor.Ready("1001").Tell(new AgentTakes("out", "1001"));
        _floor.Tell(new AcceptNotRecorded(_floor.Told<OfferWon>().OfferId, "out", "1001"));
        Assert.Equal(AgentState.NotReady, _floor.Agent("1001").State);
        Assert.Equal("out", _floor.Told<ContactRefused>().ContactId);
    }

    [Fact]
    public void who_calls_back_in_the_wrap_up_owes_it_before_being_ready_again()
    {
        _floor.Ready("1001").Queue("a").Tell(new OfferAccepted("o1", "1001")).Tell(new ConversationEnded("a", "1001"));
        _floor.Tell(new AgentTakes("out", "1001"));
        Assert.Equal((AgentState.Talking, "out"), (_floor.Agent("1001").State, _floor.Agent("1001").ContactId));
        _floor.Tell(new WrapupDone("1001", true, "a"));
        Assert.Equal(AgentState.Talking, _floor.Agent("1001").State);
        _floor.Tell(new ConversationEnded("out", "1001")).Tell(new WrapupDone("1001", true, "out"));
        Assert.Equal(
            (AgentState.NotReady, NotReadyReasons.WrapupOverdue),
            (_floor.Agent("1001").State, _floor.Agent("1001").Reason));
    }

    [Fact]
    public void what_rings_at_a_colleague_is_taken_from_there_and_the_colleague_is_ready()
    {
        _floor.Ready("1001").Queue("a").Tell(new AgentSignedIn("1002", ["service"]));
        _floor.Tell(new AgentTakes("a", "1002") { Rings = true });
        Assert.Equal(
            (WithdrawReason.PickedUp, "1001"),
            (_floor.Told<OfferWithdrawn>().Why, _floor.Told<OfferWithdrawn>().Agent));
        Assert.Equal(("a", "1002"), (_floor.Told<OfferWon>().ContactId, _floor.Told<OfferWon>().Agent));
        Assert.Equal(AgentState.Ready, _floor.Agent("1001").State);
        Assert.Equal((AgentState.Talking, "a"), (_floor.Agent("1002").State, _floor.Agent("1002").ContactId));
        // The colleague serves whoever is next; the contact is nobody else's.
        _floor.Queue("b");
        Assert.Equal("1001", _floor.OfferedTo("b"));
        _floor.Tell(new ConversationEnded("a", "1002"));
        Assert.Equal(AgentState.Wrapup, _floor.Agent("1002").State);
    }

    [Fact]
    public void what_was_taken_from_a_colleague_and_not_written_waits_at_the_front_as_before()
    {
        _floor.Ready("1001").Queue("a").Tell(new AgentSignedIn("1002", ["service"]));
        _floor.Tell(new AgentNotReady("1001", "meal")).Tell(new AgentReady("1001"));
        _floor.Tell(new AgentTakes("a", "1002") { Rings = true });
        _floor.Tell(new AcceptNotRecorded(_floor.Told<OfferWon>().OfferId, "a", "1002"));
        Assert.Equal("1001", _floor.OfferedTo("a"));
    }

    [Theory]
    [InlineData("waits")]
    [InlineData("talks")]
    [InlineData("asked")]
    [InlineData("nobody")]
    public void what_does_not_ring_for_anybody_is_taken_from_nobody(string contact)
    {
        _floor.Ready("1001").Queue("talks").Tell(new OfferAccepted("o1", "1001"));
        _floor.Ready("1003").Tell(new ContactWaits("asked", "direct", 0, _floor.NowUs, true, "1003"));
        _floor.Queue("waits").Tell(new AgentSignedIn("1002", ["service"]));
        _floor.Tell(new AgentTakes(contact, "1002") { Rings = true });
        Assert.Equal(contact, _floor.Told<OfferLost>().OfferId);
        Assert.Equal(AgentState.NotReady, _floor.Agent("1002").State);
    }
}
