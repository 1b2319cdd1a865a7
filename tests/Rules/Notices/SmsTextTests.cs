using TellerLine.Notices.Core;

namespace TellerLine.Rules.Notices;

/// <summary>How many messages a text is sent and charged as.</summary>
public sealed class SmsTextTests
{
    [Theory]
    [InlineData('a', 0, 1)]
    [InlineData('a', 160, 1)]
    [InlineData('a', 161, 2)]
    [InlineData('a', 306, 2)]
    [InlineData('a', 307, 3)]
    [InlineData('转', 70, 1)]
    [InlineData('转', 71, 2)]
    [InlineData('转', 134, 2)]
    [InlineData('转', 135, 3)]
    // Of the extension table: two septets each.
    [InlineData('€', 80, 1)]
    [InlineData('€', 81, 2)]
    [InlineData('[', 76, 1)]
    // 153 septets hold 76 of them: none is torn.
    [InlineData('€', 152, 2)]
    [InlineData('€', 153, 3)]
    public void so_many_of_a_letter_are_so_many_messages(char letter, int count, int parts) =>
        Assert.Equal(parts, SmsText.Parts(new string(letter, count)));

    [Fact]
    public void one_letter_beyond_the_alphabet_makes_all_of_it_dear()
    {
        Assert.Equal(1, SmsText.Parts(new string('a', 100)));
        Assert.Equal(2, SmsText.Parts(new string('a', 99) + "张"));
        Assert.True(SmsText.IsGsm("Reply T to opt out: £5 @ 10:00 {x} [Bank] ñ"));
        Assert.False(SmsText.IsGsm("ç"));
    }

    [Fact]
    public void a_rare_character_of_two_units_is_never_torn()
    {
        // 35 of them are one message; in parts of 67 units 33 fit.
        Assert.Equal(1, SmsText.Parts(string.Concat(Enumerable.Repeat("𠮷", 35))));
        Assert.Equal(2, SmsText.Parts(string.Concat(Enumerable.Repeat("𠮷", 66))));
        Assert.Equal(3, SmsText.Parts(string.Concat(Enumerable.Repeat("𠮷", 67))));
    }
}
