using TellerLine.Routing;

namespace TellerLine.Rules.Routing;

/// <summary>Contacts that ask for one agent by number: consultations, and what they become.</summary>
public sealed class RouterConsultTests
{
    private readonly Floor _floor = new();

    [Fact]
    public void who_is_asked_for_by_number_is_offered_it_before_all_others_in_line()
    {
        _floor.Ready("1001", "1002").Tell(Asks("q", "1002"));
        Assert.Equal(("q", "1002"), (_floor.Told<OfferMade>().ContactId, _floor.Told<OfferMade>().Agent));
    }

    [Theory]
    [InlineData("1002")]
    [InlineData("9999")]
    public void one_who_is_not_ready_is_not_waited_for(string asked)
    {
        _floor.Ready("1001").Tell(new AgentSignedIn("1002", ["service"])).Tell(Asks("q", asked));
        Assert.Equal(RoutingRefusal.AgentNotReady, _floor.Told<ContactRefused>().Why);
        Assert.Null(_floor.OfferedTo("q"));
    }

    [Fact]
    public void not_taken_it_is_offered_to_nobody_else()
    {
        _floor.Ready("1002", "1001").Tell(Asks("q", "1002"));
        _floor.Tell(new OfferDeclined(_floor.Told<OfferMade>().OfferId, "1002"));
        Assert.Equal("q", _floor.Told<ContactRefused>().ContactId);
        Assert.Equal(AgentState.Ready, _floor.Agent("1001").State);
    }

    [Fact]
    public void handed_over_the_contact_is_the_consulted_agents_and_the_first_wraps_up()
    {
        Consulted();
        _floor.Tell(new ConversationHandedOver("a", "1001", "q"));
        Assert.Equal(AgentState.Wrapup, _floor.Agent("1001").State);
        Assert.Equal((AgentState.Talking, "a"), (_floor.Agent("1002").State, _floor.Agent("1002").ContactId));
        _floor.Tell(new ConversationEnded("a", "1002"));
        Assert.Equal(AgentState.Wrapup, _floor.Agent("1002").State);
        _floor.Tell(new WrapupDone("1002", true, "a"));
        Assert.Equal(AgentState.Ready, _floor.Agent("1002").State);
    }

    [Fact]
    public void given_to_somebody_outside_only_the_first_is_told_of()
    {
        Consulted();
        _floor.Tell(new ConversationHandedOver("a", "1001", null));
        Assert.Equal(AgentState.Wrapup, _floor.Agent("1001").State);
        Assert.Equal("q", _floor.Agent("1002").ContactId);
    }

    [Fact]
    public void a_contact_that_left_is_handed_to_nobody()
    {
        Consulted();
        _floor.Tell(new ContactLeft("a")).Tell(new ConversationHandedOver("a", "1001", "q"));
        Assert.Equal("q", _floor.Agent("1002").ContactId);
    }

    private void Consulted()
    {
        _floor.Ready("1001").Queue("a").Tell(new OfferAccepted("o1", "1001"));
        _floor.Ready("1002").Tell(Asks("q", "1002")).Tell(new OfferAccepted("o2", "1002"));
        Assert.Equal(AgentState.Talking, _floor.Agent("1002").State);
    }

    private ContactWaits Asks(string contact, string agent) =>
        new(contact, RoutingLimits.DirectQueue, 0, _floor.NowUs, OnlyAgent: agent);
}
