using Dapper;
using TellerLine.Banking;
using TellerLine.Kernel;
using TellerLine.Wealth;

namespace TellerLine.Modules.Wealth;

/// <summary>理财: bought, held and paid back, once; and what is not sold to whom.</summary>
public sealed class WealthTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [BothEngines]
    public async Task what_is_bought_is_held_and_paid_back_to_its_account(DbEngine engine)
    {
        await using var scene = await WealthScene.Start(engine);
        var left = await scene.Left("daily");
        var wish = await scene.Purchase();
        var bought = Assert.IsType<TransferOutcome.Posted>(await scene.Ask(wish));
        Assert.Equal((Money.Cny(490_000_00), null), (bought.FromBalance, bought.ToBalance));
        Assert.Equal(bought, await scene.Ask(wish));

        var held = Assert.Single(await scene.Held());
        Assert.Equal(
            (bought.TransactionId, "daily", "塞上日日享", scene.Account, Money.Cny(10_000_00), new DateOnly(2026, 3, 2), false),
            (held.Id, held.Product, held.Name.Zh, held.Account, held.Amount, held.BoughtOn, held.Redeeming));
        Assert.Equal(left - 10_000_00, await scene.Left("daily"));
        Assert.Equal(10_000_00, await scene.Bank.Fen(WealthScene.Settlement));

        var back = Assert.IsType<TransferOutcome.Posted>(await scene.Ask(await scene.Redemption(held.Id)));
        Assert.Equal((Money.Cny(500_000_00), Money.Cny(500_000_00)), (back.FromBalance, back.ToBalance));
        Assert.Empty(await scene.Held());
        Assert.Equal(left, await scene.Left("daily"));
        Assert.Equal(["wealth-bought", "wealth-redeemed"], await scene.Told());
        await scene.Proved();
    }

    [Fact]
    public async Task a_second_redemption_of_the_same_is_refused()
    {
        await using var scene = await WealthScene.Start();
        await scene.Ask(await scene.Purchase());
        var held = Assert.Single(await scene.Held());
        await scene.Ask(await scene.Redemption(held.Id));
        await Refused(scene, await scene.Redemption(held.Id, "key-00000003"), TransferRefusal.RedeemedAlready);
    }

    /// <summary>10,000 yuan bought, worth 10,500 since: a part is paid back by value, and its cost leaves the
    /// quota.</summary>
    [Theory, BothEngines]
    public async Task a_part_is_paid_back_by_its_value_and_the_rest_is_held(DbEngine engine)
    {
        await using var scene = await WealthScene.Start(engine);
        var left = await scene.Left("daily");
        await scene.Ask(await scene.Purchase());
        var held = Assert.Single(await scene.Held());
        Assert.Equal((Money.Cny(10_000_00), Money.Cny(0)), (held.Value, held.Income));
        await scene.Bank.Kernel.Db.Write(scope => scope.Connection.Execute(
            "UPDATE wealth_holding SET units = units * 21 / 20", transaction: scope.Transaction), Ct);
        held = Assert.Single(await scene.Held());
        Assert.Equal(
            (Money.Cny(10_500_00), Money.Cny(500_00), new DateOnly(2026, 3, 1)),
            (held.Value, held.Income, held.ValuedOn));

        await Refused(scene, await scene.Redemption(held.Id, fen: 10_500_01), TransferRefusal.NoSuchHolding);
        Assert.IsType<TransferOutcome.Posted>(
            await scene.Ask(await scene.Redemption(held.Id, "key-00000003", 3_000_00)));
        var rest = Assert.Single(await scene.Held());
        Assert.Equal(
            (held.Id, Money.Cny(7_142_86), Money.Cny(7_500_00), false),
            (rest.Id, rest.Amount, rest.Value, rest.Redeeming));
        Assert.Equal(left - 7_142_86, await scene.Left("daily"));
        await scene.Proved();
        // What the bank's account does not hold is not paid, and the rest is held as before.
        var dry = Assert.IsType<TransferOutcome.Refused>(
            await scene.Ask(await scene.Redemption(held.Id, "key-00000004", 7_500_00)));
        Assert.Equal(TransferRefusal.InsufficientFunds, dry.Reason);
        Assert.Equal(rest, Assert.Single(await scene.Held()));
        Assert.IsType<TransferOutcome.Posted>(
            await scene.Ask(await scene.Redemption(held.Id, "key-00000005", 7_000_00)));
        Assert.Equal(Money.Cny(500_00), Assert.Single(await scene.Held()).Value);
        await scene.Proved();
    }

    [Fact]
    public async Task what_has_a_term_is_paid_back_after_it()
    {
        await using var scene = await WealthScene.Start();
        await scene.Ask(await scene.Purchase(product: "quarter"));
        var held = Assert.Single(await scene.Held());
        Assert.Equal(new DateOnly(2026, 5, 31), held.RedeemableFrom);
        await Refused(scene, await scene.Redemption(held.Id), TransferRefusal.NotRedeemableYet);
        scene.Bank.Clock.Advance(TimeSpan.FromDays(90));
        Assert.IsType<TransferOutcome.Posted>(await scene.Ask(await scene.Redemption(held.Id, "key-00000003")));
    }

    [Theory]
    [InlineData("C1", "2026-01-15", "quarter", TransferRefusal.RiskTooHigh)]
    [InlineData("C3", "2026-01-15", "equity", TransferRefusal.RiskTooHigh)]
    [InlineData("C5", "2025-03-01", "daily", TransferRefusal.RatingExpired)]
    public async Task a_rating_too_low_or_too_old_blocks_a_purchase(
        string level, string on, string product, TransferRefusal why)
    {
        await using var scene = await WealthScene.Start();
        await scene.Rate(level, DateOnly.Parse(on, System.Globalization.CultureInfo.InvariantCulture));
        await Refused(scene, await scene.Purchase(fen: 50_000_00, product: product), why);
        Assert.Empty(await scene.Held());
    }

    [Fact]
    public async Task a_rating_counts_on_its_last_day()
    {
        await using var scene = await WealthScene.Start();
        await scene.Rate("C1", new DateOnly(2025, 3, 2));
        Assert.IsType<TransferOutcome.Posted>(await scene.Ask(await scene.Purchase()));
    }

    [Fact]
    public async Task who_was_never_rated_buys_nothing()
    {
        await using var scene = await WealthScene.Start();
        await scene.Bank.Kernel.Db.Write(scope => Dapper.SqlMapper.Execute(
            scope.Connection, "DELETE FROM customer_risk_rating", transaction: scope.Transaction), Ct);
        await Refused(scene, await scene.Purchase(), TransferRefusal.NotRated);
    }

    [Theory]
    [InlineData("daily", 900_00, TransferRefusal.ProductAmount)]
    [InlineData("daily", 1_050_00, TransferRefusal.ProductAmount)]
    [InlineData("nothing", 10_000_00, TransferRefusal.NotOnSale)]
    [InlineData("daily", 300_000_00, TransferRefusal.OverTransactionLimit)]
    public async Task what_the_product_or_the_contract_does_not_allow_is_refused(
        string product, long fen, TransferRefusal why)
    {
        await using var scene = await WealthScene.Start();
        await Refused(scene, await scene.Purchase(fen: fen, product: product), why);
    }

    [Fact]
    public async Task after_the_sale_and_into_another_account_nothing_is_sold()
    {
        await using var scene = await WealthScene.Start();
        var other = await scene.Bank.Open("C2", 0);
        await Refused(scene, await scene.Purchase() with { To = other }, TransferRefusal.NotOnSale);
        scene.Bank.Clock.Advance(TimeSpan.FromDays(700));
        await scene.Rate("C4", new DateOnly(2028, 1, 1));
        await Refused(scene, await scene.Purchase("key-00000009"), TransferRefusal.NotOnSale);
        Assert.Empty(scene.Wealth.OnSale);
    }

    [Fact]
    public async Task the_quota_ends_the_sale_and_what_is_unknown_counts()
    {
        await using var scene = await WealthScene.Start();
        await scene.Bank.Kernel.Db.Write(scope => Dapper.SqlMapper.Execute(
            scope.Connection, "INSERT INTO wealth_quota (product, taken_minor) VALUES ('daily', 49999000000)",
            transaction: scope.Transaction), Ct);
        Assert.Equal(10_000_00, await scene.Left("daily"));
        scene.Bank.Core.CutThere = true;
        Assert.IsType<TransferOutcome.Refused>(await scene.Ask(await scene.Purchase()));
        scene.Bank.Core.CutThere = false;
        scene.Bank.Core.CutBack = true;
        Assert.IsType<TransferOutcome.Unknown>(await scene.Ask(await scene.Purchase("key-00000008")));
        scene.Bank.Core.CutBack = false;
        Assert.Equal(0, await scene.Left("daily"));
        var refused = Assert.IsType<TransferOutcome.Refused>(
            await scene.Ask(await scene.Purchase("key-00000009", 1_000_00)));
        Assert.Equal(TransferRefusal.QuotaUsedUp, refused.Reason);
    }

    [Fact]
    public async Task what_the_core_refuses_gives_the_quota_back_and_holds_nothing()
    {
        await using var scene = await WealthScene.Start();
        var left = await scene.Left("daily");
        scene.Bank.Papers.Type = scene.Bank.Papers.Type with { OwnPerTransaction = 900_000 };
        var refused = Assert.IsType<TransferOutcome.Refused>(await scene.Ask(await scene.Purchase(fen: 600_000_00)));
        Assert.Equal(TransferRefusal.InsufficientFunds, refused.Reason);
        Assert.Equal(left, await scene.Left("daily"));
        Assert.Empty(await scene.Held());
        await scene.Proved();
    }

    [Fact]
    public async Task somebody_elses_holding_or_another_amount_is_not_paid_back()
    {
        await using var scene = await WealthScene.Start();
        await scene.Ask(await scene.Purchase());
        var held = Assert.Single(await scene.Held());
        await Refused(scene, await scene.Redemption(held.Id, fen: 10_100_00), TransferRefusal.NoSuchHolding);
        await Refused(scene, await scene.Redemption("T000000000000", "key-00000004"), TransferRefusal.NoSuchHolding);
    }

    [Fact]
    public async Task what_is_left_unknown_is_held_when_the_core_has_told_and_told_on_the_next_call()
    {
        await using var scene = await WealthScene.Start();
        scene.Bank.Core.CutBack = true;
        Assert.IsType<TransferOutcome.Unknown>(await scene.Ask(await scene.Purchase()));
        Assert.Empty(await scene.Held());
        scene.Bank.Core.CutBack = false;
        scene.Bank.Clock.Advance(TimeSpan.FromMinutes(1));
        await scene.Bank.Reconciler.Round(Ct);
        Assert.Single(await scene.Held());
        var untold = Assert.Single(await scene.Bank.Telephone.Untold("C1", Ct));
        Assert.Equal((OrderClass.Purchase, TransferEnd.Posted), (untold.Class, untold.End));
        await scene.Proved();
    }

    private static async Task Refused(WealthScene scene, TransferWish wish, TransferRefusal why)
    {
        var refused = Assert.IsType<TransferOutcome.Refused>(await scene.Ask(wish));
        Assert.Equal((null, why), (refused.TransactionId, refused.Reason));
        await scene.Proved();
    }
}
