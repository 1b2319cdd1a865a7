using TellerLine.Kernel;

namespace TellerLine.Definitions;

// Stream definition/{kind}/{key}. The texts lie in the versions' rows, which are never changed once decided.

[Event("definition.created")]
public sealed record DefinitionCreated(string Kind, string Key, string NameZh, string NameEn, string By);

/// <param name="BasedOn">The version it began as, if any.</param>
/// <param name="Hash">SHA-256 of the text, hexadecimal.</param>
[Event("definition.drafted")]
public sealed record DefinitionDrafted(
    string Kind, string Key, int Version, int? BasedOn, string Why, string Hash, string By);

[Event("definition.submitted")]
public sealed record DefinitionSubmitted(
    string Kind, string Key, int Version, long? WantedUs, string Why, string Hash, string By);

[Event("definition.takenBack")]
public sealed record DefinitionTakenBack(string Kind, string Key, int Version, string By);

/// <param name="EffectiveUs">In force from then on.</param>
[Event("definition.approved")]
public sealed record DefinitionApproved(
    string Kind, string Key, int Version, long EffectiveUs, string Hash, string By);

[Event("definition.refused")]
public sealed record DefinitionRefused(string Kind, string Key, int Version, string Reason, string By);

/// <summary>Given up, or taken back before it came into force.</summary>
[Event("definition.withdrawn")]
public sealed record DefinitionWithdrawn(string Kind, string Key, int Version, string Reason, string By);
