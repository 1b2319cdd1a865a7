using System.Text.Json;
using TellerLine.Definitions.Core;

namespace TellerLine.Rules.Definitions;

/// <summary>What one document says otherwise than another.</summary>
public sealed class DifferenceTests
{
    private static IEnumerable<string> Of(string was, string now) =>
        Difference.Of(JsonDocument.Parse(was).RootElement, JsonDocument.Parse(now).RootElement)
            .Select(d => $"{d.Path}: {d.Was?.ToString() ?? "-"} → {d.Now?.ToString() ?? "-"}");

    [Fact]
    public void what_is_said_alike_is_no_difference() =>
        Assert.Empty(Of("""{"a":[1,{"b":2}]}""", """{"a":[1,{"b":2}]}"""));

    [Fact]
    public void values_what_was_put_in_and_what_was_left_out_are_told() => Assert.Equal(
        ["/a: 1 → 2", "/b: 3 → -", "/c: - → 4"],
        Of("""{"a":1,"b":3}""", """{"a":2,"c":4}"""));

    [Fact]
    public void an_item_put_in_first_changes_no_other() => Assert.Equal(
        ["/list/x/zh: X → Y", "/list/new: - → {\"code\":\"new\",\"zh\":\"N\"}"],
        Of("""{"list":[{"code":"x","zh":"X"}]}""", """{"list":[{"code":"new","zh":"N"},{"code":"x","zh":"Y"}]}"""));

    [Fact]
    public void items_without_a_name_go_by_their_order() => Assert.Equal(
        ["/list/1: b → c", "/list/2: - → d"], Of("""{"list":["a","b"]}""", """{"list":["a","c","d"]}"""));

    [Fact]
    public void a_name_that_stands_twice_names_nothing() => Assert.Equal(
        ["/list/1/zh: b → c"],
        Of(
            """{"list":[{"code":"x","zh":"a"},{"code":"x","zh":"b"}]}""",
            """{"list":[{"code":"x","zh":"a"},{"code":"x","zh":"c"}]}"""));
}
