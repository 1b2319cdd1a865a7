using TellerLine.Customers;

namespace TellerLine.Rules.Customers;

public sealed class SearchTextTests
{
    [Theory]
    [InlineData("C10001", "CustomerId { Id = C10001 }")]
    [InlineData(" e20001 ", "CustomerId { Id = E20001 }")]
    [InlineData("13800000001", "Phone { E164 = +8613800000001 }")]
    [InlineData("+86 138 0000 0001", "Phone { E164 = +8613800000001 }")]
    [InlineData("张伟", "Name { Part = 张伟 }")]
    [InlineData("张", "Name { Part = 张 }")]
    [InlineData("Smith", "Name { Part = Smith }")]
    [InlineData("Cooper", "Name { Part = Cooper }")]
    public void what_was_typed_is_a_number_of_one_kind_or_a_name(string typed, string read) =>
        Assert.Equal(read, SearchText.Read(typed).ToString());

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData(null)]
    [InlineData("138")]
    [InlineData("0001")]
    [InlineData("62220")]
    [InlineData("%")]
    [InlineData("_")]
    public void a_part_of_a_number_finds_nothing(string? typed) =>
        Assert.IsType<SearchText.Nothing>(SearchText.Read(typed));

    [Fact]
    public void a_text_beyond_measure_finds_nothing() =>
        Assert.IsType<SearchText.Nothing>(SearchText.Read(new string('张', 65)));

    [Fact]
    public void wildcards_are_letters() => Assert.Equal(@"%a\%b\_c\\%", SearchText.Contains(@"A%b_c\"));
}
