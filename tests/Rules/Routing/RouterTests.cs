using TellerLine.Routing;

namespace TellerLine.Rules.Routing;

public sealed class RouterTests
{
    private const long Second = Floor.Second;
    private readonly Floor _floor = new();

    [Fact]
    public void a_ready_agent_is_offered_the_contact_at_once()
    {
        _floor.Ready("1001").Queue("a");
        Assert.Equal(
            new OfferMade("o1", "a", "1001", _floor.NowUs + 20 * Second), _floor.Told<OfferMade>() with { Seq = 0 });
        Assert.Equal(AgentState.Reserved, _floor.Agent("1001").State);
        _floor.Tell(new OfferRinging("o1", "1001"));
        Assert.Equal(AgentState.Ringing, _floor.Agent("1001").State);
    }

    [Fact]
    public void the_longest_idle_agent_comes_first()
    {
        _floor.Ready("1001", "1002", "1003").Queue("a");
        Assert.Equal("1001", _floor.Told<OfferMade>().Agent);
        _floor.Tell(new AgentNotReady("1002", "rest")).After(Second, new AgentReady("1002")).Queue("b");
        Assert.Equal("1003", _floor.Told<OfferMade>().Agent);
    }

    [Fact]
    public void an_agent_whose_caller_hung_up_while_ringing_keeps_his_place_among_the_idle()
    {
        _floor.Ready("1001", "1002").Queue("a").Tell(new ContactLeft("a")).Queue("b");
        Assert.Equal("1001", _floor.Told<OfferMade>().Agent);
    }

    [Fact]
    public void who_waits_longest_is_served_first()
    {
        _floor.Queue("late");
        _floor.Tell(new ContactWaits("early", "service", 0, _floor.NowUs - Second)).Ready("1001");
        Assert.Equal("early", _floor.Told<OfferMade>().ContactId);
    }

    [Fact]
    public void a_head_start_comes_before_waiting_and_the_front_before_both()
    {
        _floor.Queue("ordinary").After(Second).Queue("vip", credit: 5).After(Second).Queue("loss", atFront: true);
        Assert.Equal([3, 2, 1], new[] { "ordinary", "vip", "loss" }.Select(c => _floor.Router.PositionOf(c)!.Value));
        Assert.Equal(
            ["loss", "vip", "ordinary"],
            new[] { "1001", "1002", "1003" }.Select(a => _floor.Ready(a).Told<OfferMade>().ContactId));
    }

    [Fact]
    public void an_unanswered_offer_returns_the_caller_to_the_front_and_makes_the_agent_not_ready()
    {
        _floor.Ready("1001").Queue("a");
        var waitSince = _floor.NowUs;
        _floor.After(Second).Queue("vip", credit: 90).After(19 * Second);
        Assert.Equal(WithdrawReason.NoAnswer, _floor.Told<OfferWithdrawn>().Why);
        Assert.Equal(
            (AgentState.NotReady, NotReadyReasons.NoAnswer), (_floor.Agent("1001").State, _floor.Agent("1001").Reason));
        Assert.Equal(1, _floor.Router.PositionOf("a"));
        Assert.Equal(waitSince, _floor.Look().Queue("service").LongestSinceUs);
    }

    [Fact]
    public void an_offer_does_not_expire_a_microsecond_early()
    {
        _floor.Ready("1001").Queue("a").After(20 * Second - 1);
        Assert.Empty(_floor.Last);
        Assert.Equal(_floor.NowUs + 1, _floor.Router.NextDeadlineUs);
        _floor.After(1);
        Assert.Equal(WithdrawReason.NoAnswer, _floor.Told<OfferWithdrawn>().Why);
        Assert.Null(_floor.Router.NextDeadlineUs);
    }

    [Fact]
    public void an_unanswered_caller_goes_to_the_next_idle_agent_in_the_same_step()
    {
        _floor.Ready("1001", "1002").Queue("a").After(20 * Second);
        Assert.Equal("1002", _floor.Told<OfferMade>().Agent);
    }

    [Fact]
    public void a_declined_offer_goes_on_and_the_agent_is_not_ready()
    {
        _floor.Ready("1001", "1002").Queue("a").Tell(new OfferDeclined("o1", "1001"));
        Assert.Equal(
            (AgentState.NotReady, NotReadyReasons.Declined), (_floor.Agent("1001").State, _floor.Agent("1001").Reason));
        Assert.Equal("1002", _floor.Told<OfferMade>().Agent);
    }

    [Fact]
    public void of_two_agents_who_accept_one_offer_exactly_one_wins()
    {
        _floor.Ready("1001", "1002").Queue("a");
        _floor.Tell(new OfferAccepted("o1", "1002"));
        Assert.Equal("1002", _floor.Told<OfferLost>().Agent);
        _floor.Tell(new OfferAccepted("o1", "1001"));
        Assert.Equal("1001", _floor.Told<OfferWon>().Agent);
        _floor.Tell(new OfferAccepted("o1", "1001"));
        Assert.Empty(_floor.Last);
        Assert.Single(_floor.All.OfType<OfferWon>());
    }

    [Fact]
    public void an_acceptance_after_the_offer_expired_is_lost_even_if_no_tick_came_between()
    {
        _floor.Ready("1001", "1002").Queue("a").After(20 * Second, new OfferAccepted("o1", "1001"));
        Assert.Equal("1001", _floor.Told<OfferLost>().Agent);
        Assert.Equal("1002", _floor.OfferedTo("a"));
    }

    [Fact]
    public void a_caller_who_hung_up_is_never_offered()
    {
        _floor.Queue("a").Queue("b").Tell(new ContactLeft("a")).Ready("1001");
        Assert.Equal("b", _floor.Told<OfferMade>().ContactId);
    }

    [Fact]
    public void a_caller_who_hangs_up_while_it_rings_frees_the_agent_for_the_next()
    {
        _floor.Ready("1001").Queue("a").Queue("b").Tell(new ContactLeft("a"));
        Assert.Equal(WithdrawReason.ContactLeft, _floor.Told<OfferWithdrawn>().Why);
        Assert.Equal("b", _floor.Told<OfferMade>().ContactId);
    }

    [Theory]
    [InlineData("lost")]
    [InlineData("signedOut")]
    [InlineData("forced")]
    public void an_agent_who_goes_while_it_rings_leaves_the_caller_at_the_front(string how)
    {
        _floor.Ready("1001").Queue("a").Queue("b", credit: 90);
        _floor.Tell(how switch
        {
            "lost" => new AgentGone("1001"),
            "signedOut" => new AgentSignedOut("1001"),
            _ => new AgentNotReady("1001", "meeting", Actor: "3001"),
        });
        Assert.Equal(WithdrawReason.AgentLeft, _floor.Told<OfferWithdrawn>().Why);
        Assert.Equal(1, _floor.Router.PositionOf("a"));
        var state = _floor.Told<AgentStateChanged>();
        Assert.Equal(how == "signedOut" ? AgentState.LoggedOut : AgentState.NotReady, state.State);
        Assert.Equal(how == "forced" ? "3001" : null, state.Actor);
    }

    [Fact]
    public void after_a_conversation_the_agent_wraps_up_and_is_ready_again()
    {
        Talk();
        _floor.Tell(new ConversationHeld("a", "1001"));
        Assert.Equal(AgentState.Hold, _floor.Agent("1001").State);
        _floor.Tell(new ConversationResumed("a", "1001"));
        Assert.Equal(AgentState.Talking, _floor.Agent("1001").State);
        _floor.Tell(new ConversationEnded("a", "1001"));
        Assert.Equal((AgentState.Wrapup, "a"), (_floor.Agent("1001").State, _floor.Agent("1001").ContactId));
        _floor.Tell(new WrapupDone("1001", ThenReady: true, "a"));
        Assert.Equal(AgentState.Ready, _floor.Agent("1001").State);
    }

    [Fact]
    public void a_wrapup_not_done_at_its_cap_is_overdue_and_the_agent_not_ready()
    {
        Talk();
        _floor.Tell(new ConversationEnded("a", "1001")).After(120 * Second);
        Assert.Equal(
            (AgentState.NotReady, NotReadyReasons.WrapupOverdue),
            (_floor.Agent("1001").State, _floor.Agent("1001").Reason));
    }

    [Fact]
    public void not_ready_asked_for_in_conversation_follows_the_wrapup_and_can_be_taken_back()
    {
        Talk();
        _floor.Tell(new AgentNotReady("1001", "meal"));
        Assert.Equal((AgentState.Talking, "meal"), (_floor.Agent("1001").State, _floor.Agent("1001").PendingReason));
        _floor.Tell(new ConversationEnded("a", "1001")).Tell(new WrapupDone("1001", ThenReady: true));
        Assert.Equal((AgentState.NotReady, "meal"), (_floor.Agent("1001").State, _floor.Agent("1001").Reason));

        _floor.Tell(new AgentReady("1001")).Queue("b").Tell(new OfferAccepted("o2", "1001"))
            .Tell(new AgentNotReady("1001", "meal"))
            .Tell(new AgentReady("1001")).Tell(new ConversationEnded("b", "1001"))
            .Tell(new WrapupDone("1001", true, "b"));
        Assert.Equal(AgentState.Ready, _floor.Agent("1001").State);
    }

    [Fact]
    public void a_late_repetition_of_one_wrapups_end_does_not_end_another()
    {
        Talk();
        _floor.Tell(new ConversationEnded("a", "1001")).Tell(new WrapupDone("1001", true, "a")).Queue("b")
            .Tell(new OfferAccepted("o2", "1001")).Tell(new ConversationEnded("b", "1001"))
            .Tell(new WrapupDone("1001", true, "a"));
        Assert.Equal(AgentState.Wrapup, _floor.Agent("1001").State);
    }

    [Fact]
    public void an_agent_lost_in_conversation_is_not_ready_and_his_caller_can_be_queued_at_the_front()
    {
        Talk();
        _floor.Tell(new AgentGone("1001"));
        Assert.Equal(
            (AgentState.NotReady, NotReadyReasons.Lost), (_floor.Agent("1001").State, _floor.Agent("1001").Reason));
        _floor.Queue("b").Queue("a", atFront: true);
        Assert.Equal(1, _floor.Router.PositionOf("a"));
    }

    [Fact]
    public void a_caller_who_leaves_the_conversation_ends_it()
    {
        Talk();
        _floor.Tell(new ContactLeft("a"));
        Assert.Equal(AgentState.Wrapup, _floor.Agent("1001").State);
    }

    [Fact]
    public void an_acceptance_that_could_not_be_recorded_did_not_happen()
    {
        Talk();
        _floor.Tell(new AcceptNotRecorded("o1", "a", "1001"));
        Assert.Equal(1, _floor.Router.PositionOf("a"));
        Assert.Equal(
            (AgentState.NotReady, NotReadyReasons.SystemFault),
            (_floor.Agent("1001").State, _floor.Agent("1001").Reason));
    }

    [Fact]
    public void an_agent_serves_only_his_queues_and_the_most_urgent_of_them_first()
    {
        _floor.Tell(new ContactWaits("v", "vip", 0, 1)).Tell(new ContactWaits("s", "service", 10, 5))
            .Tell(new ContactWaits("x", "other", 9, 0));
        _floor.Tell(new AgentSignedIn("1001", ["vip", "service"])).Tell(new AgentReady("1001"));
        Assert.Equal("s", _floor.Told<OfferMade>().ContactId);
    }

    [Fact]
    public void an_idle_agent_given_another_queue_serves_who_waits_there()
    {
        _floor.Ready("1001").Tell(new ContactWaits("v", "vip", 0, 1));
        Assert.Empty(_floor.Last);
        _floor.Tell(new AgentSignedIn("1001", ["vip"]));
        Assert.Equal("v", _floor.Told<OfferMade>().ContactId);
    }

    [Fact]
    public void more_contacts_than_may_wait_are_refused_aloud()
    {
        for (var i = 0; i < RoutingLimits.Contacts; i++)
            _floor.Router.Apply(new ContactWaits($"c{i}", "service", 0, i), 0, []);
        _floor.Queue("one too many");
        Assert.Equal(RoutingRefusal.QueueFull, _floor.Told<ContactRefused>().Why);
    }

    [Fact]
    public void more_queues_than_may_be_are_refused_aloud()
    {
        for (var i = 0; i < RoutingLimits.Queues; i++)
            _floor.Tell(new ContactWaits($"c{i}", $"q{i}", 0, i));
        _floor.Tell(new ContactWaits("c", "one too many", 0, 0));
        Assert.Equal(RoutingRefusal.TooManyQueues, _floor.Told<ContactRefused>().Why);
        _floor.Tell(new AgentSignedIn("1001", ["another"]));
        Assert.Equal(RoutingRefusal.TooManyQueues, _floor.Told<AgentRefused>().Why);
    }

    [Fact]
    public void a_new_process_finds_no_contacts_and_signs_every_agent_out()
    {
        _floor.Ready("1001", "1002", "1003").Queue("a").Queue("b").Tell(new OfferAccepted("o1", "1001")).Queue("c")
            .Queue("d");
        _floor.After(Second, new DomainStarted());
        Assert.Equal(
            ["1001", "1002", "1003"],
            _floor.Last.OfType<AgentStateChanged>().Where(s => s.State == AgentState.LoggedOut).Select(s => s.Agent));
        Assert.Empty(_floor.Look().Agents);
        Assert.Equal((0, 0), (_floor.Look().Queue("service").Waiting, _floor.Look().Queue("service").Offered));
        Assert.Null(_floor.Router.NextDeadlineUs);
    }

    [Fact]
    public void time_that_runs_backwards_counts_as_standing_still()
    {
        _floor.Ready("1001");
        var since = _floor.Agent("1001").SinceUs;
        _floor.After(-500 * Second, new AgentNotReady("1001", "rest"));
        Assert.Equal(since, _floor.Agent("1001").SinceUs);
    }

    private void Talk() => _floor.Ready("1001").Queue("a").Tell(new OfferAccepted("o1", "1001"));
}
