using TellerLine.Access;
using TellerLine.Kernel;

namespace TellerLine.Incidents;

/// <summary>口述密码事件: a customer said a PIN aloud in a contact; pure.</summary>
/// <param name="CustomerId">Null: nobody was known.</param>
/// <param name="Agent">Who marked it; somebody else finds out how it came.</param>
/// <param name="Finding">Null: it is open.</param>
internal sealed record Incident(
    string Id, string ContactId, string? CustomerId, string Agent, string? Finding = null)
{
    /// <returns>What it becomes, or why it may not.</returns>
    public static (Incident? Next, IncidentRefusal? Refused) Close(Incident state, string finding, string actor) =>
        state.Finding is not null ? (null, IncidentRefusal.Over)
        : actor == state.Agent ? (null, IncidentRefusal.Own)
        : (state with { Finding = finding }, null);
}

/// <summary>How it came that a PIN was said.</summary>
internal static class Findings
{
    /// <summary>索要: the agent asked for it. What inspectors of quality call fatal.</summary>
    public const string Solicited = "solicited";

    public const string Volunteered = "volunteered";

    /// <summary>误标: no PIN was said.</summary>
    public const string Mistaken = "mistaken";

    public static IReadOnlyList<(string Code, BilingualText Name)> All { get; } =
    [
        (Volunteered, new("客户自行说出", "the customer said it unasked")),
        (Solicited, new("座席索要", "the agent asked for it")),
        (Mistaken, new("误标，没有说出密码", "marked by mistake: no PIN was said")),
    ];
}

internal sealed record IncidentRefusal(string Code, BilingualText Why)
{
    public static readonly IncidentRefusal
        Over = new("over", new("该事件已认定。", "It has been closed.")),
        Own = new("own", new("标记人不能认定自己的事件。", "Who marked it does not close it."));
}

/// <param name="CustomerId">Null: not known yet.</param>
/// <param name="By">The agent who marked it.</param>
[Event("incident.raised")]
public sealed record IncidentRaised(string ContactId, string? CustomerId, string By);

/// <summary>It was found out later in the contact whose PIN it was.</summary>
[Event("incident.customerKnown")]
public sealed record IncidentCustomerKnown(string CustomerId, string By);

[Event("incident.closed")]
public sealed record IncidentClosed(string Finding, string Note, string By);
