namespace TellerLine.SelfService.Core;

/// <summary>One event's way through a dialogue, to the next thing that is waited for.</summary>
internal sealed class FlowTurn(FlowState state, in FlowFacts facts, List<FlowEffect> effects)
{
    private readonly FlowFacts _facts = facts;

    public FlowState State { get; private set; } = state;

    private Menu Flow => State.Flow;

    public void Begin(char? ahead, string? from)
    {
        State = State with { Ahead = ahead };
        var there = from is null ? null : Beginnings.Of(Flow).FirstOrDefault(one => one.Node == from);
        foreach (var menu in there?.Menus ?? [])
            State = State with { Top = new Frame(Flow, menu, null, State.Top) };
        Go(there?.Node ?? Flow.Start, []);
    }

    public void Pressed(Waiting.ForKey wait, char? key)
    {
        var (asking, heard) = Hear(wait.Question, wait.Asking, key, _facts.Tries);
        switch (heard)
        {
            case Heard.Chosen chosen:
                Go(wait.Node.Items.First(i => i.Key == chosen.Key).To, []);
                break;
            case Heard.Again again:
                Ask(wait with { Asking = asking }, again.Lead);
                break;
            case Heard.Left { Exit: Exit.Back }:
                State = State with { Top = State.Top!.Below };
                Back(wait.Node.Name);
                break;
            default:
                LeaveFrom(wait.Node.Name, heard);
                break;
        }
    }

    public void Pressed(Waiting.ForRetry wait, char? key)
    {
        var (asking, heard) = Hear(wait.Question, wait.Asking, key, _facts.Tries);
        switch (heard)
        {
            case Heard.Chosen or Heard.Left { Exit: Exit.Silence }:
                Collect(wait.Node, wait.Collecting);
                break;
            case Heard.Again again:
                State = State with { Wait = wait with { Asking = asking } };
                effects.Add(new FlowEffect.Ask(wait.Question, [.. again.Lead, .. wait.Question.Spoken]));
                break;
            case Heard.Left { Exit: Exit.Back }:
                Back(wait.Node.Name);
                break;
            default:
                LeaveFrom(wait.Question.Node, heard);
                break;
        }
    }

    public void Entered(Waiting.ForDigits wait, Keyed keyed)
    {
        var node = wait.Node;
        var tries = node.Tries ?? _facts.Tries;
        var (collecting, verdict) = wait.Collecting.Hear(keyed, tries);
        if (verdict is null)
        {
            var understood = node.Entry.Read(keyed.Digits, _facts.Today);
            if (understood.Exit is { } exit)
            {
                Leave(exit);
                return;
            }
            if (understood.Value is { } value)
            {
                State = State with { Values = State.Values.SetItem(node.Into, value) };
                Go(node.Next, []);
                return;
            }
            (collecting, verdict) = collecting.Wrong(understood.Wrong ?? node.Wrong, tries);
        }
        if (verdict.Person is { } reason)
        {
            ToPerson(node.Name, verdict.Why, reason);
            return;
        }
        var question = Collecting.Retry(node.Name, verdict.Why);
        State = State with { Wait = new Waiting.ForRetry(node, collecting, question, default) };
        effects.Add(new FlowEffect.Ask(question, question.Spoken));
    }

    public void Ended(StepNode node, FlowEvent.StepEnded ended)
    {
        var generic = ended.Exit switch
        {
            null => "done",
            Exit.NotDone => "notDone",
            Exit.Back => "back",
            Exit.Person => "person",
            _ => "silence",
        };
        State = State with
        {
            Passed = ended.Passed, Last = ended.Last, Reason = (ended.Exit as Exit.Person)?.Reason,
            Results = State.Results.SetItem(node.Step, ended.Outcome ?? generic),
            Values = State.Values.SetItems(ended.Values),
        };
        // Whoever wants a person is given one, whatever else the step came to.
        var own = ended.Exit is Exit.Person || ended.Outcome is null ? null : node.On.GetValueOrDefault(ended.Outcome);
        if ((own ?? node.On.GetValueOrDefault(generic)) is { } edge)
            Go(edge, ended.Result);
        else if (ended.Exit is Exit.Back)
            Back(node.Name);
        else if (ended.Exit is Exit.Person or Exit.Silence)
            Leave(ended.Exit);
        else if (node.Next is not null)
            Go(node.Next, ended.Result);
        else
        {
            Say(node.Name, ended.Result, []);
            Go(End(node.Name), []);
        }
    }

    /// <param name="result">What the step before has found out: said first, and in a menu again with 9.</param>
    private void Go(string? name, IReadOnlyList<string> result)
    {
        while (name is not null)
        {
            var node = Flow.Nodes[name];
            if (State.Passed >= FlowEngine.MaxPath)
            {
                ToPerson(name, [], HumanReason.Error);
                return;
            }
            Enter(name);
            switch (node)
            {
                case MenuNode menu:
                    Play(menu, result);
                    return;
                case ConditionNode condition:
                    name = condition.When.Holds(_facts, State) ? condition.Next : condition.Else;
                    continue;
                default:
                    name = Pass(node, result);
                    result = [];
                    continue;
            }
        }
    }

    /// <returns>The node that follows at once, or null: something else does.</returns>
    private string? Pass(Node node, IReadOnlyList<string> result)
    {
        switch (node)
        {
            case StepNode step:
                Say(node.Name, result, step.Says);
                State = State with { Wait = new Waiting.ForStep(step) };
                effects.Add(new FlowEffect.Run(step.Step, !step.On.ContainsKey("serviceDown")));
                return null;
            case CollectNode collect:
                Say(node.Name, result, []);
                Collect(collect, default);
                return null;
            case QueueNode queue:
                Say(node.Name, result, queue.Says);
                Leave(new Exit.Person(queue.Reason ?? State.Reason ?? HumanReason.Menu));
                return null;
            case HangUpNode hangUp:
                Say(node.Name, result, hangUp.Says);
                Leave(new Exit.Silence());
                return null;
            case SayNode say:
                Say(node.Name, result, say.Says);
                return say.Next ?? End(node.Name);
            case LanguageNode language:
                Say(node.Name, result, []);
                var chosen = language.Language
                    ?? (State.Language == Languages.English ? Languages.Chinese : Languages.English);
                State = State with { Language = chosen };
                effects.Add(new FlowEffect.Speak(chosen));
                return language.Next ?? End(node.Name);
            case FlowNode flow:
                Say(node.Name, result, []);
                return Call(flow);
            default:
                throw new InvalidOperationException($"Nothing plays a {node.GetType().Name}.");
        }
    }

    private string? Call(FlowNode node)
    {
        if (!_facts.Flows.TryGetValue(node.Flow, out var flow))
        {
            ToPerson(node.Name, [], HumanReason.ServiceDown);
            return null;
        }
        State = State with { Top = new Frame(Flow, null, node.Next, State.Top), Flow = flow };
        return flow.Start;
    }

    /// <summary>Nothing follows here: back to the flow that called, or to the menu it came from.</summary>
    private string? End(string node)
    {
        if (State.Top is not { Menu: null } call)
        {
            Back(node);
            return null;
        }
        State = State with { Top = call.Below, Flow = call.Flow };
        return call.Next ?? End(node);
    }

    private void Back(string node)
    {
        var top = State.Top;
        while (top is { Menu: null })
            top = top.Below;
        if (top is null)
        {
            ToPerson(node, [], HumanReason.Error);
            return;
        }
        State = State with { Top = top, Flow = top.Flow };
        Go(top.Menu!.Name, []);
    }

    private void Play(MenuNode node, IReadOnlyList<string> result)
    {
        Push(node);
        var question = new Question(node.Name)
        {
            Result = result,
            Body = Spoken(node.Says),
            Options = [.. node.Items.Select(i => new Option(i.Key, [i.Says, i.Press]))],
            Back = IsRoot ? null : node.Back,
            Ends = node.Ends,
            Silence = node.Silence,
        };
        var wait = new Waiting.ForKey(node, question, default);
        if (State.Ahead is { } key)
        {
            State = State with { Ahead = null };
            Pressed(wait, key);
        }
        else
            Ask(wait, result);
    }

    /// <summary>A menu that is on the way here already is gone back to.</summary>
    private void Push(MenuNode node)
    {
        for (var frame = State.Top; frame is { Menu: not null }; frame = frame.Below)
        {
            if (frame.Menu == node)
            {
                State = State with { Top = frame };
                return;
            }
        }
        State = State with { Top = new Frame(Flow, node, null, State.Top) };
    }

    private bool IsRoot
    {
        get
        {
            for (var frame = State.Top!.Below; frame is not null; frame = frame.Below)
            {
                if (frame.Menu is not null)
                    return false;
            }
            return true;
        }
    }

    private void Ask(Waiting.ForKey wait, IReadOnlyList<string> lead)
    {
        State = State with { Wait = wait };
        effects.Add(new FlowEffect.Ask(wait.Question, [.. lead, .. wait.Question.Spoken]));
    }

    private void Collect(CollectNode node, Collecting collecting)
    {
        if (collecting.IsOver)
        {
            ToPerson(node.Name, [], HumanReason.Error);
            return;
        }
        Enter(node.Name);
        State = State with { Wait = new Waiting.ForDigits(node, collecting.Begun) };
        effects.Add(new FlowEffect.Collect(node.Name, Spoken(node.Says), node.Entry));
    }

    private (Asking Next, Heard Heard) Hear(Question question, Asking asking, char? key, int tries)
    {
        if (key is { } pressed)
            effects.Add(new FlowEffect.Heard(question, pressed));
        return asking.Hear(question, key, tries);
    }

    private void LeaveFrom(string node, Heard heard)
    {
        if (heard is Heard.GivenUp up)
            ToPerson(node, up.Why, up.Reason);
        else
            Leave(((Heard.Left)heard).Exit);
    }

    private void ToPerson(string node, IReadOnlyList<string> why, HumanReason reason)
    {
        effects.Add(new FlowEffect.Say(node, [.. why, "error.to-person"]));
        Leave(new Exit.Person(reason));
    }

    private void Leave(Exit exit)
    {
        State = State with { Wait = new Waiting.Over() };
        effects.Add(new FlowEffect.Leave(exit));
    }

    private void Enter(string node)
    {
        if (State.Last != node)
            State = State with { Passed = State.Passed + 1, Last = node };
        effects.Add(new FlowEffect.Enter(node));
    }

    private void Say(string node, IReadOnlyList<string> result, IReadOnlyList<Piece> says)
    {
        IReadOnlyList<string> prompts = [.. result, .. Spoken(says)];
        if (prompts.Count > 0)
            effects.Add(new FlowEffect.Say(node, prompts));
    }

    private IReadOnlyList<string> Spoken(IReadOnlyList<Piece> pieces) => Piece.Spoken(
        pieces, State.Language,
        name => name == "today" ? new FlowValue.Date(_facts.Today) : State.Values.GetValueOrDefault(name));
}
