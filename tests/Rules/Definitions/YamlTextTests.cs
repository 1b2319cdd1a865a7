using TellerLine.Definitions.Core;

namespace TellerLine.Rules.Definitions;

/// <summary>YAML as people write it becomes JSON, with lines; what they do not write is refused.</summary>
public sealed class YamlTextTests
{
    [Theory]
    [InlineData("a: 1", """{"a":1}""")]
    [InlineData("a: 0471", """{"a":"0471"}""")]
    [InlineData("a: '1'", """{"a":"1"}""")]
    [InlineData("a: 1.50", """{"a":1.50}""")]
    [InlineData("a: 2026-01-01", """{"a":"2026-01-01"}""")]
    [InlineData("a: yes", """{"a":"yes"}""")]
    [InlineData("a: [true, ~, x]", """{"a":[true,null,"x"]}""")]
    [InlineData("a: 99999999999999999999", """{"a":"99999999999999999999"}""")]
    public void values_are_what_they_look_like(string yaml, string json) =>
        Assert.Equal(json, YamlText.Parse(yaml).Json.GetRawText());

    [Theory]
    [InlineData("a: &x 1\nb: *x", 1, "anchors and aliases are not taken")]
    [InlineData("a: 1\nb: !!int 2", 2, "tags are not taken")]
    [InlineData("a: 1\n---\nb: 2", 0, "expected one document, found 2")]
    [InlineData("", 0, "expected one document, found 0")]
    [InlineData("a: 1\nb: \"\\0\"", 2, "has a control character")]
    [InlineData("a: x\u001by", 1, "has a control character")]
    [InlineData("? [a]\n: 1", 1, "a key must be a text")]
    public void what_people_do_not_write_is_refused(string yaml, int line, string why)
    {
        var fault = Assert.Single(YamlText.Parse(yaml).Faults);
        Assert.Equal((line, why), (fault.Line, fault.En));
    }

    [Fact]
    public void a_byte_order_mark_is_no_part_of_the_text() =>
        Assert.Equal("{\"a\":1}", YamlText.Parse("\uFEFF# x\na: 1").Json.GetRawText());

    [Fact]
    public void a_broken_text_says_where()
    {
        var fault = Assert.Single(YamlText.Parse("a: 1\nb: [1, 2\nc: 3").Faults);
        Assert.True(fault.Line is 2 or 3, fault.ToString());
        Assert.Equal(2, Assert.Single(YamlText.Parse("a: 1\na: 2").Faults).Line);
    }

    [Fact]
    public void depth_and_length_have_bounds()
    {
        var deep = new string('[', 30) + new string(']', 30);
        Assert.Equal("more than 24 levels deep", Assert.Single(YamlText.Parse(deep).Faults).En);
        Assert.Empty(YamlText.Parse(new string('[', 20) + new string(']', 20)).Faults);
        var million = new string('[', 100_000);
        Assert.Equal("more than 24 levels deep", Assert.Single(YamlText.Parse(million).Faults).En);
        Assert.Equal("longer than 400000 characters", Assert.Single(YamlText.Parse(new string('x', 400_001)).Faults).En);
    }

    [Fact]
    public void every_value_knows_its_line_and_what_is_missing_its_parents()
    {
        var text = YamlText.Parse("a:\n  - b: 1\n    c:\n      d/e: 2\n");
        Assert.Equal(2, text.LineOf("/a/0/b"));
        Assert.Equal(4, text.LineOf("/a/0/c/d~1e"));
        Assert.Equal(2, text.LineOf("/a/0/missing"));
        Assert.Equal(1, text.LineOf("/nothing"));
    }
}
