using TellerLine.Access;
using TellerLine.Customers;

namespace TellerLine.SelfService.Core;

/// <summary>
/// A dialogue as checked data: every name leads somewhere, nothing is unreachable, at most <see cref="MaxDepth"/> menus
/// deep.
/// </summary>
/// <param name="Start">Of the node where it begins.</param>
/// <param name="Words">What people call each node.</param>
internal sealed record Menu(
    string Start, IReadOnlyDictionary<string, Node> Nodes, IReadOnlyDictionary<string, BilingualText> Words)
{
    public const int MaxDepth = 3;

    /// <summary>The documents of the kind <c>hours</c> that its conditions ask.</summary>
    public IReadOnlyList<string> Hours { get; } =
    [
        .. Nodes.Values.OfType<ConditionNode>().Select(n => n.When).OfType<Condition.Open>()
            .Select(open => open.Hours).Distinct(),
    ];

    /// <summary>Other documents of the kind <c>menus</c> that it plays.</summary>
    public IReadOnlyList<string> SubFlows { get; } =
        [.. Nodes.Values.OfType<FlowNode>().Select(n => n.Flow).Distinct()];
}

/// <summary>One place in a dialogue. Other nodes are named, and found in <see cref="Menu.Nodes"/>.</summary>
internal abstract record Node(string Name)
{
    /// <summary>Where it can lead, with the name of each way.</summary>
    public abstract IEnumerable<(string Way, string To)> Edges { get; }

    protected static IEnumerable<(string Way, string To)> Then(string? then) => then is null ? [] : [("then", then)];
}

/// <param name="Says">Said before the items.</param>
/// <param name="Back">The words before "press star" one level down.</param>
/// <param name="Ends">Said last.</param>
internal sealed record MenuNode(
    string Name, IReadOnlyList<Piece> Says, IReadOnlyList<MenuItem> Items, string Back, IReadOnlyList<string> Ends,
    OnSilence Silence) : Node(Name)
{
    public override IEnumerable<(string Way, string To)> Edges => Items.Select(i => (i.Key.ToString(), i.To));
}

/// <param name="Says">The function, in words that come before the key.</param>
/// <param name="Press">"press N", in the language of <paramref name="Says"/>.</param>
/// <param name="To">A node's name.</param>
internal sealed record MenuItem(char Key, string Says, string Press, string To)
{
    /// <summary>Customers may take it into their own menu (<see cref="PersonalComposition"/>).</summary>
    public bool Personal { get; init; }
}

/// <summary>Says something and goes on.</summary>
/// <param name="Next">Null: back to the menu it came from.</param>
internal sealed record SayNode(string Name, IReadOnlyList<Piece> Says, string? Next) : Node(Name)
{
    public override IEnumerable<(string Way, string To)> Edges => Then(Next);
}

/// <summary>An operation of the bank.</summary>
/// <param name="Step">Its name in <see cref="Operations"/>.</param>
/// <param name="Says">Said before the step begins.</param>
/// <param name="Next">What follows when it was done or not done; null: back to the menu it came from.</param>
/// <param name="On">What follows an outcome that has an edge of its own.</param>
/// <param name="Needs">How surely the caller must be known before it.</param>
internal sealed record StepNode(
    string Name, string Step, IReadOnlyList<Piece> Says, string? Next, IReadOnlyDictionary<string, string> On,
    IdentificationLevel Needs) : Node(Name)
{
    public override IEnumerable<(string Way, string To)> Edges => [.. Then(Next), .. On.Select(o => (o.Key, o.Value))];
}

/// <summary>Collects keys that are no secret.</summary>
/// <param name="Says">The question.</param>
/// <param name="Wrong">Said to keys that are out of bounds.</param>
/// <param name="Into">The value's name.</param>
/// <param name="Tries">Wrong ones, and silences, before the caller is given a person; null: as everywhere.</param>
internal sealed record CollectNode(
    string Name, Entry Entry, IReadOnlyList<Piece> Says, IReadOnlyList<string> Wrong, string Into, int? Tries,
    string Next) : Node(Name)
{
    public override IEnumerable<(string Way, string To)> Edges => Then(Next);
}

/// <summary>A question to what is known; the caller hears nothing of it.</summary>
internal sealed record ConditionNode(string Name, Condition When, string Next, string Else) : Node(Name)
{
    public override IEnumerable<(string Way, string To)> Edges => [("then", Next), ("else", Else)];
}

/// <summary>A person.</summary>
/// <param name="Reason">Null: that of the step before, or <see cref="HumanReason.Menu"/>.</param>
internal sealed record QueueNode(string Name, IReadOnlyList<Piece> Says, HumanReason? Reason) : Node(Name)
{
    public override IEnumerable<(string Way, string To)> Edges => [];
}

/// <param name="Language">Null: the other one.</param>
internal sealed record LanguageNode(string Name, string? Language, string? Next) : Node(Name)
{
    public override IEnumerable<(string Way, string To)> Edges => Then(Next);
}

/// <summary>Another document of this kind, played to its end.</summary>
internal sealed record FlowNode(string Name, string Flow, string? Next) : Node(Name)
{
    public override IEnumerable<(string Way, string To)> Edges => Then(Next);
}

/// <summary>Goodbye.</summary>
internal sealed record HangUpNode(string Name, IReadOnlyList<Piece> Says) : Node(Name)
{
    public override IEnumerable<(string Way, string To)> Edges => [];
}

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
