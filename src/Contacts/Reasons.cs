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
        Read = DefinitionReader.As<ReasonList>((list, _) => list.Faults()),
    };

    public bool Knows(string code) => Reasons.Any(r => r.Code == code);

    private IEnumerable<DefinitionFault> Faults()
    {
        HashSet<string> codes = [];
        for (var i = 0; i < Reasons.Count; i++)
        {
            if (!codes.Add(Reasons[i].Code))
                yield return new(
                    $"/reasons/{i}/code", $"代码 {Reasons[i].Code} 出现两次", $"code {Reasons[i].Code} stands twice");
        }
    }

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
    internal static IReadOnlyList<ReasonView> AllReasons(this IDefinitions definitions)
    {
        var now = definitions.Now(ReasonList.Kind).Value.Reasons;
        var codes = now.Select(r => r.Code).ToHashSet();
        var former = definitions.History(ReasonList.Kind).Reverse().SelectMany(version => version.Value.Reasons)
            .Where(r => codes.Add(r.Code)).ToList();
        return [.. now.Select(r => View(r, true)), .. former.Select(r => View(r, false))];

        static ReasonView View(Reason r, bool inForce) => new(r.Code, r.Zh, r.En, r.Initials, r.Group, inForce);
    }
}
