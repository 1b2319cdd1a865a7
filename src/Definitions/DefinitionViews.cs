using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using TellerLine.Access;

namespace TellerLine.Definitions;

/// <param name="Open">People may add documents to it.</param>
/// <param name="MayEdit">The reader may write drafts of it.</param>
public sealed record DefinitionKindView(
    string Kind, BilingualText Name, bool Open, bool MayEdit, IReadOnlyList<DefinitionView> Documents);

/// <param name="InForce">Null: nothing of it is in force yet.</param>
/// <param name="Next">Approved, in force from later on.</param>
/// <param name="Draft">Being written, waiting for approval, or given back.</param>
public sealed record DefinitionView(
    string Kind, string Key, BilingualText Name, DefinitionVersionView? InForce, DefinitionVersionView? Next,
    DefinitionVersionView? Draft);

/// <param name="Status">As the clock stands: an approved one is scheduled, in force or superseded.</param>
/// <param name="Author">Who began it; <c>system</c>: it came with the program.</param>
/// <param name="BasedOn">The version it began as.</param>
/// <param name="WantedAt">To be in force from then on; null: as soon as it is approved.</param>
/// <param name="Decision">Why it was refused or withdrawn.</param>
/// <param name="Signature">Of who approved it, by its id.</param>
/// <param name="RowVersion">To be sent back with a command.</param>
public sealed record DefinitionVersionView(
    int Version,
    [property: AllowedValues(
        "draft", "submitted", "refused", "withdrawn", "scheduled", "inForce", "superseded")] string Status,
    string Why, string Author, IReadOnlyList<string> Editors, int? BasedOn, DateTimeOffset? WantedAt,
    DateTimeOffset ChangedAt, string? DecidedBy, DateTimeOffset? DecidedAt, string? Decision,
    DateTimeOffset? EffectiveAt, string? Signature, long RowVersion);

/// <param name="Schema">Of the kind: the form is made of it.</param>
/// <param name="Approving">What who approves signs.</param>
/// <param name="Versions">Newest first, at most 200.</param>
public sealed record DefinitionDetail(
    string Kind, BilingualText KindName, string Key, BilingualText Name, bool MayEdit, bool MayApprove,
    BilingualText Approving, JsonElement Schema, IReadOnlyList<DefinitionVersionView> Versions);

/// <param name="Json">Its content, when it can be read at all.</param>
/// <param name="Against">The version it is compared with: the one in force before it, or now; null: there is
/// none.</param>
/// <param name="AgainstYaml">That one's text.</param>
public sealed record DefinitionTextView(
    DefinitionVersionView Version, string Yaml, JsonElement? Json, IReadOnlyList<DefinitionFault> Faults, int? Against,
    string? AgainstYaml, IReadOnlyList<DifferenceAt> Differences);

/// <param name="Path">As a JSON pointer; an item of a list by what names it: <c>/reasons/balance/zh</c>.</param>
/// <param name="Was">Null: put in.</param>
/// <param name="Now">Null: left out.</param>
public sealed record DifferenceAt(string Path, JsonElement? Was, JsonElement? Now);

/// <param name="Faults">None: it may be submitted.</param>
public sealed record DefinitionSaved(DefinitionVersionView Version, IReadOnlyList<DefinitionFault> Faults);
