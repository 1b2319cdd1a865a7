using TellerLine.SelfService;
using TellerLine.SelfService.Core;

namespace TellerLine.Rules.SelfService;

public sealed class ChineseReadingTests
{
    private static string Said(long fen, bool owed = false) => Spoken.Zh(Reading.Amount(Languages.Chinese, fen, owed));

    [Theory]
    // The bank's examples, to the letter.
    [InlineData(50, "五角")]
    [InlineData(5, "五分")]
    [InlineData(10_00, "十元整")]
    [InlineData(110_00, "一百一十元整")]
    [InlineData(2_00, "两元整")]
    [InlineData(200_00, "二百元整")]
    [InlineData(2_000_00, "两千元整")]
    [InlineData(20_000_00, "两万元整")]
    [InlineData(10_005_00, "一万零五元整")]
    // yuan, jiao, fen
    [InlineData(0, "零元整")]
    [InlineData(1_00, "一元整")]
    [InlineData(1, "一分")]
    [InlineData(10, "一角")]
    [InlineData(20, "两角")]
    [InlineData(2, "两分")]
    [InlineData(22, "两角两分")]
    [InlineData(99, "九角九分")]
    [InlineData(1_50, "一元五角")]
    [InlineData(1_05, "一元零五分")]
    [InlineData(10_01, "十元零一分")]
    [InlineData(3_14, "三元一角四分")]
    [InlineData(100_05, "一百元零五分")]
    [InlineData(12_345_67, "一万两千三百四十五元六角七分")]
    // ten and its zero
    [InlineData(11_00, "十一元整")]
    [InlineData(12_00, "十二元整")]
    [InlineData(19_99, "十九元九角九分")]
    [InlineData(20_00, "二十元整")]
    [InlineData(22_00, "二十二元整")]
    [InlineData(100_00, "一百元整")]
    [InlineData(101_00, "一百零一元整")]
    [InlineData(102_00, "一百零二元整")]
    [InlineData(111_00, "一百一十一元整")]
    [InlineData(120_00, "一百二十元整")]
    [InlineData(222_00, "二百二十二元整")]
    [InlineData(1_000_00, "一千元整")]
    [InlineData(1_001_00, "一千零一元整")]
    [InlineData(1_010_00, "一千零一十元整")]
    [InlineData(1_015_00, "一千零一十五元整")]
    [InlineData(1_100_00, "一千一百元整")]
    [InlineData(2_002_00, "两千零二元整")]
    [InlineData(2_222_22, "两千二百二十二元两角两分")]
    [InlineData(9_999_99, "九千九百九十九元九角九分")]
    // 万
    [InlineData(10_000_00, "一万元整")]
    [InlineData(10_010_00, "一万零一十元整")]
    [InlineData(10_100_00, "一万零一百元整")]
    [InlineData(11_000_00, "一万一千元整")]
    [InlineData(12_000_00, "一万两千元整")]
    [InlineData(20_002_00, "两万零二元整")]
    [InlineData(22_000_00, "两万两千元整")]
    [InlineData(100_000_00, "十万元整")]
    [InlineData(100_010_00, "十万零一十元整")]
    [InlineData(105_000_00, "十万五千元整")]
    [InlineData(110_000_00, "十一万元整")]
    [InlineData(120_000_00, "十二万元整")]
    [InlineData(200_000_00, "二十万元整")]
    [InlineData(1_000_000_00, "一百万元整")]
    [InlineData(1_100_000_00, "一百一十万元整")]
    [InlineData(10_000_000_00, "一千万元整")]
    [InlineData(20_002_200_00, "两千万两千二百元整")]
    [InlineData(10_010_010_01, "一千零一万零一十元零一分")]
    // 亿 and 万亿
    [InlineData(100_000_000_00, "一亿元整")]
    [InlineData(200_000_000_00, "两亿元整")]
    [InlineData(100_000_001_00, "一亿零一元整")]
    [InlineData(100_010_000_00, "一亿零一万元整")]
    [InlineData(100_020_000_00, "一亿零两万元整")]
    [InlineData(100_100_000_00, "一亿零一十万元整")]
    [InlineData(110_000_000_00, "一亿一千万元整")]
    [InlineData(123_456_789_12, "一亿两千三百四十五万六千七百八十九元一角两分")]
    [InlineData(1_000_000_000_00, "十亿元整")]
    [InlineData(1_200_000_000_05, "十二亿元零五分")]
    [InlineData(1_000_000_000_000_00, "一万亿元整")]
    [InlineData(2_000_000_000_000_00, "两万亿元整")]
    [InlineData(1_000_000_000_001_00, "一万亿零一元整")]
    // below zero
    [InlineData(-5, "负五分")]
    [InlineData(-1_234_50, "负一千二百三十四元五角")]
    public void an_amount_is_said_as_a_person_says_it(long fen, string words) => Assert.Equal(words, Said(fen));

    [Theory]
    [InlineData(-500_00, "欠款五百元整")]
    [InlineData(-2_03, "欠款两元零三分")]
    [InlineData(500_00, "五百元整")]
    public void what_a_credit_account_owes_is_a_debt_not_a_negative_number(long fen, string words) =>
        Assert.Equal(words, Said(fen, owed: true));

    [Theory]
    [InlineData("1000", "幺零零零")]
    [InlineData("95588", "九五五八八")]
    [InlineData("13800000001", "幺三八零零零零零零零幺")]
    [InlineData("1002", "幺零零二")]
    public void digits_are_said_one_by_one_with_yao(string digits, string words) =>
        Assert.Equal(words, Spoken.Zh(Reading.Digits(Languages.Chinese, digits)));

    [Theory]
    [InlineData(2026, 3, 2, "二零二六年三月二日")]
    [InlineData(2024, 2, 29, "二零二四年二月二十九日")]
    [InlineData(2000, 10, 10, "二零零零年十月十日")]
    [InlineData(2011, 11, 11, "二零一一年十一月十一日")]
    [InlineData(1999, 12, 31, "一九九九年十二月三十一日")]
    public void a_date_is_said_year_by_digit(int year, int month, int day, string words) =>
        Assert.Equal(words, Spoken.Zh(Reading.Date(Languages.Chinese, new DateOnly(year, month, day))));

    [Theory]
    [InlineData(1, "一")]
    [InlineData(2, "两")]
    [InlineData(12, "十二")]
    [InlineData(20, "二十")]
    public void a_count_of_two_is_liang(int count, string words) =>
        Assert.Equal(words, Spoken.Zh(Reading.Count(Languages.Chinese, count)));

    [Fact]
    public void an_amount_beyond_all_money_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Reading.Amount(Languages.Chinese, ChineseAmount.MaxFen + 1));

    [Fact]
    public void read_back_every_amount_is_the_same_number_and_good_mandarin()
    {
        foreach (var fen in Amounts.Seeded(120_000))
        {
            var words = Said(fen);
            Assert.True(ReadBack.Chinese(words) == fen, $"{fen}: {words}");
            Assert.True(Awkward(words) is null, $"{fen}: {words}: {Awkward(words)}");
        }
    }

    /// <summary>What no speaker says, whatever the number.</summary>
    private static string? Awkward(string words)
    {
        var digits = words.TrimStart('负');
        if (digits.Contains("零零", StringComparison.Ordinal))
            return "two zeros in a row";
        if (digits.StartsWith("一十", StringComparison.Ordinal))
            return "一十 at the beginning";
        if (digits.Contains("零元", StringComparison.Ordinal) && digits != "零元整")
            return "a zero before 元";
        if (digits.Contains("零万", StringComparison.Ordinal) || digits.Contains("零亿", StringComparison.Ordinal))
            return "a zero before a group's unit";
        if (digits.Contains("二千", StringComparison.Ordinal) || digits.Contains("两百", StringComparison.Ordinal)
            || digits.Contains("两十", StringComparison.Ordinal))
            return "两千, 二百, 二十";
        if (digits.EndsWith('整') != !(digits.Contains('角') || digits.Contains('分')))
            return "整 after whole yuan only";
        return digits.EndsWith('元') ? "whole yuan end in 整" : null;
    }
}
