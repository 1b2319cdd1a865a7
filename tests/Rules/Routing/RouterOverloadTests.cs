using TellerLine.Routing;
using TellerLine.Routing.Core;

namespace TellerLine.Rules.Routing;

/// <summary>Too many, too late, later: overload, calls back, estimates, states that last too long.</summary>
public sealed class RouterOverloadTests
{
    private readonly Floor _floor = new();

    [Fact]
    public void a_new_request_is_turned_away_at_the_first_bound_reached_and_never_one_who_returns()
    {
        _floor.Plan(new QueuePlan("service") { Overload = [new(OverloadOutcome.Callback, Waiting: 2)] })
            .Queue("a").Queue("b");
        _floor.Tell(new ContactWaits("new", "service", 0, _floor.NowUs) { Fresh = true });
        Assert.Equal(
            (RoutingRefusal.Overloaded, OverloadOutcome.Callback),
            (_floor.Told<ContactRefused>().Why, _floor.Told<ContactRefused>().Instead!.Value));
        _floor.Tell(new ContactWaits("back", "service", 0, _floor.NowUs));
        Assert.Equal(3, _floor.Look().Queue("service").Waiting);
    }

    [Fact]
    public void an_overloaded_queue_may_name_another_to_its_new_requests()
    {
        _floor.Plan(new QueuePlan("service")
        {
            Overload = [new(OverloadOutcome.OtherQueue, HeldUs: 60 * Floor.Second, ToQueue: "second")],
        }).Queue("a").After(60 * Floor.Second - 1);
        _floor.Tell(new ContactWaits("b", "service", 0, _floor.NowUs) { Fresh = true }).After(1);
        _floor.Tell(new ContactWaits("c", "service", 0, _floor.NowUs) { Fresh = true });
        Assert.Equal(
            (OverloadOutcome.OtherQueue, "second"),
            (_floor.Told<ContactRefused>().Instead, _floor.Told<ContactRefused>().ToQueue));
        Assert.Equal(2, _floor.Look().Queue("service").Waiting);
    }

    [Fact]
    public void a_call_back_by_appointment_is_offered_at_its_time_and_in_its_place()
    {
        _floor.Ready("1001");
        _floor.Tell(new ContactWaits("later", "service", 0, _floor.NowUs)
        {
            NotBeforeUs = _floor.NowUs + 100 * Floor.Second,
        });
        Assert.Null(_floor.Router.PositionOf("later"));
        _floor.Queue("a").Tell(new OfferAccepted("o1", "1001")).After(50 * Floor.Second).Queue("b");
        _floor.After(50 * Floor.Second);
        Assert.Equal((1, 2), (_floor.Router.PositionOf("later"), _floor.Router.PositionOf("b")));
        _floor.Tell(new ConversationEnded("a", "1001")).Tell(new WrapupDone("1001", true));
        Assert.Equal("1001", _floor.OfferedTo("later"));
    }

    [Fact]
    public void what_has_expired_waits_no_more_and_is_told()
    {
        _floor.Tell(new ContactWaits("a", "service", 0, _floor.NowUs) { ExpiresUs = _floor.NowUs + Floor.Second })
            .After(Floor.Second);
        Assert.Equal(RoutingRefusal.Expired, _floor.Told<ContactRefused>().Why);
        Assert.Equal(0, _floor.Look().Queue("service").Waiting);
    }

    [Fact]
    public void the_wait_expected_follows_the_pace_at_which_the_queue_moves()
    {
        _floor.Ready("1001").Queue("c0");
        for (var i = 1; i <= 200; i++)
            _floor.Queue($"c{i}");
        for (var i = 0; i < 60; i++)
        {
            _floor.Tell(new OfferAccepted($"o{i + 1}", "1001"));
            _floor.After(40 * Floor.Second, new ConversationEnded($"c{i}", "1001"));
            _floor.Tell(new WrapupDone("1001", true));
        }
        // One leaves every 40 s; who stands tenth is told some 400 s.
        var tenth = _floor.Router.ExpectedUs("c70");
        Assert.Equal(10, _floor.Router.PositionOf("c70"));
        Assert.InRange(tenth!.Value, 380 * Floor.Second, 470 * Floor.Second);
        Assert.Equal(0, new Router(Floor.Settings).ExpectedInUs("service"));
    }

    [Fact]
    public void a_state_that_lasts_too_long_is_told_once()
    {
        _floor.Tell(new PlanChanged(new RoutingPlan
        {
            StateLimits = [new(AgentState.NotReady, "rest", 900 * Floor.Second)],
        })).Ready("1001").Tell(new AgentNotReady("1001", "rest")).After(900 * Floor.Second - 1);
        Assert.DoesNotContain(_floor.All, effect => effect is AgentOverstays);
        _floor.After(1).After(900 * Floor.Second);
        Assert.Equal("rest", Assert.Single(_floor.All.OfType<AgentOverstays>()).Reason);
    }

    [Fact]
    public void a_queue_may_ring_longer_and_wrap_up_shorter_than_the_others()
    {
        _floor.Plan(new QueuePlan("service") { RingUs = 30 * Floor.Second, WrapupUs = 5 * Floor.Second })
            .Ready("1001").Queue("a").After(25 * Floor.Second);
        Assert.Equal("1001", _floor.OfferedTo("a"));
        _floor.Tell(new OfferAccepted("o1", "1001")).Tell(new ConversationEnded("a", "1001")).After(5 * Floor.Second);
        Assert.Equal(NotReadyReasons.WrapupOverdue, _floor.Agent("1001").Reason);
    }
}
