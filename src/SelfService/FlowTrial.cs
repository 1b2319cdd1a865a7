using TellerLine.Customers;
using TellerLine.Kernel;
using TellerLine.SelfService.Core;

namespace TellerLine.SelfService;

/// <summary>A dialogue as written, tried out by a caller who is none: no bank is asked and nothing is kept.</summary>
/// <param name="Key">The document's: <c>main</c>.</param>
/// <param name="Caller">One of <see cref="FlowTrial.Callers"/>: who the caller is.</param>
/// <param name="Open">Whether the hours that it asks for are open.</param>
/// <param name="Inputs">All that was done so far, in order; the dialogue is played from its beginning.</param>
public sealed record TryFlow(
    string Yaml, string Key, string Language, string Caller, bool Open, IReadOnlyList<TryInput> Inputs);

/// <summary>One thing done: a key, digits, an outcome; nothing of these: silence.</summary>
/// <param name="Key">At a question.</param>
/// <param name="Digits">Of a collection, as keyed (<c>12*5</c>).</param>
/// <param name="Outcome">How a step is to end.</param>
public sealed record TryInput(string? Key = null, string? Digits = null, string? Outcome = null);

/// <summary>What was heard and done, and what is waited for.</summary>
/// <param name="Faults">How many the text has; with any, nothing is played.</param>
/// <param name="Node">Where the caller is.</param>
/// <param name="Waits"><c>key</c>, <c>digits</c>, <c>step</c> or <c>over</c>.</param>
/// <param name="Keys">That lead somewhere, while a key is waited for.</param>
/// <param name="Outcomes">Of the step that is waited for.</param>
/// <param name="End"><c>goodbye</c>, or why a person was asked for (<c>key0</c>).</param>
public sealed record TryView(
    int Faults, IReadOnlyList<TryLine> Lines, string? Node, string Waits, IReadOnlyList<string> Keys, string? Step,
    IReadOnlyList<string> Outcomes, string? End);

/// <param name="Node">Come to, or null: it was said in the same.</param>
/// <param name="Language">Of the prompts.</param>
/// <param name="Prompts">Said; null: none.</param>
/// <param name="Did">What the caller keyed, or how a step ended; empty: silence.</param>
public sealed record TryLine(string? Node, string Language, IReadOnlyList<string>? Prompts, string? Did);

/// <summary>Plays a trial: the same engine as a call's. Pure.</summary>
internal sealed class FlowTrial(TryFlow trial, Menu menu, IReadOnlyDictionary<string, Menu> flows, DateOnly today)
{
    public const int MaxInputs = 200;

    private readonly List<TryLine> _lines = [];
    private readonly List<FlowEffect> _effects = [];
    private FlowState _state = FlowEngine.At(menu, trial.Language, 0, null);
    private IdentificationLevel _level;

    public static IReadOnlyDictionary<string, CustomerCard?> Callers { get; } = new Dictionary<string, CustomerCard?>
    {
        ["unknown"] = null,
        ["ordinary"] = Card(Segment.Ordinary),
        ["elderly"] = Card(Segment.Ordinary, elderly: true),
        ["sight"] = Card(Segment.Ordinary, accessibility: Accessibility.Sight),
        ["vip"] = Card(Segment.Vip),
    };

    /// <exception cref="InvalidOperationException">An input is not what was waited for.</exception>
    public TryView Play()
    {
        if (Callers[trial.Caller] is not null)
            _level = IdentificationLevel.Number;
        Next(new FlowEvent.Started(null));
        foreach (var input in trial.Inputs.Take(MaxInputs))
        {
            if (_state.Wait is Waiting.Over)
                break;
            Next(Event(input));
        }
        var end = (_effects[^1] as FlowEffect.Leave)?.Exit;
        var step = (_state.Wait as Waiting.ForStep)?.Node.Step;
        return new(
            0, _lines, _state.Last, Waits(), Keys(), step, step is null ? [] : Outcomes(step),
            end is null ? null : end is Exit.Person person ? EnumWords.Of(person.Reason) : "goodbye");
    }

    private void Next(FlowEvent happened)
    {
        var customer = Callers[trial.Caller];
        if (customer is null && _level > IdentificationLevel.None)
            customer = Callers["ordinary"];
        var open = flows.Values.Append(menu).SelectMany(flow => flow.Hours);
        var facts = new FlowFacts(customer, _level, today, trial.Open ? [.. open] : [], flows, Tries: 3);
        var (language, node) = (_state.Language, (string?)null);
        _state = FlowEngine.Next(_state, happened, facts, _effects);
        foreach (var effect in _effects)
        {
            switch (effect)
            {
                case FlowEffect.Enter enter:
                    Come(node);
                    node = enter.Node;
                    break;
                case FlowEffect.Speak speak:
                    language = speak.Language;
                    break;
                case FlowEffect.Say say:
                    Said(say.Prompts);
                    break;
                case FlowEffect.Ask ask:
                    Said(ask.Prompts);
                    break;
                case FlowEffect.Collect collect:
                    Said(collect.Prompts);
                    break;
                default:
                    break;
            }
        }
        Come(node);

        void Said(IReadOnlyList<string> prompts)
        {
            _lines.Add(new(node, language, prompts, null));
            node = null;
        }

        void Come(string? passed)
        {
            if (passed is not null)
                _lines.Add(new(passed, language, null, null));
        }
    }

    private FlowEvent Event(TryInput input)
    {
        var language = _state.Language;
        switch (_state.Wait)
        {
            case Waiting.ForDigits:
                _lines.Add(new(null, language, null, input.Digits ?? input.Key ?? ""));
                return new FlowEvent.Entered(input.Digits is { Length: > 0 } digits
                    ? new Keyed(digits.Length > 40 ? digits[..40] : digits, KeyedEnd.Terminated)
                    : input.Key == "*" ? new Keyed("", KeyedEnd.Left) : new Keyed("", KeyedEnd.TimedOut));
            case Waiting.ForStep { Node: var node }:
                var outcome = Outcomes(node.Step).Contains(input.Outcome ?? "") ? input.Outcome! : "done";
                _lines.Add(new(null, language, null, outcome));
                return Ended(node, outcome);
            default:
                _lines.Add(new(null, language, null, input.Key ?? ""));
                return new FlowEvent.Pressed(input.Key is [var key, ..] ? key : null);
        }
    }

    private FlowEvent.StepEnded Ended(StepNode node, string outcome)
    {
        var operation = Operations.Find(node.Step)!;
        var done = outcome == "done" || operation.Outcomes.Take(1).Contains(outcome);
        if (done && operation.Reaches > _level)
            _level = operation.Reaches;
        Exit? exit = outcome switch
        {
            _ when done => null,
            "back" => new Exit.Back(),
            "person" => new Exit.Person(HumanReason.Key0),
            "serviceDown" when !node.On.ContainsKey("serviceDown") => new Exit.Person(HumanReason.ServiceDown),
            _ => new Exit.NotDone([]),
        };
        var own = Operations.EveryOutcome.Contains(outcome) && outcome != "serviceDown" ? null : outcome;
        return new(own, exit, [], _state.Passed, _state.Last, new Dictionary<string, FlowValue>
        {
            [Entries.AmountOf(node.Step)] = new FlowValue.Amount(100_00),
            [Entries.NumberOf(node.Step)] = new FlowValue.Digits("T260302000001"),
        });
    }

    private static IReadOnlyList<string> Outcomes(string step) =>
        [.. Operations.Find(step)!.Outcomes, .. Operations.EveryOutcome];

    private string Waits() => _state.Wait switch
    {
        Waiting.ForDigits => "digits",
        Waiting.ForStep => "step",
        Waiting.Over => "over",
        _ => "key",
    };

    private IReadOnlyList<string> Keys() => _state.Wait switch
    {
        Waiting.ForKey wait => [.. wait.Question.Options.Select(o => o.Key.ToString())],
        Waiting.ForRetry wait => [.. wait.Question.Options.Select(o => o.Key.ToString())],
        _ => [],
    };

    private static CustomerCard Card(
        Segment segment, bool elderly = false, Accessibility accessibility = Accessibility.None) =>
        new("", CustomerKind.Personal, "", "", "", segment, "", "", elderly, accessibility);
}
