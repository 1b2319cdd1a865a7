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
}
