using System.Text.Json;

namespace TellerLine.Definitions.Core;

/// <summary>
/// What one document says otherwise than another, by place. Items of a list are told apart by what names them
/// (<c>code</c>, <c>key</c>, <c>name</c>, <c>date</c>), so that one put in first changes no other; lists without such a
/// name by their order. Pure.
/// </summary>
internal static class Difference
{
    /// <summary>No more are told: beyond that, the texts themselves are compared.</summary>
    public const int Most = 500;

    private static readonly string[] Naming = ["code", "key", "name", "date", "from", "year"];

    public static IReadOnlyList<DifferenceAt> Of(JsonElement was, JsonElement now)
    {
        List<DifferenceAt> found = [];
        Compare("", was, now, found);
        return found;
    }

    private static void Compare(string path, JsonElement was, JsonElement now, List<DifferenceAt> found)
    {
        if (found.Count >= Most)
            return;
        if (was.ValueKind == JsonValueKind.Object && now.ValueKind == JsonValueKind.Object)
            Members(path, Named(was), Named(now), found);
        else if (was.ValueKind == JsonValueKind.Array && now.ValueKind == JsonValueKind.Array)
            Members(path, Items(was, NameOf(was, now)), Items(now, NameOf(was, now)), found);
        else if (!JsonElement.DeepEquals(was, now))
            found.Add(new DifferenceAt(path, was, now));
    }

    private static void Members(
        string path, List<(string Name, JsonElement Value)> was, List<(string Name, JsonElement Value)> now,
        List<DifferenceAt> found)
    {
        var before = was.ToDictionary(m => m.Name, m => m.Value);
        var after = now.ToDictionary(m => m.Name, m => m.Value);
        foreach (var (name, value) in was)
        {
            if (after.TryGetValue(name, out var other))
                Compare(path + YamlText.Step(name), value, other, found);
            else if (found.Count < Most)
                found.Add(new DifferenceAt(path + YamlText.Step(name), value, null));
        }
        foreach (var (name, value) in now)
        {
            if (!before.ContainsKey(name) && found.Count < Most)
                found.Add(new DifferenceAt(path + YamlText.Step(name), null, value));
        }
    }

    private static List<(string Name, JsonElement Value)> Named(JsonElement of) =>
        [.. of.EnumerateObject().Select(p => (p.Name, p.Value))];

    private static List<(string Name, JsonElement Value)> Items(JsonElement list, string? naming) =>
        [.. list.EnumerateArray().Select(
            (item, i) => (naming is null ? $"{i}" : Name(item, naming)!, item))];

    /// <summary>A property that every item of both lists has and that names it alone.</summary>
    private static string? NameOf(JsonElement was, JsonElement now) =>
        Array.Find(Naming, naming => Names(was, naming) && Names(now, naming));

    private static bool Names(JsonElement list, string naming)
    {
        HashSet<string> seen = [];
        return list.EnumerateArray().All(item => Name(item, naming) is { } name && seen.Add(name));
    }

    private static string? Name(JsonElement item, string naming) =>
        item.ValueKind == JsonValueKind.Object && item.TryGetProperty(naming, out var name)
            && name.ValueKind is JsonValueKind.String or JsonValueKind.Number
            ? name.ToString()
            : null;
}
