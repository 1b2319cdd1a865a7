using TellerLine.Movements;
using TellerLine.SelfService;

namespace TellerLine.Rules.SelfService;

/// <summary>动账通知 by keypad: account, how it stands, amount, confirmed; and off again.</summary>
public sealed class AlertsFlowTests : FlowTests
{
    private static readonly string[] First = ["7", "7", Bank.Enquiry, "1"];

    private static string Account => Bank.Number("1000");

    [Fact]
    public async Task switched_on_from_an_amount_that_is_read_back_and_confirmed()
    {
        await Call(Zhang, [.. First, "1", "500#", "1"]);
        Assert.Contains("您尾号幺零零零的活期账户，没有开通动账通知。", Phone.Heard[^4], StringComparison.Ordinal);
        Assert.StartsWith("您尾号幺零零零的活期账户，将开通动账通知，起点金额为五百元整", Phone.Heard[^2], StringComparison.Ordinal);
        Assert.StartsWith("动账通知已开通，确认短信正在发送。", Last, StringComparison.Ordinal);
        var wish = Assert.Single(Alerts.Wishes);
        Assert.Equal(
            (Account, new AlertSetting(true, 500_00), "customer", "n1-c1", "zh-CN"),
            (wish.Account.Number, wish.Setting, wish.By, wish.ContactId, wish.Language));
        Assert.Equal(("alertsOn", true), Phone.Noted<ServiceDone>().Select(d => (d.Outcome, d.Achieved)).Single());
    }

    [Fact]
    public async Task zero_is_every_movement()
    {
        await Call(Zhang, [.. First, "1", "0#", "1"]);
        Assert.Contains("每笔收支都发送短信", Phone.Heard[^2], StringComparison.Ordinal);
        Assert.Equal(new AlertSetting(true, 0), Alerts.Kept[Account]);
    }

    [Fact]
    public async Task one_that_is_on_is_told_and_switched_off()
    {
        Alerts.Kept[Account] = new(true, 1_000_00);
        await Call(Zhang, [.. First, "2", "1"]);
        Assert.Contains("已开通动账通知，起点金额为一千元整", Phone.Heard[^3], StringComparison.Ordinal);
        Assert.StartsWith("动账通知已关闭", Last, StringComparison.Ordinal);
        Assert.Equal(new AlertSetting(false, 1_000_00), Alerts.Kept[Account]);
    }

    [Fact]
    public async Task an_amount_beyond_a_million_is_asked_for_again()
    {
        await Call(Zhang, [.. First, "1", "1000001#", "1", "1000000#", "1"]);
        Assert.True(Heard("起点金额应为零到一百万元的整数。"));
        Assert.Equal(new AlertSetting(true, 100_000_000), Alerts.Kept[Account]);
    }

    [Fact]
    public async Task star_at_the_confirmation_changes_nothing_and_tells_again_how_it_stands()
    {
        await Call(Zhang, [.. First, "1", "500#", "*"]);
        Assert.Contains("没有开通动账通知", Last, StringComparison.Ordinal);
        Assert.Empty(Alerts.Wishes);
    }

    [Fact]
    public async Task what_cannot_be_kept_is_said()
    {
        Alerts.Down = true;
        await Call(Zhang, [.. First, "1", "500#", "1"]);
        Assert.True(Heard("动账通知可能未能设置"));
        Assert.Single(Log.Faults);
    }

    [Fact]
    public async Task nobody_hears_how_alerts_stand_before_the_enquiry_pin()
    {
        await Call(Zhang, "7", "7", "111111");
        Assert.DoesNotContain("alerts-now", Nodes);
        Bank.Down = true;
        await Call(Zhang, "7", "7");
        Assert.Equal("bankDown", Assert.Single(Phone.Noted<ServiceDone>()).Outcome);
    }
}
