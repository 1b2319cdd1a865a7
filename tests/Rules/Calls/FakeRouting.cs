using TellerLine.Routing;

namespace TellerLine.Rules.Calls;

/// <summary>A router that remembers what it was told, and gives each offer to who accepts it.</summary>
internal sealed class FakeRouting : IRouting
{
    public List<RouterInput> Inputs { get; } = [];

    /// <summary>What comes of a fact, in its middle.</summary>
    public Action<RouterInput>? OnTell { get; set; }

    public ValueTask Tell(RouterInput input, CancellationToken ct = default)
    {
        Inputs.Add(input);
        OnTell?.Invoke(input);
        return ValueTask.CompletedTask;
    }

    public Task<AcceptOutcome> Accept(string offerId, string agent, CancellationToken ct = default) =>
        Task.FromResult(AcceptOutcome.Won);

    /// <summary>What is answered to whoever takes a contact up by himself.</summary>
    public AcceptOutcome OnTake { get; set; } = AcceptOutcome.Won;

    public Task<AcceptOutcome> Take(
        string contactId, string agent, bool rings = false, CancellationToken ct = default)
    {
        Inputs.Add(new AgentTakes(contactId, agent) { Rings = rings });
        return Task.FromResult(OnTake);
    }

    /// <summary>Who is signed in.</summary>
    public List<string> AtWork { get; } = [];

    public RoutingSnapshot Look() => new(
        0, [], [.. AtWork.Select(agent => new AgentView(agent, AgentState.Ready, null, 0, null, null, null, null))]);

    public int? PositionOf(string contactId) => null;

    public long? ExpectedUs(string contactId) => null;

    public IReadOnlyList<string> NextAgents(string queue, int atMost = 5) => [];
}
