using TellerLine.Routing;

namespace TellerLine.Rules.Routing;

/// <summary>One router for all channels: one call, or some chats, and mail that gives way.</summary>
public sealed class RouterChannelsTests
{
    private readonly Floor _floor = new();

    public RouterChannelsTests()
    {
        _floor.Tell(new PlanChanged(new RoutingPlan
        {
            Channels = [new("chat", ChannelKind.Parallel, 3), new("mail", ChannelKind.Interruptible, 1)],
            Queues = [new("chat") { Channel = "chat" }, new("mail") { Channel = "mail" }],
        }));
        _floor.Tell(new AgentSignedIn("1001", ["service", "chat", "mail"])
        {
            Slots = new Dictionary<string, int> { ["chat"] = 2 },
        }).Tell(new AgentReady("1001"));
    }

    [Fact]
    public void an_agent_chats_with_as_many_as_he_may_and_gets_no_call_beside()
    {
        Taken("a", "chat");
        Assert.Equal(AgentState.Chatting, _floor.Agent("1001").State);
        Taken("b", "chat");
        _floor.Queue("c", queue: "chat").Queue("call");
        Assert.Equal(["a", "b"], _floor.Agent("1001").Beside);
        Assert.Null(_floor.OfferedTo("c"));
        Assert.Null(_floor.OfferedTo("call"));
        _floor.Tell(new ConversationEnded("a", "1001"));
        Assert.Equal("1001", _floor.OfferedTo("c"));
    }

    [Fact]
    public void a_call_interrupts_mail_and_the_mail_is_there_afterwards()
    {
        Taken("m", "mail");
        Assert.Equal(AgentState.Working, _floor.Agent("1001").State);
        Taken("call", "service");
        Assert.Equal(AgentState.Talking, _floor.Agent("1001").State);
        _floor.Tell(new ConversationEnded("call", "1001")).Tell(new WrapupDone("1001", true));
        Assert.Equal((AgentState.Working, "m"), (_floor.Agent("1001").State, _floor.Agent("1001").Beside.Single()));
    }

    [Fact]
    public void not_ready_in_chats_takes_no_more_and_comes_when_the_last_has_ended()
    {
        Taken("a", "chat");
        _floor.Tell(new AgentNotReady("1001", "meal")).Queue("b", queue: "chat");
        Assert.Equal((AgentState.Chatting, "meal"), (_floor.Agent("1001").State, _floor.Agent("1001").PendingReason));
        Assert.Null(_floor.OfferedTo("b"));
        _floor.Tell(new ConversationEnded("a", "1001"));
        Assert.Equal((AgentState.NotReady, "meal"), (_floor.Agent("1001").State, _floor.Agent("1001").Reason));
        _floor.Tell(new AgentReady("1001"));
        Assert.Equal("1001", _floor.OfferedTo("b"));
    }

    [Fact]
    public void a_chat_declined_beside_another_leaves_that_one_with_its_agent()
    {
        Taken("a", "chat");
        _floor.Queue("b", queue: "chat").Tell(new OfferDeclined("o2", "1001"));
        Assert.Equal((AgentState.Chatting, NotReadyReasons.Declined),
            (_floor.Agent("1001").State, _floor.Agent("1001").PendingReason));
        Assert.Equal("a", _floor.Agent("1001").Beside.Single());
        Assert.Equal(1, _floor.Router.PositionOf("b"));
    }

    [Fact]
    public void states_beside_are_kept_over_a_snapshot()
    {
        Taken("a", "chat");
        var before = _floor.State();
        _floor.RestartFromItsOwnSnapshot();
        Assert.Equal(before, _floor.State());
        Taken("b", "chat");
        Assert.Equal(["a", "b"], _floor.Agent("1001").Beside);
    }

    private void Taken(string contact, string queue)
    {
        _floor.Queue(contact, queue: queue);
        var offer = _floor.Told<OfferMade>();
        _floor.Tell(new OfferAccepted(offer.OfferId, offer.Agent));
    }
}
