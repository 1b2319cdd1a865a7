using TellerLine.Access;
using TellerLine.Contacts;
using TellerLine.Kernel;
using TellerLine.SelfService;

namespace TellerLine.Calls;

/// <summary>What guidance is made of: the menu, and who may guide in it.</summary>
internal interface IGuidance
{
    /// <param name="from">The node to begin at, or null.</param>
    /// <returns><c>mayNotGuide</c>, <c>badService</c> (the menu leads to no such place by keys alone), or
    /// null.</returns>
    string? Refusal(string agent, string? from);

    Task<FlowOutcome> Play(ITelephone phone, CallerContext caller, CancellationToken ct);

    /// <summary>The customer has never proved who he is by a PIN in a contact before this one.</summary>
    Task<bool> IsFirstUse(string customerId, string contactId);
}

internal sealed class Guidance(TelephoneFlow flow, IUsers users, IContactRows contacts) : IGuidance
{
    public IReadOnlyList<GuidedBeginning> Beginnings => flow.Beginnings();

    public string? Refusal(string agent, string? from) =>
        users.ByNumber(agent) is not { } user || CallsPermissions.Guide.ReachOf(user.Roles) == Reach.None
            ? "mayNotGuide"
        : from is not null && Beginnings.All(one => one.Node != from) ? "badService"
        : null;

    public Task<FlowOutcome> Play(ITelephone phone, CallerContext caller, CancellationToken ct) =>
        flow.Run(phone, caller, ct);

    public async Task<bool> IsFirstUse(string customerId, string contactId) =>
        !await contacts.HasProved(customerId, contactId);
}
