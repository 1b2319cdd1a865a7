using TellerLine.Access;
using TellerLine.Definitions;
using TellerLine.Kernel;

namespace TellerLine.Contacts;

/// <param name="Code">In the contact's story, for ever.</param>
public sealed record PauseReason(string Code, string Zh, string En);

/// <summary>The kind <c>recording</c>: what an agent may pause a recording for.</summary>
public sealed record RecordingPolicy(IReadOnlyList<PauseReason> PauseReasons)
{
    public static readonly DefinitionKind<RecordingPolicy> Kind = new("recording", "录音规则", "Recording")
    {
        Edit = ContactsPermissions.EditRecording,
        Schema = Text("recording.schema.json"),
        Shipped = [new(DefinitionKeys.Main, "录音规则", "Recording", Text("recording.yaml"))],
        Read = DefinitionReader.As<RecordingPolicy>(
            (policy, _) => DefinedLists.Twice(policy.PauseReasons.Select(r => r.Code), "/pauseReasons")),
    };

    public bool MayPauseFor(string code) => PauseReasons.Any(r => r.Code == code);

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
