using TellerLine.Access;
using TellerLine.Records;

namespace TellerLine.Rules.Records;

/// <summary>One declaration gives the form and what is held against it.</summary>
public sealed class FormTests
{
    private sealed record Command(
        [property: Field("标题", "Title", Longest = 5)] string Title,
        [property: Field("正文", "Text", Lines = true, Optional = true)] string? Text,
        [property: Field("次数", "Times", Least = 1, Most = 3)] int Times,
        [property: Field("自", "From", Optional = true)] DateTimeOffset? From,
        [property: Field("重要", "Important")] bool Important,
        [property: Field("类", "Kind")] string Kind,
        string NoField);

    private static IEnumerable<string> Faults(Command command) =>
        FormOf.Faults(command).Select(f => $"{f.Path}: {f.En}");

    [Fact]
    public void all_faults_are_told_at_once_in_both_languages()
    {
        Assert.Equal(
            [
                "/title: Title has at most 5 characters, found 6", "/text: Text has control characters",
                "/times: Times is from 1 to 3", "/kind: Kind is missing",
            ],
            Faults(new Command("123456", "a\u0007", 4, null, false, " ", "")));
        Assert.Equal(
            ["标题至多 5 个字符，现有 6 个"], FormOf.Faults(new Command("123456", null, 1, null, false, "a", ""))
                .Select(f => f.Zh));
    }

    [Fact]
    public void what_fits_has_none()
    {
        Assert.Empty(Faults(new Command("12345", "a\nb\t", 3, null, true, "a", "")));
        Assert.Contains("/title: Title has control characters", Faults(new Command("a\nb", null, 1, null, true, "a", "")));
    }

    [Fact]
    public void the_schema_says_what_the_page_needs()
    {
        var schema = FormOf.Schema<Command>(new Dictionary<string, IReadOnlyList<(string, BilingualText)>>
        {
            ["Kind"] = [("a", new("甲", "A"))],
        });
        var properties = schema.GetProperty("properties");
        Assert.Equal(
            ["title", "text", "times", "from", "important", "kind"], properties.EnumerateObject().Select(p => p.Name));
        Assert.Equal(
            ["title", "times", "kind"], schema.GetProperty("required").EnumerateArray().Select(r => r.GetString()));
        Assert.Equal("标题", properties.GetProperty("title").GetProperty("x-zh").GetString());
        Assert.Equal(5, properties.GetProperty("title").GetProperty("maxLength").GetInt32());
        Assert.Equal("integer", properties.GetProperty("times").GetProperty("type").GetString());
        Assert.Equal("date-time", properties.GetProperty("from").GetProperty("format").GetString());
        Assert.Equal("甲", properties.GetProperty("kind").GetProperty("x-words").GetProperty("a").GetProperty("zh").GetString());
    }

    private sealed record Small(
        [property: Field("名", "Name")] string Name, [property: Field("级", "Level", Least = 1, Most = 2)] int Level,
        [property: Field("至", "Until", Optional = true, Day = true)] string? Until);

    private sealed record Listed(
        [property: Field("小", "Small", Optional = true)] IReadOnlyList<Small> Smalls,
        [property: Field("词", "Words", Optional = true)] IReadOnlyList<string> Words);

    [Fact]
    public void what_may_be_chosen_in_a_list_stands_at_its_entries()
    {
        var properties = FormOf.Schema<Listed>(new Dictionary<string, IReadOnlyList<(string, BilingualText)>>
        {
            ["Smalls.Name"] = [("a", new("甲", "A"))],
            ["Smalls.Level"] = [("1", new("一", "One")), ("2", new("二", "Two"))],
            ["Words"] = [("w", new("词", "Word"))],
        }).GetProperty("properties");
        var small = properties.GetProperty("smalls").GetProperty("items").GetProperty("properties");
        Assert.Equal("甲", small.GetProperty("name").GetProperty("x-words").GetProperty("a").GetProperty("zh").GetString());
        Assert.Equal([1, 2], small.GetProperty("level").GetProperty("enum").EnumerateArray().Select(one => one.GetInt32()));
        Assert.Equal("date", small.GetProperty("until").GetProperty("format").GetString());
        Assert.Equal("array", properties.GetProperty("words").GetProperty("type").GetString());
        Assert.Equal("w", properties.GetProperty("words").GetProperty("items").GetProperty("enum")[0].GetString());
    }

    [Fact]
    public void a_day_in_a_list_is_held_to_be_one()
    {
        Assert.Equal(
            ["/smalls/1/until: Until: expected a day, as 2026-12-31"],
            FormOf.Faults(new Listed(
                [new("a", 1, "2026-12-31"), new("b", 2, "2026-02-30"), new("c", 1, null)], ["w"]))
                .Select(f => $"{f.Path}: {f.En}"));
    }
}
