using System.Text.Json;
using Json.Schema;

namespace TellerLine.Definitions;

/// <summary>A schema's faults in the words of people who know no schema.</summary>
internal sealed class SchemaWords(string schema)
{
    private readonly JsonElement _schema = JsonDocument.Parse(schema).RootElement;

    /// <returns>Null for a fault that only says that another below it is one.</returns>
    public DefinitionFault? Of(EvaluationResults at, string keyword, string message)
    {
        var path = at.InstanceLocation.ToString();
        var part = Part(at.EvaluationPath.ToString());
        var expected = part is { ValueKind: JsonValueKind.Object } && part.Value.TryGetProperty(keyword, out var value)
            ? value
            : default(JsonElement?);
        return keyword switch
        {
            "" or "additionalProperties" => new(path, "没有这一项", "there is no such entry"),
            "required" => new(path, $"缺少 {Names(message)}", $"lacks {Names(message)}"),
            "type" => new(path, $"应为{TypeZh(expected)}", $"expected {TypeEn(expected)}"),
            "enum" => new(path, $"应为 {List(expected)} 之一", $"expected one of {List(expected)}"),
            "pattern" when Hint(part) is { } hint => new(path, $"应为{hint.Zh}", $"expected {hint.En}"),
            "pattern" => new(path, $"格式应为 {expected}", $"expected the form {expected}"),
            "minLength" => new(path, "不能为空", "must not be empty"),
            "maxLength" => new(path, $"至多 {expected} 个字符", $"at most {expected} characters"),
            "minItems" => new(path, $"至少 {expected} 项", $"at least {expected} entries"),
            "maxItems" => new(path, $"至多 {expected} 项", $"at most {expected} entries"),
            "minimum" => new(path, $"不得小于 {expected}", $"must be {expected} or more"),
            "maximum" => new(path, $"不得大于 {expected}", $"must be {expected} or less"),
            "uniqueItems" => new(path, "有重复的项", "an entry stands twice"),
            "properties" or "items" or "$ref" or "allOf" or "patternProperties" => null,
            _ => new(path, $"不符合要求（{keyword}）：{message}", message),
        };
    }

    /// <summary>
    /// The part of the schema that an evaluation's path leads to. The library names <c>items</c> twice for the items of
    /// a list.
    /// </summary>
    private JsonElement? Part(string path)
    {
        var (part, inItems) = (_schema, false);
        foreach (var step in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (inItems && step == "items")
            {
                inItems = false;
                continue;
            }
            if (part.ValueKind != JsonValueKind.Object)
                return null;
            if (!part.TryGetProperty(Unescaped(step), out var member))
                return null;
            part = step == "$ref" ? Part(member.GetString()!.TrimStart('#')) ?? default : member;
            inItems = step == "items";
        }
        return part;
    }

    private static string Unescaped(string step) => step.Replace("~1", "/", StringComparison.Ordinal)
        .Replace("~0", "~", StringComparison.Ordinal);

    private static (string Zh, string En)? Hint(JsonElement? part) =>
        part is { ValueKind: JsonValueKind.Object } some
        && some.TryGetProperty("x-expected-zh", out var zh) && some.TryGetProperty("x-expected-en", out var en)
            ? (zh.GetString()!, en.GetString()!)
            : null;

    // The library's message ends in a JSON list of the names: … ["zh","en"] …
    private static string Names(string message)
    {
        var (from, to) = (message.IndexOf('[', StringComparison.Ordinal), message.LastIndexOf(']'));
        return from < 0 || to < from ? message : message[(from + 1)..to].Replace("\"", "", StringComparison.Ordinal);
    }

    private static string List(JsonElement? values) =>
        values is { ValueKind: JsonValueKind.Array } list
            ? string.Join(", ", list.EnumerateArray().Select(v => v.ToString()))
            : "";

    private static string TypeZh(JsonElement? type) => Types(type, name => name switch
    {
        "object" => "一组项（名称: 值）", "array" => "列表（- 开头）", "string" => "文本", "integer" => "整数",
        "number" => "数字", "boolean" => "true 或 false", _ => name,
    }, "或");

    private static string TypeEn(JsonElement? type) => Types(type, name => name switch
    {
        "object" => "entries (name: value)", "array" => "a list (lines beginning with -)", "string" => "a text",
        "integer" => "a whole number", "number" => "a number", "boolean" => "true or false", _ => name,
    }, " or ");

    private static string Types(JsonElement? type, Func<string, string> words, string or) => type switch
    {
        { ValueKind: JsonValueKind.String } one => words(one.GetString()!),
        { ValueKind: JsonValueKind.Array } some => string.Join(
            or, some.EnumerateArray().Select(t => words(t.GetString()!))),
        _ => "",
    };
}
