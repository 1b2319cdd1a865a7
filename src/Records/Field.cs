using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using TellerLine.Access;

namespace TellerLine.Records;

/// <summary>
/// A field of a form, said once where the command has it: the page's form is made of it, and what comes is held to it.
/// </summary>
/// <param name="zh">As people call it.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class FieldAttribute(string zh, string en) : Attribute
{
    public string Zh => zh;

    public string En => en;

    /// <summary>May stay empty.</summary>
    public bool Optional { get; init; }

    /// <summary>Characters of a text.</summary>
    public int Longest { get; init; } = 200;

    /// <summary>Several lines.</summary>
    public bool Lines { get; init; }

    public int Least { get; init; } = int.MinValue;

    public int Most { get; init; } = int.MaxValue;
}

/// <summary>What is wrong with a field, in the words of who fills it in.</summary>
/// <param name="Path">A JSON pointer: <c>/title</c>.</param>
public sealed record FieldFault(string Path, string Zh, string En);

/// <summary>The form of a command: a record whose properties bear <see cref="FieldAttribute"/>.</summary>
public static class FormOf
{
    /// <param name="choices">By property: what may be chosen, with its words.</param>
    /// <returns>A JSON schema (2020-12), <c>x-zh</c> and <c>x-en</c> naming each field.</returns>
    public static JsonElement Schema<T>(
        IReadOnlyDictionary<string, IReadOnlyList<(string Value, BilingualText Words)>>? choices = null)
    {
        var (properties, required) = (new JsonObject(), new JsonArray());
        foreach (var (property, field) in Fields(typeof(T)))
        {
            var name = JsonNamingPolicy.CamelCase.ConvertName(property.Name);
            var schema = new JsonObject { ["type"] = TypeOf(property), ["x-zh"] = field.Zh, ["x-en"] = field.En };
            if (property.PropertyType == typeof(string))
                schema["maxLength"] = field.Longest;
            if (field.Lines)
                schema["x-lines"] = true;
            if (Nullable.GetUnderlyingType(property.PropertyType) == typeof(DateTimeOffset))
                schema["format"] = "date-time";
            if (choices?.GetValueOrDefault(property.Name) is { } some)
            {
                schema["enum"] = new JsonArray([.. some.Select(c => (JsonNode)c.Value)]);
                schema["x-words"] = JsonSerializer.SerializeToNode(
                    some.ToDictionary(c => c.Value, c => c.Words), JsonSerializerOptions.Web);
            }
            properties[name] = schema;
            if (!field.Optional && property.PropertyType != typeof(bool))
                required.Add(name);
        }
        return JsonSerializer.SerializeToElement(
            new JsonObject { ["type"] = "object", ["properties"] = properties, ["required"] = required });
    }

    /// <summary>All that is wrong with a command by its fields; what they say together is its owner's.</summary>
    public static IReadOnlyList<FieldFault> Faults<T>(T command)
        where T : notnull =>
        [.. Fields(typeof(T)).SelectMany(f => Faults(f.Property, f.Field, f.Property.GetValue(command)))];

    private static IEnumerable<FieldFault> Faults(PropertyInfo property, FieldAttribute field, object? value)
    {
        var path = "/" + JsonNamingPolicy.CamelCase.ConvertName(property.Name);
        if (value is null or "" || (value is string blank && string.IsNullOrWhiteSpace(blank)))
        {
            if (!field.Optional)
                yield return new(path, $"请填写{field.Zh}", $"{field.En} is missing");
            yield break;
        }
        if (value is string text)
        {
            if (text.Length > field.Longest)
                yield return new(
                    path, $"{field.Zh}至多 {field.Longest} 个字符，现有 {text.Length} 个",
                    $"{field.En} has at most {field.Longest} characters, found {text.Length}");
            if (text.Any(c => char.IsControl(c) && !(field.Lines && c is '\n' or '\r' or '\t')))
                yield return new(path, $"{field.Zh}含控制字符", $"{field.En} has control characters");
        }
        if (value is int number && (number < field.Least || number > field.Most))
            yield return new(
                path, $"{field.Zh}应为 {field.Least} 至 {field.Most}", $"{field.En} is from {field.Least} to {field.Most}");
    }

    private static IEnumerable<(PropertyInfo Property, FieldAttribute Field)> Fields(Type command) =>
        from property in command.GetProperties()
        let field = property.GetCustomAttribute<FieldAttribute>()
        where field is not null
        select (property, field);

    private static string TypeOf(PropertyInfo property) => property.PropertyType switch
    {
        var t when t == typeof(bool) => "boolean",
        var t when t == typeof(int) || t == typeof(long) || t == typeof(int?) => "integer",
        _ => "string",
    };
}
