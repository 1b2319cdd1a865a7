using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using TellerLine.Banking;
using TellerLine.Customers;
using TellerLine.Kernel;
using TellerLine.Modules.Banking;
using TellerLine.Wealth;
using static TellerLine.Modules.Assisted.DeskUnderTest;

namespace TellerLine.Modules.Assisted;

/// <summary>理财 with an agent, over HTTP: the bank as it is, the conversation played.</summary>
public sealed class AssistedWealthTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task what_suits_is_read_back_with_its_risk_bought_held_and_paid_back()
    {
        await using var on = await Start("C2");
        var account = Text((await on.View()).GetProperty("accounts")[0], "ref");
        var all = await on.Get("/wealth");
        Assert.Equal("C2", Text(all, "rating"));
        Assert.Equal(
            [("daily", false), ("quarter", false), ("balanced", true), ("equity", true)],
            all.GetProperty("products").EnumerateArray().Select(one => (
                Text(one, "code"), one.GetProperty("blocked").ValueKind != JsonValueKind.Null)));

        using var begun = await on.Order(new { kind = "wealthBuy", from = account, to = "daily", amount = "1,000" });
        Assert.True(begun.IsSuccessStatusCode, await begun.Content.ReadAsStringAsync(Ct));
        var transfer = (await begun.Content.ReadFromJsonAsync<JsonElement>(Ct)).GetProperty("transfer");
        Assert.Equal(("purchase", "readBack"), (Text(transfer, "kind"), Text(transfer, "state")));
        Assert.Contains("R1", Text(transfer, "readBack"), StringComparison.Ordinal);
        transfer = await on.Keyed();
        Assert.Equal("posted", Text(transfer, "outcome"));
        Assert.Equal(19_000_00, transfer.GetProperty("balanceMinor").GetInt64());

        all = await on.Get("/wealth");
        var holding = Assert.Single(all.GetProperty("holdings").EnumerateArray());
        Assert.Equal(1_000_00, holding.GetProperty("amountMinor").GetInt64());
        Assert.Equal(
            (1_000_00, 0), (holding.GetProperty("valueMinor").GetInt64(), holding.GetProperty("incomeMinor").GetInt64()));
        Assert.Equal(["/amount"], await Faults(await on.Order(new
        {
            kind = "wealthRedeem", to = Text(holding, "id"), amount = "1000.01",
        })));
        var part = await on.Begun(new { kind = "wealthRedeem", to = Text(holding, "id"), amount = "400" });
        Assert.Contains("中赎回 400.00 元", Text(part, "readBack"), StringComparison.Ordinal);
        Assert.Equal(19_400_00, (await on.Keyed()).GetProperty("balanceMinor").GetInt64());
        Assert.Equal(600_00, (await on.Get("/wealth")).GetProperty("holdings")[0].GetProperty("valueMinor").GetInt64());
        using var back = await on.Order(new { kind = "wealthRedeem", to = Text(holding, "id") });
        Assert.True(back.IsSuccessStatusCode, await back.Content.ReadAsStringAsync(Ct));
        transfer = await on.Keyed();
        Assert.Equal(
            ("redemption", "posted", 20_000_00L),
            (Text(transfer, "kind"), Text(transfer, "outcome"), transfer.GetProperty("balanceMinor").GetInt64()));
        all = await on.Get("/wealth");
        Assert.Empty(all.GetProperty("holdings").EnumerateArray());
        Assert.Empty(await Bank.Faults(on.Web.Db));
    }

    [Fact]
    public async Task what_does_not_suit_is_blocked_at_the_product_with_the_words_why()
    {
        await using var on = await Start("C2");
        var account = Text((await on.View()).GetProperty("accounts")[0], "ref");
        Assert.Equal(["/to"], await Faults(await on.Order(new
        {
            kind = "wealthBuy", from = account, to = "balanced", amount = "10000",
        })));
        Assert.Equal(["/amount"], await Faults(await on.Order(new
        {
            kind = "wealthBuy", from = account, to = "daily", amount = "1050",
        })));
        Assert.Equal(
            ["/to", "/from", "/amount"], await Faults(await on.Order(new { kind = "wealthBuy" })));
        Assert.Equal(["/to"], await Faults(await on.Order(new { kind = "wealthRedeem", to = "T1" })));
    }

    [Fact]
    public async Task who_was_never_rated_is_sold_nothing_and_nothing_is_told_before_the_enquiry_pin()
    {
        await using var on = await Start(null);
        var all = await on.Get("/wealth");
        Assert.All(
            all.GetProperty("products").EnumerateArray(),
            one => Assert.NotEqual(JsonValueKind.Null, one.GetProperty("blocked").ValueKind));
        await on.IsCalled("C1", IdentificationLevel.Number);
        using var early = await on.Agent.GetAsync($"{Address}/wealth", Ct);
        Assert.Equal(HttpStatusCode.Conflict, early.StatusCode);
        on.Call = null;
        using var nobody = await on.Agent.GetAsync($"{Address}/wealth", Ct);
        Assert.Equal(HttpStatusCode.NotFound, nobody.StatusCode);
    }

    /// <param name="rating">C1's, of today; null: nobody has rated him.</param>
    private static async Task<DeskUnderTest> Start(string? rating)
    {
        var on = await DeskUnderTest.Start(fen: 20_000_00);
        await on.Web.Db.Write(scope =>
        {
            LedgerBooks.Open(scope, new LedgerBooks.OpenedAccount(
                DemonstrationSettlement.Wealth, "E99000", 1, "current", "active", "CNY", 0, 0));
            if (rating is not null)
                on.Web.Get<IRiskRatings>().Put(scope, "C1", new RiskRating(
                    rating, on.Web.Get<KernelOptions>().DayOf(on.Web.Get<TimeProvider>().NowUs())));
            return true;
        }, Ct);
        return on;
    }
}
