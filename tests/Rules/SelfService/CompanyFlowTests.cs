using TellerLine.SelfService;

namespace TellerLine.Rules.SelfService;

/// <summary>对公 by keypad: after the company's PIN, who speaks proves to be on its list of operators.</summary>
public sealed class CompanyFlowTests : FlowTests
{
    private const string Stranger1 = "11010519491231002*", Bookkeeper = "99010119800103004*";

    [Fact]
    public async Task an_operator_is_asked_for_once_and_hears_of_the_accounts_and_may_order()
    {
        await Call(
            Trade, "1", Bank.Enquiry, OpenOperators.Manager, "1", "*", "2", "1", "100#", "1", Bank.Transaction);
        Assert.True(Heard("您是企业客户。请输入经办人的十八位居民身份证号码，"));
        Assert.True(Heard("八万元整。"));
        Assert.Single(Bank.Transfers);
        Assert.Equal([$"E20001 {OpenOperators.Manager}"], Operators.Asked);
        Assert.Equal([new OperatorKeyed(Right: true)], Phone.Noted<OperatorKeyed>());
        Assert.DoesNotContain(
            Phone.Notes, note => note.ToString()!.Contains(OpenOperators.Manager, StringComparison.Ordinal));
    }

    [Fact]
    public async Task who_may_enquire_hears_of_the_accounts_and_orders_nothing()
    {
        await Call(Trade, "1", Bank.Enquiry, Bookkeeper, "1", "*", "2");
        Assert.True(Heard("八万元整。"));
        Assert.StartsWith("您只有查询权限，不能办理这项业务。", Last, StringComparison.Ordinal);
        Assert.Empty(Bank.Transfers);
        Assert.Contains(new ServiceDone("transfer", "noMandate", Achieved: false), Phone.Noted<ServiceDone>());
        await Call(Trade, "6", "1", Bank.Enquiry, Bookkeeper);
        Assert.StartsWith("您只有查询权限，不能办理这项业务。", Last, StringComparison.Ordinal);
    }

    [Fact]
    public async Task three_who_are_not_on_the_list_end_it_for_this_call_and_public_information_stays()
    {
        await Call(
            Trade, "1", Bank.Enquiry, Stranger1, "1", Stranger1, "1", Stranger1, "*", "1", "*", "7", "6", "2", "1");
        Assert.Equal(3, Operators.Asked.Count);
        Assert.True(Heard("企业的经办人名单上没有这个证件号码。"));
        Assert.Equal(2, Phone.Heard.Count(said => said.StartsWith(
            "经办人身份没有核实，自助服务只能提供公共信息。", StringComparison.Ordinal)));
        Assert.DoesNotContain(Phone.Heard, said => said.Contains("八万元", StringComparison.Ordinal));
        Assert.Contains(new ServiceDone("rates", "told", Achieved: true), Phone.Noted<ServiceDone>());
    }
}
