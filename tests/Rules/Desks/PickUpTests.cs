using Microsoft.Extensions.Logging.Abstractions;
using TellerLine.Calls;
using TellerLine.Contacts;
using TellerLine.Desks;
using TellerLine.Kernel;
using TellerLine.Routing;
using TellerLine.Rules.Calls;
using TellerLine.Voice;

namespace TellerLine.Rules.Desks;

/// <summary>An agent takes by telephone what is parked, or what rings at a colleague's desk.</summary>
public sealed class PickUpTests : IDisposable
{
    private readonly FakeRouting _routing = new();
    private readonly FakeLine _line = new("p", LegKind.Sip) { User = "1002" };
    private readonly AgentPhones _phones = new(new FakeExchange());
    private readonly ParkedCalls _parked = new(CallRoom.NoNames, TimeProvider.System);
    private readonly Lobby _lobby = new(TimeProvider.System);
    private readonly DeskFloor _desks = new(
        new DeskScreen(null!, null!, NullLogger<DeskScreen>.Instance), CallRoom.NoNames, TimeProvider.System);

    private readonly PickUp _pickUp;

    public PickUpTests()
    {
        var hands = new WorkInHand(_routing, _phones, notices: null!, _desks);
        _pickUp = new PickUp(_parked, _lobby, _desks, hands, _phones, new RoutingOptions());
        _phones.Of("1002").Kind = "sip";
        _desks.Of("1002").AtWork = true;
    }

    public void Dispose() => _line.Dispose();

    [Theory]
    [InlineData(null, "a")]
    [InlineData(2, "b")]
    public async Task the_parked_call_at_its_place_or_the_one_parked_first_is_the_agents(int? place, string contact)
    {
        using var first = _parked.Enter(new Waiting("a"), "1001");
        using var second = _parked.Enter(new Waiting("b"), "1001");
        Assert.Null(await _pickUp.Parked("1002", place, Answer));
        Assert.Equal("1002", (await (contact == "a" ? first : second).Taken).Agent);
        Assert.Equal(new AgentTakes(contact, "1002"), _routing.Inputs.Single());
        Assert.Same(_line, _phones.Of("1002").TakeLine());
    }

    [Fact]
    public async Task what_rings_at_a_colleagues_desk_is_won_from_there()
    {
        var work = new Waiting("a");
        using var place = _lobby.Enter(work);
        _desks.Of("1001").Ring(new LiveOffer("o1", work, 0));
        Assert.Null(await _pickUp.Offered("1002", "1001", Answer));
        Assert.Equal("1002", (await place.Taken)!.Agent);
        Assert.Equal(new AgentTakes("a", "1002") { Rings = true }, _routing.Inputs.Single());
    }

    [Theory]
    [InlineData("nothingParked", "noCall")]
    [InlineData("nothingRings", "noCall")]
    [InlineData("consultation", "noCall")]
    [InlineData("own", "noCall")]
    [InlineData("browser", "phoneDown")]
    [InlineData("notAtWork", "notFree")]
    public async Task what_cannot_be_is_refused_before_the_telephone_is_answered(string what, string code)
    {
        if (what is "browser" or "notAtWork")
            _parked.Enter(new Waiting("a"), "1001");
        if (what == "browser")
            _phones.Of("1002").Kind = "browser";
        if (what == "notAtWork")
            _desks.Of("1002").AtWork = false;
        if (what is "consultation" or "own")
            _desks.Of(what == "own" ? "1002" : "1001").Ring(
                new LiveOffer("o1", new Waiting("a") { AskedBy = what == "consultation" ? "1003" : null }, 0));
        var refused = what is "consultation" or "own" or "nothingRings"
            ? await _pickUp.Offered("1002", what == "own" ? "1002" : "1001", Answer)
            : await _pickUp.Parked("1002", null, Answer);
        Assert.Equal(code, refused);
        Assert.DoesNotContain("answer", _line.Asked);
        Assert.Empty(_routing.Inputs);
    }

    [Fact]
    public async Task who_is_not_free_is_refused_and_the_call_goes_on_waiting()
    {
        using var place = _parked.Enter(new Waiting("a"), "1001");
        _routing.OnTake = AcceptOutcome.Lost;
        Assert.Equal("notFree", await _pickUp.Parked("1002", 1, Answer));
        Assert.Contains("hangup", _line.Asked);
        Assert.False(place.Taken.IsCompleted);
    }

    [Fact]
    public async Task a_customer_who_left_in_this_instant_leaves_the_agent_free()
    {
        var place = _parked.Enter(new Waiting("a"), "1001");
        Assert.Equal("noCall", await _pickUp.Parked("1002", 1, async () =>
        {
            await Answer();
            place.Dispose();
        }));
        Assert.Contains("hangup", _line.Asked);
        Assert.Equal(
            [new AgentTakes("a", "1002"), new ConversationEnded("a", "1002"), new WrapupDone("1002", true, "a")],
            _routing.Inputs);
    }

    private async Task Answer()
    {
        await _line.Answer();
        _phones.Of("1002").PickedUp = _line;
    }

    private sealed class Waiting(string id) : IWaitingWork
    {
        public ContactRecord Record { get; } = new(id, new FakeJournal(), TimeProvider.System);

        public string? AskedBy { get; init; }

        public DeskCaller Caller => null!;

        public string? From => null;

        public long WaitSinceUs => 0;

        public int HeadStartS => 0;
    }
}
