using System.Globalization;
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

    /// <summary>Characters of a text, or of each text of a list.</summary>
    public int Longest { get; init; } = 200;

    /// <summary>Several lines.</summary>
    public bool Lines { get; init; }

    /// <summary>What identifies a person: not kept in the browser while the form is filled in.</summary>
    public bool Unkept { get; init; }

    public int Least { get; init; } = int.MinValue;

    public int Most { get; init; } = int.MaxValue;

    /// <summary>The text is a day, <c>2026-12-31</c>.</summary>
    public bool Day { get; init; }

    /// <summary>Entries of a list.</summary>
    public int MostEntries { get; init; } = 20;
}

/// <summary>What is wrong with a field, in the words of who fills it in.</summary>
/// <param name="Path">A JSON pointer: <c>/title</c>.</param>
public sealed record FieldFault(string Path, string Zh, string En);

/// <summary>
/// The form of a command: a record whose properties bear <see cref="FieldAttribute"/>. A property is a text, a whole
/// number, a switch, a moment, digits that nobody may read, a list of texts, or a list of records that are made
/// likewise.
/// </summary>
public static class FormOf
{
    /// <param name="choices">
    /// By property: what may be chosen, with its words. Of a list's small records by list and property:
    /// <c>Payees.Account</c>.
    /// </param>
    /// <returns>A JSON schema (2020-12), <c>x-zh</c> and <c>x-en</c> naming each field.</returns>
    public static JsonElement Schema<T>(
        IReadOnlyDictionary<string, IReadOnlyList<(string Value, BilingualText Words)>>? choices = null)
    {
        var (properties, required) = (new JsonObject(), new JsonArray());
        foreach (var (property, field) in Fields(typeof(T)))
        {
            var name = JsonNamingPolicy.CamelCase.ConvertName(property.Name);
            properties[name] = SchemaOf(property, field, property.Name, choices);
            if (!field.Optional && property.PropertyType != typeof(bool))
                required.Add(name);
        }
        return JsonSerializer.SerializeToElement(Object(properties, required));
    }

    /// <summary>All that is wrong with a command by its fields; what they say together is its owner's.</summary>
    public static IReadOnlyList<FieldFault> Faults<T>(T command)
        where T : notnull =>
        [.. Fields(typeof(T)).SelectMany(f => Faults(f.Property, f.Field, f.Property.GetValue(command)))];

    private static JsonObject Object(JsonObject properties, JsonArray required) =>
        new() { ["type"] = "object", ["properties"] = properties, ["required"] = required };

    private static JsonObject SchemaOf(
        PropertyInfo property, FieldAttribute field, string at,
        IReadOnlyDictionary<string, IReadOnlyList<(string Value, BilingualText Words)>>? choices)
    {
        var schema = new JsonObject { ["type"] = TypeOf(property), ["x-zh"] = field.Zh, ["x-en"] = field.En };
        if (property.PropertyType == typeof(string))
            schema["maxLength"] = field.Longest;
        if (field.Lines)
            schema["x-lines"] = true;
        if (field.Unkept)
            schema["x-unkept"] = true;
        if (Nullable.GetUnderlyingType(property.PropertyType) == typeof(DateTimeOffset))
            schema["format"] = "date-time";
        if (field.Day)
            schema["format"] = "date";
        if (property.PropertyType == typeof(SecretDigits))
            (schema["format"], schema["x-unkept"]) = ("password", true);
        var entry = EntryOf(property);
        if (entry is not null)
            schema["items"] = entry == typeof(string) ? new JsonObject { ["type"] = "string" }
                : SchemaOf(entry, at, choices);
        if (choices?.GetValueOrDefault(at) is { } offered)
            Offer(entry is null ? schema : (JsonObject)schema["items"]!, offered);
        return schema;
    }

    private static void Offer(JsonObject schema, IReadOnlyList<(string Value, BilingualText Words)> choices)
    {
        var whole = (string?)schema["type"] == "integer";
        schema["enum"] = new JsonArray(
        [
            .. choices.Select(c => whole
                ? (JsonNode)int.Parse(c.Value, CultureInfo.InvariantCulture) : (JsonNode)c.Value),
        ]);
        schema["x-words"] = JsonSerializer.SerializeToNode(
            choices.ToDictionary(c => c.Value, c => c.Words), JsonSerializerOptions.Web);
    }

    private static JsonObject SchemaOf(
        Type entry, string at, IReadOnlyDictionary<string, IReadOnlyList<(string Value, BilingualText Words)>>? choices)
    {
        var fields = Fields(entry).Select(each => (
            Name: JsonNamingPolicy.CamelCase.ConvertName(each.Property.Name), each.Property, each.Field)).ToList();
        return Object(
            new JsonObject(fields.Select(each => KeyValuePair.Create(
                each.Name,
                (JsonNode?)SchemaOf(each.Property, each.Field, $"{at}.{each.Property.Name}", choices)))),
            new JsonArray([.. fields.Where(each => !each.Field.Optional).Select(each => (JsonNode)each.Name)]));
    }

    private static IEnumerable<FieldFault> Faults(PropertyInfo property, FieldAttribute field, object? value) =>
        EntryOf(property) is { } entry
            ? Faults(PathOf(property), field, ((IEnumerable<object?>?)value)?.ToList() ?? [], entry)
            : Faults(PathOf(property), field, value);

    private static IEnumerable<FieldFault> Faults(string path, FieldAttribute field, List<object?> entries, Type entry)
    {
        if (entries.Count == 0 && !field.Optional)
            return [new(path, $"请填写{field.Zh}", $"{field.En} is missing")];
        if (entries.Count > field.MostEntries)
            return
            [
                new(path, $"{field.Zh}至多 {field.MostEntries} 项，现有 {entries.Count} 项",
                    $"{field.En} has at most {field.MostEntries} entries, found {entries.Count}"),
            ];
        return entries.SelectMany((each, i) => each switch
        {
            null or "" => [new($"{path}/{i}", $"请填写{field.Zh}", $"{field.En} is missing")],
            string => Faults($"{path}/{i}", field, each),
            _ => Fields(entry).SelectMany(inner => Faults(
                $"{path}/{i}{PathOf(inner.Property)}", inner.Field, inner.Property.GetValue(each))),
        });
    }

    private static IEnumerable<FieldFault> Faults(string path, FieldAttribute field, object? value)
    {
        if (value is null or "" or SecretDigits { Ascii.IsEmpty: true }
            || (value is string blank && string.IsNullOrWhiteSpace(blank)))
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
            if (field.Day && !DateOnly.TryParseExact(
                text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
                yield return new(
                    path, $"{field.Zh}应为日期，如 2026-12-31", $"{field.En}: expected a day, as 2026-12-31");
        }
        if (value is int number && (number < field.Least || number > field.Most))
            yield return new(
                path, $"{field.Zh}应为 {field.Least} 至 {field.Most}", $"{field.En} is from {field.Least} to {field.Most}");
    }

    private static string PathOf(PropertyInfo property) =>
        "/" + JsonNamingPolicy.CamelCase.ConvertName(property.Name);

    /// <returns>What a list is a list of; null: it is none.</returns>
    private static Type? EntryOf(PropertyInfo property) =>
        property.PropertyType is { IsGenericType: true } list
        && list.GetGenericTypeDefinition() == typeof(IReadOnlyList<>)
            ? list.GetGenericArguments()[0]
            : null;

    private static IEnumerable<(PropertyInfo Property, FieldAttribute Field)> Fields(Type command) =>
        from property in command.GetProperties()
        let field = property.GetCustomAttribute<FieldAttribute>()
        where field is not null
        select (property, field);

    private static string TypeOf(PropertyInfo property) => property.PropertyType switch
    {
        var t when t == typeof(bool) => "boolean",
        var t when t == typeof(int) || t == typeof(long) || t == typeof(int?) => "integer",
        _ when EntryOf(property) is not null => "array",
        _ => "string",
    };
}
