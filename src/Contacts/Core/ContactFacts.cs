using TellerLine.Kernel;

namespace TellerLine.Contacts.Core;

/// <summary>
/// What of a contact's story decides how it is closed; folded from its events, live or after a restart.
/// </summary>
internal sealed record ContactFacts
{
    /// <summary>An agent began it.</summary>
    public bool Outbound { get; init; }

    /// <summary>A person was asked for.</summary>
    public bool Requested { get; init; }

    /// <summary>The person asked for has answered at least once.</summary>
    public bool Served { get; init; }

    /// <summary>
    /// The agent who has the contact in hand, or had it at the end; null while it waits for another.
    /// </summary>
    public string? InHandOf { get; init; }

    /// <summary>The agents who served it and have not wrapped up, in the order they served.</summary>
    public IReadOnlyList<string> Owing { get; init; } = [];

    /// <summary>When that agent and the customer first heard each other.</summary>
    public long? ConnectedUs { get; init; }

    /// <summary>The last service that gave the customer what he came for.</summary>
    public string? Achieved { get; init; }

    public bool Refused { get; init; }

    /// <summary>The customer chose to be called back in the place of waiting.</summary>
    public bool ChoseCallback { get; init; }

    /// <summary>Where the contact is: <see cref="ContactEnded.Where"/>.</summary>
    public string Where { get; init; } = "greeting";

    /// <summary>The customer and the centre have parted.</summary>
    public ChannelEnd? ChannelEnd { get; init; }

    /// <summary>Nothing more comes of the channel: the goodbye is said, the recording sealed.</summary>
    public bool ChannelOver { get; init; }

    /// <summary>It is in the journal how and by whom it ended.</summary>
    public bool EndTold { get; init; }

    public string? EndedBy { get; init; }

    public bool Dropped { get; init; }

    public bool Closed { get; init; }

    public static ContactFacts Of(IEnumerable<JournalRow> story) =>
        story.Aggregate(new ContactFacts(), (facts, row) => row.Kind switch
    {
        "contact.node" or "contact.keyed" or "contact.digits" when facts.Where == "greeting" =>
        facts with { Where = "selfService" },
        "contact.dialled" => facts.With(row.As<ContactDialled>(), row.AtUs),
        "contact.humanRequested" => facts.With(row.As<HumanRequested>(), row.AtUs),
        "contact.queued" => facts.With(row.As<ContactQueued>(), row.AtUs),
        "contact.offered" => facts.With(row.As<ContactOffered>(), row.AtUs),
        "contact.connected" => facts.With(row.As<ContactConnected>(), row.AtUs),
        "contact.agentLost" => facts.With(row.As<AgentLost>(), row.AtUs),
        "contact.ended" => facts.With(row.As<ContactEnded>(), row.AtUs),
        "contact.callbackOwed" => facts.With(row.As<CallbackOwed>(), row.AtUs),
        "contact.systemDropped" => facts.With(row.As<SystemDropped>(), row.AtUs),
        "contact.handedOver" => facts.With(row.As<ContactHandedOver>(), row.AtUs),
        "contact.sentToMenu" => facts.With(row.As<ContactSentToMenu>(), row.AtUs),
        "contact.guidanceOver" => facts.With(row.As<GuidanceOver>(), row.AtUs),
        "contact.parked" => facts.With(row.As<ContactParked>(), row.AtUs),
        "contact.wrapupTakenOver" => facts.With(row.As<WrapupTakenOver>(), row.AtUs),
        "contact.wrapup" => facts.With(row.As<WrapupSaved>(), row.AtUs),
        "contact.closed" => facts.With(row.As<ContactClosed>(), row.AtUs),
        _ => facts,
    });

    public ContactFacts With(object happened, long atUs) => happened switch
    {
        ContactDialled => this with { Outbound = true, Where = "dialling" },
        HumanRequested => this with { Requested = true, Where = "queue" },
        ContactQueued => this with { Requested = true, Where = "queue", InHandOf = null, ConnectedUs = null },
        ContactOffered => this with { Where = "ringing" },
        ContactConnected connected => this with
        {
            Served = true, Where = "conversation", InHandOf = connected.Agent, ConnectedUs = atUs,
            Owing = [.. Owing.Where(agent => agent != connected.Agent), connected.Agent],
        },
        ContactHandedOver { ToAgent: { } agent } => this with
        {
            InHandOf = agent, Owing = [.. Owing.Where(other => other != agent), agent],
        },
        ContactSentToMenu => this with { Where = "selfService" },
        GuidanceOver { Why: "alone" } => this with { Where = "selfService" },
        ContactParked => this with { Where = "parked", InHandOf = null, ConnectedUs = null },
        AgentLost { Reason: "tooLate" or "gone" } lost => this with
        {
            InHandOf = null, ConnectedUs = null, Owing = Without(lost.Agent),
        },
        ContactEnded ended => this with { EndTold = true, EndedBy = ended.By, Where = ended.Where },
        SystemDropped => this with { Dropped = true },
        CallbackOwed { Chosen: true } => this with { ChoseCallback = true },
        WrapupTakenOver taken => this with { Owing = Without(taken.Agent) },
        WrapupSaved saved => this with { Owing = Without(saved.Agent) },
        ContactClosed => this with { Closed = true },
        _ => this,
    };

    private string[] Without(string agent) => [.. Owing.Where(other => other != agent)];
}

/// <summary>How customer and centre parted.</summary>
/// <param name="By"><c>customer</c>, <c>agent</c>, <c>system</c>.</param>
/// <param name="DroppedBy">Why the system dropped it, or null when it did not.</param>
internal sealed record ChannelEnd(string By, string? DroppedBy, long TalkUs);
