using TellerLine.Definitions;
using TellerLine.Kernel;

namespace TellerLine.Contacts;

/// <param name="Code">In the contact's record, for ever.</param>
/// <param name="Initials">Of the Chinese name's pinyin, as an agent types them (cxye → 查询余额).</param>
public sealed record Reason(string Code, string Zh, string En, string Initials, string Group);

/// <summary>The kind <c>reasons</c>: why customers call, as an agent records it in wrap-up.</summary>
public sealed record ReasonList(IReadOnlyList<Reason> Reasons)
{
    public static readonly DefinitionKind<ReasonList> Kind = new("reasons", "来电原因", "Reasons for calling")
    {
        Edit = ContactsPermissions.EditReasons,
        Schema = Text("reasons.schema.json"),
        Shipped = [new(DefinitionKeys.Main, "来电原因", "Reasons for calling", Text("reasons.yaml"))],
        Read = DefinitionReader.As<ReasonList>(
            (list, _) => DefinedLists.Twice(list.Reasons.Select(r => r.Code), "/reasons")),
    };

    public bool Knows(string code) => Reasons.Any(r => r.Code == code);

    private static string Text(string name) =>
        ShippedDefinition.Text(typeof(ReasonList).Assembly, $"TellerLine.Contacts.{name}");
}

/// <param name="InForce">False: not to be chosen any more, but named in older contacts.</param>
public sealed record ReasonView(string Code, string Zh, string En, string Initials, string Group, bool InForce);

public static class KnownReasons
{
    /// <summary>
    /// One that is in force, or was when the contact began: who talks while the list changes may still choose it.
    /// </summary>
    public static bool KnowReason(this IDefinitions definitions, string code, string contactId) =>
        definitions.Now(ReasonList.Kind).Value.Knows(code)
        || (Ids.BornUs(contactId) is { } bornUs
            && definitions.At(ReasonList.Kind, DefinitionKeys.Main, bornUs).Value.Knows(code));

    /// <summary>All that ever were, in the order of those in force.</summary>
    internal static IReadOnlyList<ReasonView> AllReasons(this IDefinitions definitions) =>
    [
        .. definitions.Ever(ReasonList.Kind, list => list.Reasons, r => r.Code).Select(each => new ReasonView(
            each.Item.Code, each.Item.Zh, each.Item.En, each.Item.Initials, each.Item.Group, each.InForce)),
    ];
}
