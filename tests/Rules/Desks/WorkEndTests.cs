using TellerLine.Contacts;
using TellerLine.Desks;
using TellerLine.Routing;
using TellerLine.Rules.Calls;

namespace TellerLine.Rules.Desks;

public sealed class WorkEndTests
{
    [Theory]
    [InlineData(WorkEnd.AgentAway, "callLostWhileAway")]
    [InlineData(WorkEnd.MediaLost, "callDroppedByMedia")]
    public async Task an_agent_whose_call_was_lost_is_not_ready_and_told_whose_fault_it_was(WorkEnd end, string code)
    {
        var (routing, notices) = (new FakeRouting(), new Told());
        var desk = new Desk("1001", new BilingualName("林", "Lin"), TimeProvider.System, _ => { });
        await new WorkInHand(routing, phones: null!, notices, desks: null!).Over(desk, new Work(), end);
        Assert.Equal([new AgentGone("1001")], routing.Inputs);
        Assert.Equal([("1001", code, "n1-a")], notices.All);
    }

    private sealed class Work : IWorkInHand
    {
        public ContactRecord Record { get; } = new("n1-a", new FakeJournal(), TimeProvider.System);

        public DeskCaller Caller { get; } =
            new(null, null, null, "", "none", [], "key0", false, "zh-CN", [], null, null);

        public Task WhenSettled => Task.CompletedTask;
    }

    private sealed class Told : IDeskNotices
    {
        public Task Settled(string agent, string contactId) => Task.CompletedTask;

        public List<(string Agent, string Code, string? Contact)> All { get; } = [];

        public Task Tell(string agent, string code, string? contactId = null)
        {
            All.Add((agent, code, contactId));
            return Task.CompletedTask;
        }
    }
}
