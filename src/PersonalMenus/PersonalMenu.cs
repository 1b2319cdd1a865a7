using TellerLine.Access;
using TellerLine.Kernel;

namespace TellerLine.PersonalMenus;

/// <summary>What a customer hears first when calling (个性化菜单).</summary>
/// <param name="Nodes">Names of nodes of the menu in force, in the order of their keys from 1; empty: the bank's
/// menu.</param>
/// <param name="Version">Rises with every change; 0: there never was one.</param>
public sealed record PersonalMenu(string CustomerId, IReadOnlyList<string> Nodes, long Version)
{
    /// <summary>Keys 1 to 7; key 8 is the bank's whole menu.</summary>
    public const int Most = 7;

    /// <summary>Why these cannot be a menu; null: they can.</summary>
    /// <param name="offered">What may be chosen now.</param>
    public static PersonalMenuFault? FaultOf(IReadOnlyList<string> nodes, IReadOnlyList<OfferedItem> offered) =>
        nodes.Count == 0 ? PersonalMenuFault.Empty
        : nodes.Count > Most ? PersonalMenuFault.TooMany
        : nodes.Distinct().Count() < nodes.Count ? PersonalMenuFault.Twice
        : nodes.Any(node => offered.All(item => item.Node != node)) ? PersonalMenuFault.NotOffered
        : null;

    /// <summary>What is still offered, in the customer's order, and what is not.</summary>
    public static (IReadOnlyList<string> Kept, IReadOnlyList<string> Dropped) Standing(
        IReadOnlyList<string> nodes, IReadOnlyList<OfferedItem> offered)
    {
        var names = offered.Select(item => item.Node).ToHashSet();
        return ([.. nodes.Where(names.Contains)], [.. nodes.Where(node => !names.Contains(node))]);
    }
}

/// <summary>An item of the bank's menu that a customer may take into his own.</summary>
/// <param name="Node">Where it leads.</param>
/// <param name="Words">As people read it.</param>
/// <param name="Says">The prompt before "press …".</param>
public sealed record OfferedItem(string Node, BilingualText Words, string Says);

/// <summary>The bank's menu in force, as far as personal menus are made of it.</summary>
public interface IOfferedItems
{
    /// <summary>In the order in which callers hear them.</summary>
    IReadOnlyList<OfferedItem> Now { get; }

    /// <summary>Of any node that ever was in force; its name, where there are no words.</summary>
    BilingualText WordsOf(string node);
}

public enum PersonalMenuFault
{
    Empty,
    TooMany,
    Twice,
    NotOffered,
}

/// <summary>The customer's own choice, by keypad; and what a call makes of it.</summary>
public interface IPersonalMenus
{
    /// <returns>Null: the customer hears the bank's menu.</returns>
    Task<PersonalMenu?> Of(string customerId, CancellationToken ct = default);

    /// <returns>Why it was not kept; null: it was.</returns>
    Task<PersonalMenuFault?> Choose(
        string customerId, IReadOnlyList<string> nodes, string contactId, CancellationToken ct = default);

    Task Reset(string customerId, string contactId, CancellationToken ct = default);

    /// <summary>The caller was told that these are gone. Nothing, if the menu was changed meanwhile.</summary>
    Task Drop(PersonalMenu menu, IReadOnlyList<string> dropped, string contactId, CancellationToken ct = default);
}

/// <summary>On <c>customer/{id}</c>.</summary>
/// <param name="Way"><c>agent</c> or <c>keypad</c>.</param>
/// <param name="By">A user's number, or <c>customer</c>.</param>
/// <param name="ContactId">By keypad: the call; else null.</param>
[Event("personalMenu.composed")]
public sealed record PersonalMenuComposed(IReadOnlyList<string> Nodes, string Way, string By, string? ContactId);

/// <inheritdoc cref="PersonalMenuComposed"/>
[Event("personalMenu.reset")]
public sealed record PersonalMenuReset(string Way, string By, string? ContactId);

/// <summary>On <c>customer/{id}</c>: the bank no longer offers these; the caller has heard so.</summary>
/// <param name="Left">What stays; empty: the bank's menu.</param>
[Event("personalMenu.dropped")]
public sealed record PersonalMenuDropped(
    IReadOnlyList<string> Nodes, IReadOnlyList<string> Left, string ContactId);
