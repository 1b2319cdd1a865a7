using TellerLine.Information;
using TellerLine.SelfService;
using TellerLine.SelfService.Core;

namespace TellerLine.Rules.SelfService;

/// <summary>网点、利率和公告 by keypad: for anybody, without identification.</summary>
public sealed class InformationFlowTests : FlowTests
{
    [Fact]
    public async Task a_caller_whom_nobody_knows_finds_a_branch_by_district_and_is_asked_for_nothing()
    {
        await Call(Stranger, "7", "6", "1", "1", "1", "2");
        Assert.StartsWith(
            "东湖支行，地址，东湖路二百二十六号。今日营业时间，九点到十二点以及十三点三十分到十七点。现在正在营业。网点电话零九五幺五五五零幺零三。", Last,
            StringComparison.Ordinal);
        Assert.Empty(Phone.Secrets);
        Assert.Empty(Phone.Noted<Identified>());
        Assert.Equal([new ServiceDone("branches", "told", Achieved: true)], Phone.Noted<ServiceDone>());
    }

    [Fact]
    public async Task a_branch_that_is_closed_for_a_while_says_so_and_one_without_a_recorded_name_its_number()
    {
        await Call(Stranger, "7", "6", "1", "2", "301#");
        Assert.StartsWith("城北支行，地址，北京路九号。该网点暂停营业。网点电话", Last, StringComparison.Ordinal);
        await Call(Stranger, "7", "6", "1", "2", "302#");
        Assert.StartsWith("网点编号三零二。今日营业时间，", Last, StringComparison.Ordinal);
    }

    [Fact]
    public async Task star_goes_back_a_question_and_a_number_nobody_has_is_told_so()
    {
        await Call(Stranger, "7", "6", "1", "1", "1", "*", "*", "2", "999#");
        Assert.Contains("没有这个网点编号。", Last, StringComparison.Ordinal);
        Assert.StartsWith("按区域查询，请按一。", Phone.Heard[8], StringComparison.Ordinal);
    }

    [Fact]
    public async Task rates_and_bulletins_without_a_recording_are_not_heard()
    {
        var now = Information.Now();
        Information.Other = now with
        {
            Deposits = [now.Deposits[0], now.Deposits[1] with { Says = "rates.nobody-said" }],
            Loans = [], Exchange = [], Bulletins = [now.Bulletins[0] with { Says = null }],
        };
        await Call(Stranger, "7", "6", "2", "1");
        Assert.StartsWith("以下是存款年利率。活期存款，百分之零点零五。重听", Last, StringComparison.Ordinal);
        await Call(Stranger, "7", "6", "2", "2");
        Assert.StartsWith("目前没有利率信息。", Last, StringComparison.Ordinal);
        await Call(Stranger, "7", "6", "2", "3");
        Assert.StartsWith("目前没有利率信息。", Last, StringComparison.Ordinal);
        await Call(Stranger, "7", "6", "3");
        Assert.StartsWith("目前没有公告。", Last, StringComparison.Ordinal);
    }

    [Fact]
    public async Task currencies_are_told_in_yuan_for_a_hundred_of_each()
    {
        var now = Information.Now();
        Information.Other = now with { Exchange = [now.Exchange[0], now.Exchange[1] with { Says = null }] };
        await Call(Stranger, "7", "6", "2", "3");
        Assert.StartsWith(
            "以下是每一百单位外币的牌价。美元，银行买入价七百一十一元三角两分卖出价七百一十四元三角。重听", Last, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0.05", "百分之零点零五。", "zero point zero five percent.")]
    [InlineData("1.30", "百分之一点三。", "one point three percent.")]
    [InlineData("3", "百分之三。", "three percent.")]
    [InlineData("12.345", "百分之十二点三四五。", "twelve point three four five percent.")]
    public void a_percentage_is_read_as_a_person_would(string percent, string zh, string en)
    {
        var value = decimal.Parse(percent, System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(zh, Spoken.Text(Languages.Chinese, Reading.Percent(Languages.Chinese, value)));
        Assert.Equal(en, Spoken.Text(Languages.English, Reading.Percent(Languages.English, value)));
    }

    [Theory]
    [InlineData(0, "零点", "twelve a.m.")]
    [InlineData(125, "两点零五分", "two zero five a.m.")]
    [InlineData(720, "十二点", "twelve p.m.")]
    [InlineData(1050, "十七点三十分", "five thirty p.m.")]
    [InlineData(1440, "二十四点", "twelve a.m.")]
    public void a_time_of_the_day_is_read_as_a_person_would(int minute, string zh, string en)
    {
        Assert.Equal(zh, Spoken.Text(Languages.Chinese, Reading.Time(Languages.Chinese, minute)));
        Assert.Equal(en, Spoken.Text(Languages.English, Reading.Time(Languages.English, minute)));
    }
}
