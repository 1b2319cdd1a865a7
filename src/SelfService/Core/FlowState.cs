using System.Collections.Immutable;
using TellerLine.Customers;

namespace TellerLine.SelfService.Core;

/// <summary>
/// Where a caller is in a dialogue, and what is known of the way here. A value: old ones stay what they were.
/// </summary>
/// <param name="Passed">Nodes come to so far, steps' own included.</param>
/// <param name="Last">The node come to last.</param>
internal sealed record FlowState(Menu Flow, string Language, int Passed, string? Last)
{
    /// <summary>The menus that <c>*</c> goes back to, and the flows it was called from.</summary>
    public Frame? Top { get; init; }

    public Waiting? Wait { get; init; }

    /// <summary>The menus on the way here, and what is asked or done now.</summary>
    public IReadOnlyList<string> Way
    {
        get
        {
            List<string> way = [];
            for (var frame = Top; frame is not null; frame = frame.Below)
            {
                if (frame.Menu is { } menu)
                    way.Insert(0, menu.Name);
            }
            if (Wait switch
                {
                    Waiting.ForStep step => step.Node.Name,
                    Waiting.ForDigits digits => digits.Node.Name,
                    Waiting.ForRetry retry => retry.Node.Name,
                    _ => null,
                } is { } node)
                way.Add(node);
            return way;
        }
    }

    /// <summary>A key pressed before the first menu.</summary>
    public char? Ahead { get; init; }

    /// <summary>Why the step before leads to a person.</summary>
    public HumanReason? Reason { get; init; }

    public ImmutableDictionary<string, FlowValue> Values { get; init; } = ImmutableDictionary<string, FlowValue>.Empty;

    /// <summary>By step: how it ended last.</summary>
    public ImmutableDictionary<string, string> Results { get; init; } = ImmutableDictionary<string, string>.Empty;
}

/// <summary>A menu on the way here, or a flow that was left for another.</summary>
/// <param name="Menu">Null: <paramref name="Flow"/> goes on at <paramref name="Next"/>.</param>
internal sealed record Frame(Menu Flow, MenuNode? Menu, string? Next, Frame? Below);

/// <summary>What the dialogue waits for.</summary>
internal abstract record Waiting
{
    private Waiting()
    {
    }

    public sealed record ForKey(MenuNode Node, Question Question, Asking Asking) : Waiting;

    public sealed record ForDigits(CollectNode Node, Collecting Collecting) : Waiting;

    public sealed record ForRetry(CollectNode Node, Collecting Collecting, Question Question, Asking Asking) : Waiting;

    public sealed record ForStep(StepNode Node) : Waiting;

    public sealed record Over : Waiting;
}

/// <summary>What happened to the caller.</summary>
internal abstract record FlowEvent
{
    private FlowEvent()
    {
    }

    /// <param name="Ahead">A key pressed in the greeting.</param>
    /// <param name="From">One of <see cref="Beginnings"/>, as if its keys had been pressed; null, or none of them: where
    /// the dialogue begins.</param>
    public sealed record Started(char? Ahead, string? From = null) : FlowEvent;

    /// <param name="Key">Null: nothing was pressed in time.</param>
    public sealed record Pressed(char? Key) : FlowEvent;

    public sealed record Entered(Keyed Keyed) : FlowEvent;

    /// <param name="Outcome">The step's own word, or null.</param>
    /// <param name="Exit">Null: it was done.</param>
    /// <param name="Result">What it found out, to be said.</param>
    /// <param name="Passed">Nodes come to so far, the last of them <paramref name="Last"/>.</param>
    /// <param name="Values">By name, beginning with the step's.</param>
    public sealed record StepEnded(
        string? Outcome, Exit? Exit, IReadOnlyList<string> Result, int Passed, string? Last,
        IReadOnlyDictionary<string, FlowValue> Values) : FlowEvent;
}

/// <summary>What is known from outside at an event.</summary>
/// <param name="Open">The <c>hours</c> that are open now.</param>
/// <param name="Flows">Other dialogues, by key.</param>
internal readonly record struct FlowFacts(
    CustomerCard? Customer, IdentificationLevel Level, DateOnly Today, IReadOnlyCollection<string> Open,
    IReadOnlyDictionary<string, Menu> Flows, int Tries);

/// <summary>What is to be done, in order; the last asks, runs a step or leaves.</summary>
internal abstract record FlowEffect
{
    private FlowEffect()
    {
    }

    public sealed record Enter(string Node) : FlowEffect;

    public sealed record Say(string Node, IReadOnlyList<string> Prompts) : FlowEffect;

    public sealed record Speak(string Language) : FlowEffect;

    /// <summary>A key was pressed at a question: for the journal.</summary>
    public sealed record Heard(Question Question, char Key) : FlowEffect;

    public sealed record Ask(Question Question, IReadOnlyList<string> Prompts) : FlowEffect;

    public sealed record Collect(string Node, IReadOnlyList<string> Prompts, Entry Entry) : FlowEffect;

    /// <param name="Offers">When it breaks off, a person is offered then and there: no edge says otherwise.</param>
    public sealed record Run(string Step, bool Offers) : FlowEffect;

    public sealed record Leave(Exit Exit) : FlowEffect;
}
