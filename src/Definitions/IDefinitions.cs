using TellerLine.Kernel;

namespace TellerLine.Definitions;

/// <summary>
/// What the bank has decided, as it is in force. Reading costs a look into memory: read it where it is needed, once for
/// each call or case, which keeps what it began with.
/// </summary>
public interface IDefinitions
{
    /// <summary>What is in force now.</summary>
    /// <exception cref="KeyNotFoundException">There is no such document, or nothing of it is in force.</exception>
    InForce<T> Now<T>(DefinitionKind<T> kind, string key = DefinitionKeys.Main)
        where T : class;

    /// <summary>What was or will be in force at a moment.</summary>
    /// <exception cref="KeyNotFoundException">Nothing of it is in force then.</exception>
    InForce<T> At<T>(DefinitionKind<T> kind, string key, long atUs)
        where T : class;

    /// <summary>Every version that is or was in force, oldest first.</summary>
    IReadOnlyList<InForce<T>> History<T>(DefinitionKind<T> kind, string key = DefinitionKeys.Main)
        where T : class;

    /// <summary>The keys of a kind's documents of which something is in force, in order.</summary>
    IReadOnlyList<string> Keys(DefinitionKind kind);
}

public static class DefinedLists
{
    /// <summary>
    /// All items that ever stood in a list that is a definition: those in force first, in their order; then those that
    /// were taken out, as they stood last. What was recorded with one keeps its name.
    /// </summary>
    /// <param name="code">What names an item for ever.</param>
    public static IReadOnlyList<(TItem Item, bool InForce)> Ever<T, TItem>(
        this IDefinitions definitions, DefinitionKind<T> kind, Func<T, IReadOnlyList<TItem>> items,
        Func<TItem, string> code)
        where T : class
    {
        var now = items(definitions.Now(kind).Value);
        var known = now.Select(code).ToHashSet();
        var former = definitions.History(kind).Reverse().SelectMany(version => items(version.Value))
            .Where(item => known.Add(code(item)));
        return [.. now.Select(item => (item, true)), .. former.Select(item => (item, false))];
    }

    /// <summary>A fault for each item whose code another before it has.</summary>
    /// <param name="at">Where the list stands: <c>/reasons</c>.</param>
    public static IEnumerable<DefinitionFault> Twice(
        IEnumerable<string> codes, string at, string field = "code")
    {
        HashSet<string> known = [];
        return codes.Select((code, i) => (code, i)).Where(each => !known.Add(each.code)).Select(
            each => new DefinitionFault(
                $"{at}/{each.i}/{field}", $"代码 {each.code} 出现两次", $"code {each.code} stands twice"));
    }
}

public static class DefinitionKeys
{
    /// <summary>Of a kind with one document.</summary>
    public const string Main = "main";
}

/// <param name="Version">To be kept by what used it.</param>
/// <param name="FromUs">In force since.</param>
public sealed record InForce<T>(string Kind, string Key, int Version, long FromUs, T Value)
    where T : class;
