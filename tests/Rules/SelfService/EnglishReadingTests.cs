using TellerLine.SelfService;
using TellerLine.SelfService.Core;

namespace TellerLine.Rules.SelfService;

public sealed class EnglishReadingTests
{
    private static string Said(long fen, bool owed = false) => Spoken.En(Reading.Amount(Languages.English, fen, owed));

    [Theory]
    [InlineData(12_345_67, "twelve thousand three hundred and forty-five yuan sixty-seven")]
    [InlineData(0, "zero yuan")]
    [InlineData(5, "five fen")]
    [InlineData(50, "fifty fen")]
    [InlineData(1_00, "one yuan")]
    [InlineData(1_05, "one yuan zero five")]
    [InlineData(1_50, "one yuan fifty")]
    [InlineData(10_00, "ten yuan")]
    [InlineData(21_13, "twenty-one yuan thirteen")]
    [InlineData(100_00, "one hundred yuan")]
    [InlineData(105_00, "one hundred and five yuan")]
    [InlineData(110_00, "one hundred and ten yuan")]
    [InlineData(1_000_00, "one thousand yuan")]
    [InlineData(1_005_00, "one thousand and five yuan")]
    [InlineData(1_099_00, "one thousand and ninety-nine yuan")]
    [InlineData(1_100_00, "one thousand one hundred yuan")]
    [InlineData(20_000_00, "twenty thousand yuan")]
    [InlineData(100_000_00, "one hundred thousand yuan")]
    [InlineData(1_000_001_00, "one million and one yuan")]
    [InlineData(1_234_567_89, "one million two hundred and thirty-four thousand five hundred and sixty-seven yuan eighty-nine")]
    [InlineData(100_000_000_00, "one hundred million yuan")]
    [InlineData(2_000_000_000_01, "two billion yuan zero one")]
    [InlineData(-1_00, "minus one yuan")]
    [InlineData(-5, "minus five fen")]
    public void an_amount_is_said_as_a_person_says_it(long fen, string words) => Assert.Equal(words, Said(fen));

    [Fact]
    public void what_a_credit_account_owes_is_a_debt() =>
        Assert.Equal("you owe five hundred yuan", Said(-500_00, owed: true));

    [Fact]
    public void digits_are_said_one_by_one() =>
        Assert.Equal("one zero zero one", Spoken.En(Reading.Digits(Languages.English, "1001")));

    [Theory]
    [InlineData(2026, 3, 2, "March second twenty twenty-six")]
    [InlineData(2000, 1, 31, "January thirty-first two thousand")]
    [InlineData(2008, 12, 30, "December thirtieth two thousand and eight")]
    [InlineData(1999, 5, 12, "May twelfth nineteen ninety-nine")]
    [InlineData(1905, 5, 21, "May twenty-first nineteen zero five")]
    [InlineData(1900, 8, 3, "August third nineteen hundred")]
    public void a_date_is_said_as_a_person_says_it(int year, int month, int day, string words) =>
        Assert.Equal(words, Spoken.En(Reading.Date(Languages.English, new DateOnly(year, month, day))));

    [Fact]
    public void read_back_every_amount_is_the_same_number()
    {
        foreach (var fen in Amounts.Seeded(120_000))
        {
            var words = Said(fen);
            Assert.True(ReadBack.English(words) == fen, $"{fen}: {words}");
        }
    }
}
