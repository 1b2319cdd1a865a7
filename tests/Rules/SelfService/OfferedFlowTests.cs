using TellerLine.Catalogue;
using TellerLine.Customers;
using TellerLine.SelfService;

namespace TellerLine.Rules.SelfService;

/// <summary>What the bank does not offer now, by keypad.</summary>
public sealed class OfferedFlowTests : FlowTests
{
    [Fact]
    public async Task a_disabled_service_says_so_asks_for_nothing_and_leads_back_to_the_menu()
    {
        Change("transfer", item => item with { Disabled = new("升级", "being upgraded") });
        await Call(Zhang, "2");
        Assert.StartsWith("对不起，此项业务现在停办。", Last, StringComparison.Ordinal);
        Assert.Contains("请按", Last, StringComparison.Ordinal);
        Assert.Equal(("transfer", "disabled"), Done());
        Assert.Empty(Phone.Noted<PinEntered>());
    }

    [Fact]
    public async Task what_only_an_agent_does_tells_the_way_to_one()
    {
        Change("balance", item => item with { Channels = [ServiceChannel.Agent] });
        var person = await Person(Zhang, "1", "0");
        Assert.True(Heard("此项业务由客服代表为您办理，请按零。"));
        Assert.Equal(("balance", "byAgent"), Done());
        Assert.Equal(HumanReason.Key0, person.Reason);
    }

    [Fact]
    public async Task above_the_service_s_limit_no_pin_is_asked_and_no_money_moves()
    {
        Change("transfer", item => item with { MaxYuan = 99 });
        await Call(Zhang, "2", Bank.Enquiry, "1", "100#", "1");
        Assert.Equal(("transfer", "overLimit"), Done());
        Assert.Equal(["enquiry"], Phone.Noted<PinEntered>().Select(entered => entered.Pin));
        Assert.Empty(Bank.Transfers);
    }

    [Fact]
    public async Task a_higher_level_than_the_service_s_own_is_asked_for_first()
    {
        Change("ownMenu", item => item with { Identification = IdentificationLevel.EnquiryPin });
        await Call(Zhang, "7", "8", Bank.Enquiry);
        Assert.True(Heard("查询密码"));
        Assert.True(Assert.Single(Phone.Noted<PinEntered>()).Right);
    }

    private (string Item, string Outcome) Done() =>
        Phone.Noted<ServiceDone>().Select(done => (done.Item, done.Outcome)).Last();

    private void Change(string code, Func<ServiceItem, ServiceItem> change) =>
        Catalogue = new([.. Catalogue.Services.Select(item => item.Code == code ? change(item) : item)]);
}
