using TellerLine.Access;

namespace TellerLine.SelfService.Core;

/// <summary>A menu as checked data: no loop, nothing unreachable, at most <see cref="MaxDepth"/> menus deep.</summary>
/// <param name="Words">What people call each node.</param>
internal sealed record Menu(MenuNode Start, IReadOnlyDictionary<string, BilingualText> Words)
{
    public const int MaxDepth = 3;
}

internal abstract record Node(string Name);

/// <param name="Back">The words before "press star" one level down.</param>
/// <param name="Ends">Said last.</param>
internal sealed record MenuNode(
    string Name, IReadOnlyList<MenuItem> Items, string Back, IReadOnlyList<string> Ends, OnSilence Silence)
        : Node(Name);

/// <param name="Says">The function, in words that come before the key.</param>
/// <param name="Press">"press N", in the language of <paramref name="Says"/>.</param>
internal sealed record MenuItem(char Key, string Says, string Press, Node To);

/// <param name="Step">The function's name (<see cref="MenuReader.Steps"/>).</param>
/// <param name="Says">Said before the step begins.</param>
/// <param name="Reason">Of a step that gives a person.</param>
/// <param name="Then">The menu that follows, or null: back to the one it came from.</param>
internal sealed record StepNode(
    string Name, string Step, IReadOnlyList<string> Says, HumanReason Reason, MenuNode? Then) : Node(Name);

/// <summary>What becomes of a caller who presses nothing, as often as he may.</summary>
internal enum OnSilence
{
    Person,
    Goodbye,

    /// <summary>What was asked before the menu is asked again.</summary>
    GoOn,
}

/// <param name="Node">The node's name, or empty for the file.</param>
/// <param name="WhyZh">The same in Chinese.</param>
internal sealed record MenuFault(string Node, string Why, string WhyZh)
{
    public override string ToString() => Node.Length == 0 ? Why : $"{Node}: {Why}";
}
