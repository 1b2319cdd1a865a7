using TellerLine.Access;
using TellerLine.Definitions;
using TellerLine.Kernel;

namespace TellerLine.Contacts;

/// <param name="Queue">Only of contacts for this queue; null: of all.</param>
/// <param name="Service">Only of contacts whose path leads through this menu node; null: of all.</param>
/// <param name="Mode"><c>all</c>; <c>part</c> (conversations with persons); <c>onDemand</c> (what an agent begins);
/// <c>none</c>.</param>
/// <param name="Zh">Why.</param>
public sealed record RecordingRule(string? Queue, string? Service, string Mode, string Zh, string En)
{
    /// <returns>Whether this is recorded without anybody's asking.</returns>
    /// <param name="talking">A person and the customer talk.</param>
    public bool Keeps(bool talking) => Mode == "all" || (Mode == "part" && talking);

    internal bool IsOf(string? queue, IReadOnlyList<string> path) =>
        (Queue is null || Queue == queue) && (Service is null || path.Contains(Service));
}

/// <param name="Code">In the contact's story, for ever.</param>
public sealed record PauseReason(string Code, string Zh, string En);

/// <summary>What agent and consulted say to each other while the customer waits, as a recording of its own.</summary>
/// <param name="HeardBy"><c>contact</c>: by whoever may hear the contact's recording; <c>leads</c>: by those of them
/// whose reach is more than their own contacts.</param>
public sealed record ConsultationRule(bool Recorded, string HeardBy)
{
    public const string Contact = "contact";
    public const string Leads = "leads";

    public bool IsHeardWith(Reach reach) => reach > (HeardBy == Leads ? Reach.Own : Reach.None);
}

/// <summary>The kind <c>recording</c>: what is recorded, and what an agent may pause it for.</summary>
/// <param name="Rules">The first that fits counts; the last fits all.</param>
public sealed record RecordingPolicy(IReadOnlyList<RecordingRule> Rules, IReadOnlyList<PauseReason> PauseReasons)
{
    /// <summary>Nobody who has not said so wants them recorded.</summary>
    public ConsultationRule Consultations { get; init; } = new(false, ConsultationRule.Contact);

    public static readonly DefinitionKind<RecordingPolicy> Kind = new("recording", "录音规则", "Recording")
    {
        Edit = ContactsPermissions.EditRecording,
        Schema = Text("recording.schema.json"),
        Shipped = [new(DefinitionKeys.Main, "录音规则", "Recording", Text("recording.yaml"))],
        Read = DefinitionReader.As<RecordingPolicy>(
            (policy, _) => DefinedLists.Twice(policy.PauseReasons.Select(r => r.Code), "/pauseReasons")
                .Concat(policy.NotForAll())),
    };

    /// <summary>What is done with what was recorded of a PIN said aloud: <c>sealed</c> keeps it back in the file,
    /// <c>destroyed</c> takes it out for good.</summary>
    public string PinSpoken { get; init; } = "sealed";

    /// <param name="queue">Null before a person was asked for.</param>
    /// <param name="path">The menu nodes the customer went through.</param>
    public RecordingRule RuleFor(string? queue, IReadOnlyList<string> path) =>
        Rules.First(rule => rule.IsOf(queue, path));

    public bool MayPauseFor(string code) => PauseReasons.Any(r => r.Code == code);

    private IEnumerable<DefinitionFault> NotForAll()
    {
        if (Rules[^1] is not { Queue: null, Service: null })
            yield return new DefinitionFault(
                $"/rules/{Rules.Count - 1}", "最后一条规则必须适用于所有来电（不写队列和服务）",
                "the last rule must fit every contact: no queue, no service");
    }

    private static string Text(string name) =>
        ShippedDefinition.Text(typeof(RecordingPolicy).Assembly, $"TellerLine.Contacts.{name}");
}

/// <param name="InForce">False: not to be chosen any more, but named in older contacts.</param>
public sealed record PauseReasonView(string Code, BilingualText Name, bool InForce);

internal static class KnownPauses
{
    /// <summary>All that ever were, in the order of those in force.</summary>
    public static IReadOnlyList<PauseReasonView> AllPauseReasons(this IDefinitions definitions) =>
    [
        .. definitions.Ever(RecordingPolicy.Kind, policy => policy.PauseReasons, r => r.Code).Select(each =>
            new PauseReasonView(each.Item.Code, new(each.Item.Zh, each.Item.En), each.InForce)),
    ];
}
