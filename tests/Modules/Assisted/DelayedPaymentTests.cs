using System.Text.Json;
using TellerLine.Assisted;
using TellerLine.Banking;
using TellerLine.Modules.Banking;
using static TellerLine.Modules.Assisted.DeskUnderTest;

namespace TellerLine.Modules.Assisted;

/// <summary>延迟到账: what the bank's risk rules delay is read back so before it is confirmed, and then done so.</summary>
public sealed class DelayedPaymentTests
{
    private const string Delayed = "为保护您的资金，这笔转账将延迟到账。", Back = "到账前您可以撤销。";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task a_suspected_victim_hears_of_the_delay_in_the_read_back_and_the_money_waits()
    {
        await using var on = await Start("C1");
        var (payee, order) = await Order(on);
        var ordered = DateTimeOffset.UtcNow;
        var begun = await on.Begun(order);
        var said = Text(begun, "readBack");
        Assert.Contains(Delayed + "预计 ", said, StringComparison.Ordinal);
        Assert.Contains(" 到账。" + Back, said, StringComparison.Ordinal);
        var over = await on.Keyed();
        Assert.Equal("deferred", Text(over, "outcome"));
        Assert.InRange(
            over.GetProperty("arrivesAt").GetDateTimeOffset(), ordered.AddHours(24), DateTimeOffset.UtcNow.AddHours(24));
        Assert.Equal((900_00, 0), (await Fen(on, on.Account), await Fen(on, payee)));
        var waiting = Assert.Single((await on.View()).GetProperty("waiting").EnumerateArray());
        using var revoked = await on.Agent.PostAsync(
            $"{Address}/revoke", System.Net.Http.Json.JsonContent.Create(new { number = Text(waiting, "number") }), Ct);
        Assert.True(revoked.IsSuccessStatusCode);
        Assert.Equal(1_000_00, await Fen(on, on.Account));
    }

    [Fact]
    public async Task who_is_none_of_them_pays_at_once_and_hears_of_no_delay()
    {
        await using var on = await Start("C9");
        var (payee, order) = await Order(on);
        Assert.DoesNotContain(Delayed, Text(await on.Begun(order), "readBack"), StringComparison.Ordinal);
        Assert.Equal("posted", Text(await on.Keyed(), "outcome"));
        Assert.Equal(100_00, await Fen(on, payee));
    }

    private static async Task<(string Payee, object Order)> Order(DeskUnderTest on)
    {
        var payee = await Bank.Open(on.Web.Db, "C2", 0);
        on.Papers.Name(payee);
        var view = await on.View();
        return (payee, new
        {
            kind = "payee", from = Text(view.GetProperty("accounts")[0], "ref"),
            to = Text(view.GetProperty("payees")[0], "ref"), amount = "100",
        });
    }

    private static async Task<long> Fen(DeskUnderTest on, string account) =>
        (await on.Web.Get<ICoreBank>().Account(account, Ct))!.Balance.Minor;

    private static Task<DeskUnderTest> Start(string victim) => DeskUnderTest.Start(risk: new Rules(new TransferRisk(
        [new("victims", "疑似受骗客户", "suspected victims", "delay", Customers: [victim], DelayHours: 24)])));

    private sealed class Rules(TransferRisk rules) : IRiskScreen
    {
        public RiskVerdict Judge(RiskFacts facts) => rules.Judge(facts);
    }
}
