using TellerLine.Banking;
using TellerLine.SelfService;

namespace TellerLine.Rules.SelfService;

/// <summary>
/// A fault of ours costs the service, never the call: it is said, logged once, and a person is offered.
/// </summary>
public sealed class BrokenServiceFlowTests : FlowTests
{
    private const string Ways = "重听，请按九。返回主菜单，请按星号键。人工服务，请按零。";

    [Fact]
    public async Task a_balance_that_breaks_off_offers_a_person()
    {
        Bank.Broken.Add("balance");
        var person = await Person(Wang, "1", Bank.Enquiry, "0");
        Assert.Equal("对不起，系统暂时无法办理此项业务。" + Ways, Last);
        Assert.Equal(HumanReason.ServiceDown, person.Reason);
        Assert.Equal(new LastService("balance", "serviceDown", null, null, null), person.Last);
        Assert.IsType<IOException>(Assert.Single(Log.Faults));
    }

    [Fact]
    public async Task whoever_says_nothing_is_given_the_person()
    {
        Bank.Broken.Add("balance");
        Assert.Equal(HumanReason.ServiceDown, (await Person(Wang, "1", Bank.Enquiry, "", "", "")).Reason);
    }

    [Fact]
    public async Task star_goes_back_to_the_menu_where_all_else_still_works()
    {
        Bank.Broken.Add("balance");
        Assert.Equal(HumanReason.LossReport, (await Person(Wang, "1", Bank.Enquiry, "*", "3")).Reason);
    }

    [Theory]
    [InlineData("pins Enquiry", "2")]
    [InlineData("untold", "2", Bank.Enquiry)]
    [InlineData("pins Transaction", "2", Bank.Enquiry, "1", "1#", "1")]
    public async Task a_transfer_that_breaks_off_says_that_nothing_has_moved(string part, params string[] keys)
    {
        Bank.Broken.Add(part);
        var person = await Person(Zhang, [.. keys, "0"]);
        Assert.Equal("系统故障，转账没有成功，您的资金没有变动。" + Ways, Last);
        Assert.Equal((HumanReason.ServiceDown, "serviceDown"), (person.Reason, person.Last?.Outcome));
        Assert.Empty(Bank.Transfers);
        Assert.Single(Log.Faults);
    }

    [Fact]
    public async Task a_transfer_that_was_not_begun_is_told_as_such_and_may_be_tried_again()
    {
        Bank.Answers.Enqueue(new TransferOutcome.NotBegun());
        await Call(
            Zhang, "2", Bank.Enquiry, "1", "1#", "1", Bank.Transaction, "*", "2", "1", "1#", "1", Bank.Transaction);
        Assert.Contains(Phone.Heard, heard => heard.StartsWith("系统故障，转账没有成功，您的资金没有变动。重听", StringComparison.Ordinal));
        Assert.StartsWith("转账成功。", Last, StringComparison.Ordinal);
        Assert.Equal(["notBegun", "posted"], Phone.Noted<ServiceDone>().Select(done => done.Outcome));
    }

    [Fact]
    public async Task a_transfer_without_a_recording_is_told_as_not_begun_and_a_person_is_offered()
    {
        Bank.Answers.Enqueue(new TransferOutcome.Refused(null, TransferRefusal.NotRecorded));
        var person = await Person(Zhang, "2", Bank.Enquiry, "1", "1#", "1", Bank.Transaction, "0");
        Assert.StartsWith("系统故障，转账没有成功，您的资金没有变动。" + Ways, Last, StringComparison.Ordinal);
        Assert.Equal((HumanReason.Key0, "notRecorded"), (person.Reason, person.Last?.Outcome));
    }

    [Fact]
    public async Task a_caller_who_cannot_be_looked_up_is_greeted_as_anybody()
    {
        Bank.Broken.Add("customers");
        var person = await Person(Zhang, "0");
        Assert.Null(person.Who);
        Assert.Single(Log.Faults);
    }

    [Fact]
    public async Task the_person_is_told_what_was_tried_last()
    {
        var person = await Person(Zhang, "2", Bank.Enquiry, "1", "1#", "1", Bank.Transaction, "0");
        Assert.Equal(new LastService("transfer", "posted", "T1", 1_00, "CNY"), person.Last);
        Assert.Null((await Person(Zhang, "0")).Last);
    }

    [Theory]
    [InlineData("1")]
    [InlineData("2")]
    public async Task nothing_of_accounts_is_said_to_a_caller_known_by_number_alone(string service)
    {
        await Call(Zhang, service);
        Assert.Equal("请输入六位查询密码。", Last);
        Assert.False(Heard("尾号"));
        Assert.False(Heard("账户。"));

        // Neither how many there are, nor that there is none.
        await Call(Wang, service);
        Assert.Equal("请输入六位查询密码。", Last);
        Bank.Accounts.Clear();
        await Call(Wang, service);
        Assert.Equal("请输入六位查询密码。", Last);
    }

    [Theory]
    [InlineData("1")]
    [InlineData("2")]
    public async Task an_account_number_is_no_secret_and_opens_no_other_account(string service)
    {
        await Call(Stranger, service, Bank.Number("1000") + "#");
        Assert.Equal("请输入六位查询密码。", Last);
        Assert.False(Heard("尾号"));
    }
}
