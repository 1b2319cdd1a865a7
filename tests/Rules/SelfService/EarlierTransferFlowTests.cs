using TellerLine.Banking;
using TellerLine.Kernel;
using TellerLine.SelfService;

namespace TellerLine.Rules.SelfService;

/// <summary>A transfer whose end nobody has told is told on the next call, before anything is paid again.</summary>
public sealed class EarlierTransferFlowTests : FlowTests
{
    private const string Lead = "您在二零二六年三月二日申请了一笔转账，从尾号幺零零零的账户，转入尾号二零零二的账户，转账金额一百元整。";
    private const string Waiting = "您有转账仍在处理，请不要重复转账。办理其他转账，请按一。";

    private static UntoldTransfer Earlier(TransferEnd end, string id = "T260302000001") =>
        new(id, new DateOnly(2026, 3, 2), Bank.Number("1000"), Bank.Number("2002"), Money.Cny(100_00), end);

    [Theory]
    [InlineData(TransferEnd.Posted, "这笔转账已经成功。", "posted")]
    [InlineData(TransferEnd.Failed, "这笔转账没有成功，您的资金没有变动。", "failed")]
    public async Task how_it_ended_is_told_once_after_the_pin_and_before_the_accounts(
        TransferEnd end, string words, string outcome)
    {
        Bank.Waiting.Add(Earlier(end));
        await Call(Zhang, "2", Bank.Enquiry);
        Assert.Equal("请输入六位查询密码。", Phone.Heard[2]);
        Assert.Equal(Lead + words, Phone.Heard[3]);
        Assert.StartsWith("请选择转出账户。", Phone.Heard[4], StringComparison.Ordinal);
        Assert.Equal(["T260302000001"], Bank.MarkedTold);
        Assert.Equal(
            [new EarlierTransferTold("T260302000001", outcome, 100_00, "CNY")], Phone.Noted<EarlierTransferTold>());

        await Call(Zhang, "2", Bank.Enquiry);
        Assert.DoesNotContain(Phone.Heard, heard => heard.Contains("申请了一笔转账", StringComparison.Ordinal));
    }

    [Fact]
    public async Task one_without_an_end_is_told_and_another_is_made_only_by_saying_so()
    {
        Bank.Waiting.Add(Earlier(TransferEnd.Unknown));
        await Call(Zhang, "2", Bank.Enquiry);
        Assert.Equal(Lead + "这笔转账仍在处理，请不要重复转账。", Phone.Heard[3]);
        Assert.StartsWith(Waiting, Last, StringComparison.Ordinal);
        Assert.Empty(Bank.MarkedTold);

        await Call(Zhang, "2", Bank.Enquiry, "*");
        Assert.StartsWith("查询余额", Last, StringComparison.Ordinal);
        Assert.Equal(HumanReason.Key0, (await Person(Zhang, "2", Bank.Enquiry, "0")).Reason);

        await Call(Zhang, "2", Bank.Enquiry, "1", "1", "200#", "1", Bank.Transaction);
        Assert.StartsWith("转账成功。", Last, StringComparison.Ordinal);
    }

    [Fact]
    public async Task the_very_same_payment_is_named_before_it_is_confirmed()
    {
        Bank.Waiting.Add(Earlier(TransferEnd.Unknown));
        await Call(Zhang, "2", Bank.Enquiry, "1", "1", "100#");
        Assert.Equal("这笔转账与仍在处理的转账相同，请不要重复转账。", Phone.Heard[^2]);
        await Call(Zhang, "2", Bank.Enquiry, "1", "1", "101#");
        Assert.False(Heard("相同"));
    }

    [Fact]
    public async Task who_asks_for_the_balance_hears_it_too_and_once_a_call()
    {
        Bank.Waiting.Add(Earlier(TransferEnd.Unknown));
        await Call(Zhang, "1", Bank.Enquiry, "1", "*", "1", "1", "*", "2");
        Assert.Single(Phone.Heard, heard => heard.StartsWith(Lead, StringComparison.Ordinal));
        Assert.StartsWith(Waiting, Last, StringComparison.Ordinal);
    }

    [Fact]
    public async Task nobody_hears_of_it_before_the_pin()
    {
        Bank.Waiting.Add(Earlier(TransferEnd.Posted));
        await Call(Zhang, "2");
        Assert.False(Heard("申请了一笔转账"));
        Assert.Empty(Bank.MarkedTold);
    }

    [Fact]
    public async Task in_english_too()
    {
        Bank.Waiting.Add(Earlier(TransferEnd.Posted));
        await Call(Zhang, "8", "2", Bank.Enquiry);
        Assert.Contains(
            "On March second twenty twenty-six you asked for a transfer. From the account ending in one zero zero zero to the account ending in "
            + "two zero zero two the amount is one hundred yuan. It was carried out.", Phone.Heard);
    }

    [Fact]
    public async Task when_it_cannot_be_known_nothing_is_paid()
    {
        Bank.Broken.Add("untold");
        var person = await Person(Zhang, "2", Bank.Enquiry, "0");
        Assert.Equal(HumanReason.ServiceDown, person.Reason);
        Assert.StartsWith("系统故障，转账没有成功，您的资金没有变动。", Last, StringComparison.Ordinal);
        Assert.Empty(Bank.Transfers);
    }
}
