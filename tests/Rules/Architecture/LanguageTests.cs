using System.Text.Json;

namespace TellerLine.Rules.Architecture;

public sealed class LanguageTests
{
    [Fact]
    public void both_languages_of_the_web_say_the_same_things()
    {
        var chinese = Tree.Files("web/src", "zh-CN.json").ToList();
        Assert.True(chinese.Count > 0
            || !Directory.Exists(Path.Combine(Tree.Root, "web")), "The web has no zh-CN.json.");
        foreach (var file in chinese)
        {
            var (zh, en) = (Words(file), Words(file.Replace("zh-CN.json", "en.json")));
            Tree.None(
                zh.Keys.Except(en.Keys).Select(key => $"{key} is only in {file}")
                    .Concat(en.Keys.Except(zh.Keys).Select(key => $"{key} is missing in {file}"))
                    .Concat(zh.Concat(en).Where(word => string.IsNullOrWhiteSpace(word.Value))
                        .Select(word => $"{word.Key} is empty")),
                "Every string is in both languages.");
        }
    }

    private static Dictionary<string, string> Words(string file)
    {
        using var document = JsonDocument.Parse(Tree.Read(file));
        return Flat(document.RootElement, "").ToDictionary(word => word.Key, word => word.Text);
    }

    private static List<(string Key, string Text)> Flat(JsonElement element, string path) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject()
        .SelectMany(member => Flat(member.Value, $"{path}.{member.Name}")).ToList(),
        JsonValueKind.Array => element.EnumerateArray().SelectMany((member, index) => Flat(member, $"{path}[{index}]"))
        .ToList(),
        _ => [(path, element.ToString())],
    };
}
