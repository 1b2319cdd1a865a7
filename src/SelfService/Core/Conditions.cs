using System.Text.Json;
using TellerLine.Customers;
using static TellerLine.SelfService.Core.MenuFile;

namespace TellerLine.SelfService.Core;

/// <summary>A condition as it is written. Pure.</summary>
internal sealed class Conditions(
    MenuFile file, MenuSurroundings around, Action<string, string> fault, Func<string, IdentificationLevel> levelOf,
    Func<string, string?> languageOf)
{
    /// <returns>With a fault, something that fits.</returns>
    public Condition Of(WhenEntry when)
    {
        (string Name, string? Text)[] all =
        [
            ("level", when.Level), ("customer", when.Customer), ("language", when.Language), ("open", when.Open),
            ("result", when.Result), ("value", when.Value),
        ];
        if (all.Where(one => one.Text is not null).ToList() is not [var (name, text)])
        {
            var names = all.Select(one => one.Name).ToList();
            fault($"when asks one of {string.Join(", ", names)}", $"when 须问且只问其一：{string.Join("、", names)}");
            return new Condition.Level(default);
        }
        if (name is not ("result" or "value") && when.Is is not null)
            fault("is belongs to result and value", "is 只用于 result 和 value");
        if (name != "value" && (when.AtLeast is not null || when.Below is not null))
            fault("atLeast and below belong to value", "atLeast、below 只用于 value");
        return name switch
        {
            "level" => new Condition.Level(levelOf(text!)),
            "customer" => Customer(text!),
            "language" => new Condition.Language(languageOf(text!) ?? Languages.English),
            "open" => Open(text!),
            "result" => Result(text!, when),
            _ => Value(text!, when),
        };
    }

    private Condition.Customer Customer(string text)
    {
        if (!Condition.Customer.All.ContainsKey(text))
            fault(
                $"nothing is known of {text}; there are {string.Join(", ", Condition.Customer.All.Keys)}",
                $"没有客户标志 {text}；可用：{string.Join("、", Condition.Customer.All.Keys)}");
        return new Condition.Customer(text);
    }

    private Condition.Open Open(string text)
    {
        if (!around.IsHours(text))
            fault($"there are no hours {text} in force", $"没有生效的营业时间 {text}");
        return new Condition.Open(text);
    }

    private Condition.Result Result(string step, WhenEntry when)
    {
        var outcomes = when.Is switch
        {
            { ValueKind: JsonValueKind.Array } list => [.. list.EnumerateArray().Select(o => o.ToString())],
            { } one => [one.ToString()],
            null => Array.Empty<string>(),
        };
        if (file.Nodes!.Values.All(n => n?.Step != step && n?.Identify != step))
            fault($"no node runs the step {step}", $"没有节点执行步骤 {step}");
        if (outcomes.Length == 0)
            fault("a result is compared (is)", "result 须写明 is");
        var known = Operations.EveryOutcome.Concat(Operations.Find(step)?.Outcomes ?? []).ToList();
        foreach (var outcome in outcomes.Where(o => !known.Contains(o)))
            fault(
                $"{step} has no outcome {outcome}; there are {string.Join(", ", known)}",
                $"{step} 没有结果 {outcome}；可用：{string.Join("、", known)}");
        return new Condition.Result(step, outcomes);
    }

    private Condition.Value Value(string name, WhenEntry when)
    {
        var kind = Entries.KindOf(file, name);
        if (kind is null)
            fault(
                $"there is no value {name}: no node collects it, no step finds it out",
                $"没有值 {name}：没有节点收集，也没有步骤得出");
        if (when.Is is null && when.AtLeast is null && when.Below is null)
            fault("a value is compared (is, atLeast, below)", "value 须写明 is、atLeast 或 below");
        if (kind == ReadAs.Date || (kind == ReadAs.Amount && when.Is is not null))
            fault(
                "days are not compared, and amounts with atLeast and below only", "日期不作比较，金额只用 atLeast、below 比较");
        var unit = kind == ReadAs.Amount ? 100 : 1;
        return new Condition.Value(name, when.Is?.ToString(), (long?)(when.AtLeast * unit), (long?)(when.Below * unit));
    }
}
