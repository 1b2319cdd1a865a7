using System.Text.Json;
using TellerLine.Customers;
using TellerLine.Kernel;
using static TellerLine.SelfService.Core.MenuFile;

namespace TellerLine.SelfService.Core;

/// <summary>One node of a menu's file: what can be said of it without following its ways. Pure.</summary>
internal sealed class NodeReader(string name, MenuFile file, MenuSurroundings around, MenuFaults faults)
{
    public const string Language = "language", Person = "person";

    private static readonly Dictionary<string, string[]> PartsOf = new()
    {
        ["items"] = ["says", "back", "ends", "silence"], ["say"] = ["then"], ["step"] = ["says", "then", "on", "needs"],
        ["identify"] = ["says", "then", "on"], ["collect"] = ["says", "then"], ["when"] = ["then", "else"],
        ["queue"] = ["says"], ["language"] = ["then"], ["flow"] = ["then"], ["hangUp"] = ["says"],
    };

    private bool IsOld => file.Version == 1;

    /// <returns>Null: it is nothing that could be followed.</returns>
    public Node? Read(NodeEntry? node)
    {
        if (name == PersonalComposition.Node)
            Fault($"the name {name} is that of customers' own menus", $"{name} 是个性化菜单专用的节点名");
        if (node is null || node.Types is not [var type] || (IsOld && type is not ("items" or "step")))
        {
            Fault(
                IsOld ? "a node has either items (a menu) or a step"
                    : $"a node has one of {string.Join(", ", PartsOf.Keys)}",
                IsOld ? "节点须为菜单（items）或步骤（step）之一" : $"节点须有且只有其一：{string.Join("、", PartsOf.Keys)}");
            return null;
        }
        if (string.IsNullOrWhiteSpace(node.Words?.Zh) || string.IsNullOrWhiteSpace(node.Words.En))
            Fault(
                "has no words in both languages (words: { zh: …, en: … }): people would read its name",
                "缺少中英文名称（words: { zh: …, en: … }）");
        CheckPrompts([.. Plain(node.Says), .. Plain(node.Say), .. node.Ends ?? [], .. node.Collect?.Wrong ?? []]);
        CheckPrompts(node.Back is null ? [] : [node.Back]);
        CheckParts(type, node);
        return type switch
        {
            "items" => Menu(node),
            "step" => Step(node),
            "identify" => Identify(node),
            "collect" => Collect(node),
            "when" => When(node),
            "queue" => new QueueNode(name, Pieces(node.Says), ReasonOf(node.Queue!.Reason)),
            "language" => new LanguageNode(name, LanguageOf(node.Language!), node.Then),
            "flow" => Flow(node),
            "hangUp" => new HangUpNode(name, Pieces(node.Says)),
            _ => new SayNode(name, Pieces(node.Say), node.Then),
        };
    }

    private void CheckParts(string type, NodeEntry node)
    {
        var others = node.Parts.Where(part => !PartsOf[type].Contains(part)).ToList();
        if (type == "items" && others.Any(part => part is "then" or "reason" or "says") | (IsOld && node.Says is not null))
            Fault("then, reason and says belong to steps", "then、reason、says 只用于步骤");
        else if (type == "step" && others.Any(part => part is "back" or "ends" or "silence"))
            Fault("back, ends and silence belong to menus", "back、ends、silence 只用于菜单");
        else if (others.Where(part => part != "reason" || type != "step").ToList() is { Count: > 0 } more)
            Fault(
                $"{string.Join(", ", more)} does not belong to {type}", $"{string.Join("、", more)} 不能用于 {type}");
        if (node.Then is null && type is "collect" or "when" && node.Then is null)
            Fault($"{type} says where it goes on (then)", $"{type} 须写明去向 then");
        if (type == "when" && node.Else is null)
            Fault("when says where it goes on otherwise (else)", "when 须写明不满足时的去向 else");
    }

    private MenuNode Menu(NodeEntry node)
    {
        if (node.Silence is not (null or "person" or "goodbye"))
            Fault(
                $"silence is person or goodbye, not {node.Silence}", $"silence 应为 person 或 goodbye，而非 {node.Silence}");
        HashSet<string> keys = [];
        List<MenuItem> items = [];
        foreach (var item in node.Items!)
        {
            if (item is not { Key: { } key, Says: { } says, To: { } to })
            {
                Fault("an item has a key, what it says and where it leads to", "菜单项须有按键 key、提示 says 和去向 to");
                continue;
            }
            if (KeyFault(key) is { } why)
                Fault(why.En, why.Zh);
            if (!keys.Add(key))
                Fault($"key {key} is given twice", $"按键 {key} 重复");
            var press = item.Press ?? $"press.{key}";
            foreach (var prompt in new[] { says, press }.Where(p => !around.IsPrompt(p)))
                Fault(
                    $"prompt {prompt} (key {key}) is not recorded in every language", $"提示音 {prompt}（按键 {key}）未录齐各语言");
            if (item.Personal)
                CheckPersonal(key, item.Press, to);
            items.Add(new MenuItem(key is [var one] ? one : '?', says, press, to) { Personal = item.Personal });
        }
        var silence = node.Silence == "goodbye" ? OnSilence.Goodbye : OnSilence.Person;
        return new MenuNode(name, Pieces(node.Says), items, node.Back ?? "menu.back", node.Ends ?? [], silence);
    }

    /// <summary>In a customer's own menu it has another key, and is come to from there alone.</summary>
    private void CheckPersonal(string key, string? press, string to)
    {
        if (press is not null)
            Fault(
                $"key {key} has a press of its own and cannot be personal: there it has another key",
                $"按键 {key} 另有“请按”提示音 press，不能供个性化菜单选用");
        if (around.Key != "main")
            Fault(
                $"key {key} is personal, and customers' own menus are made of main alone",
                $"按键 {key} 标为 personal，而个性化菜单只取自主菜单文件 main");
        if (file.Nodes!.Values.SelectMany(n => n?.Items ?? []).Count(i => i is { Personal: true } && i.To == to) > 1)
            Fault($"{to} is personal twice", $"{to} 被两处标为 personal");
    }

    private static (string En, string Zh)? KeyFault(string key) => key switch
    {
        "0" => (
            "key 0 is a person, in every menu, and cannot be given to anything else",
            "0 键在任何菜单中都是转人工，不能另作他用"),
        "9" => ("key 9 is again, in every menu", "9 键在任何菜单中都是重听"),
        "*" => ("key * is back, in every menu", "* 键在任何菜单中都是返回"),
        [< '1' or > '8'] or { Length: not 1 } => ($"key {key} is none of 1 to 8", $"按键 {key} 不在 1 至 8 之中"),
        _ => null,
    };

    private Node Step(NodeEntry node)
    {
        var step = node.Step!;
        if (!MenuReader.Steps.Contains(step))
            Fault(
                $"there is no step {step}; there are {string.Join(", ", MenuReader.Steps)}",
                $"没有步骤 {step}；可用：{string.Join("、", MenuReader.Steps)}");
        if (step == Person && (node.Then ?? node.On?.Values.FirstOrDefault()) is not null)
            Fault("nothing follows a person", "转人工之后不能再有步骤");
        if (node.Reason is not null && step != Person)
            ReasonFault(node.Reason);
        if (IsOld && node.Then is not null
            && file.Nodes!.GetValueOrDefault(node.Then) is { Items: null, Step: not null })
            Fault($"then {node.Then} is a step; a menu follows a step", $"then 指向步骤 {node.Then}；步骤之后须为菜单");
        return step switch
        {
            Person => new QueueNode(name, Pieces(node.Says), ReasonOf(node.Reason) ?? HumanReason.Menu),
            // In version 1 the menu it came from followed, whatever was written.
            Language => new LanguageNode(name, null, IsOld ? null : node.Then),
            _ => new StepNode(name, step, Pieces(node.Says), node.Then, On(node, step), Needs(node, step)),
        };
    }

    private StepNode Identify(NodeEntry node)
    {
        var step = node.Identify!;
        if (Operations.Identifying.All(o => o.Name != step))
        {
            var known = Operations.Identifying.Select(o => o.Name).ToList();
            Fault(
                $"nobody is identified by {step}; there are {string.Join(", ", known)}",
                $"没有识别方式 {step}；可用：{string.Join("、", known)}");
        }
        // What follows here follows a caller who is identified: others go back to the menu.
        var on = On(node, step);
        return new StepNode(
            name, step, Pieces(node.Says), null,
            node.Then is null ? on : new Dictionary<string, string>(on) { ["done"] = node.Then }, Needs(node, step));
    }

    private Dictionary<string, string> On(NodeEntry node, string step)
    {
        Dictionary<string, string> edges = [];
        var known = Operations.EveryOutcome.Concat(Operations.Find(step)?.Outcomes ?? []).ToList();
        foreach (var (outcome, to) in node.On ?? [])
        {
            if (Operations.Find(step) is not null && !known.Contains(outcome))
                Fault(
                    $"{step} has no outcome {outcome}; there are {string.Join(", ", known)}",
                    $"{step} 没有结果 {outcome}；可用：{string.Join("、", known)}");
            else if (to is null)
                Fault($"the outcome {outcome} leads nowhere", $"结果 {outcome} 没有去向");
            else
                edges[outcome] = to;
        }
        return edges;
    }

    private IdentificationLevel Needs(NodeEntry node, string step)
    {
        var needs = node.Needs is null ? IdentificationLevel.None : LevelOf(node.Needs);
        return (IdentificationLevel)Math.Max((int)needs, (int)(Operations.Find(step)?.Needs ?? 0));
    }

    private CollectNode Collect(NodeEntry node)
    {
        var collect = node.Collect!;
        if (node.Says is not { Count: > 0 })
            Fault("a collection says what to key (says)", "收号须写明提示 says");
        if (collect.Tries is < 1 or > 5)
            Fault($"tries is 1 to 5, not {collect.Tries}", $"tries 应为 1 至 5，而非 {collect.Tries}");
        return new CollectNode(
            name, Entries.Of(collect, Fault), Pieces(node.Says), collect.Wrong ?? ["error.key"], collect.Into ?? name,
            collect.Tries, node.Then ?? name);
    }

    private ConditionNode When(NodeEntry node) => new(
        name, new Conditions(file, around, Fault, LevelOf, LanguageOf).Of(node.When!), node.Then ?? name,
        node.Else ?? name);

    private FlowNode Flow(NodeEntry node)
    {
        if (node.Flow == around.Key)
            Fault("a flow does not play itself", "流程不能调用自身");
        else if (!around.IsFlow(node.Flow!))
            Fault($"there is no flow {node.Flow} in force", $"没有生效的流程 {node.Flow}");
        return new FlowNode(name, node.Flow!, node.Then);
    }

    private IdentificationLevel LevelOf(string text)
    {
        if (Named<IdentificationLevel>(text) is { } level)
            return level;
        var known = Enum.GetValues<IdentificationLevel>().Select(EnumWords.Of).ToList();
        Fault(
            $"there is no level {text}; there are {string.Join(", ", known)}", $"没有识别等级 {text}；可用：{string.Join("、", known)}");
        return default;
    }

    private string? LanguageOf(string text)
    {
        if (text != "other" && !Languages.All.Contains(text))
            Fault($"there is no language {text}; there are zh-CN, en, other", $"没有语言 {text}；可用：zh-CN、en、other");
        return text == "other" ? null : text;
    }

    private HumanReason? ReasonOf(string? text)
    {
        if (text is not (null or "menu" or "lossReport"))
            ReasonFault(text);
        return text switch { null => null, "lossReport" => HumanReason.LossReport, _ => HumanReason.Menu };
    }

    private void ReasonFault(string text) => Fault(
        $"reason {text} is none; a person's reason is menu or lossReport", $"没有原因 {text}；转人工的原因为 menu 或 lossReport");

    private void CheckPrompts(IReadOnlyList<string> prompts)
    {
        foreach (var prompt in prompts.Where(p => !around.IsPrompt(p)))
            Fault($"prompt {prompt} is not recorded in every language", $"提示音 {prompt} 未录齐各语言");
    }

    private static IEnumerable<string> Plain(List<JsonElement>? says) =>
        (says ?? []).Where(s => s.ValueKind == JsonValueKind.String).Select(s => s.GetString()!);

    private List<Piece> Pieces(List<JsonElement>? says)
    {
        List<Piece> pieces = [];
        foreach (var one in says ?? [])
        {
            if (one.ValueKind == JsonValueKind.String)
                pieces.Add(new Piece(one.GetString()!, null));
            else if (one.ValueKind == JsonValueKind.Object && one.EnumerateObject().ToList() is [var value]
                && Named<ReadAs>(value.Name) is { } way)
            {
                pieces.Add(new Piece(value.Value.ToString(), way));
                Entries.CheckValue(file, value.Value.ToString(), way, Fault);
            }
            else
                Fault(
                    "a prompt's name, or one of { amount: … }, { date: … }, { tail: … }",
                    "应为提示音名称，或 { amount: … }、{ date: … }、{ tail: … } 之一");
        }
        return pieces;
    }

    private static T? Named<T>(string word)
        where T : struct, Enum =>
        Enum.GetValues<T>().Where(value => EnumWords.Of(value) == word).Select(value => (T?)value).FirstOrDefault();

    private void Fault(string why, string zh) => faults.Add(name, why, zh);
}
