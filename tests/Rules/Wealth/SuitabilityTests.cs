using TellerLine.Customers;
using TellerLine.Kernel;
using TellerLine.Wealth;

namespace TellerLine.Rules.Wealth;

public sealed class SuitabilityTests
{
    private static readonly DateOnly Today = new(2026, 3, 2);

    [Theory]
    [InlineData("C1", "R1", Suitability.Suits)]
    [InlineData("C1", "R2", Suitability.RiskTooHigh)]
    [InlineData("C1", "R3", Suitability.RiskTooHigh)]
    [InlineData("C2", "R2", Suitability.Suits)]
    [InlineData("C3", "R4", Suitability.RiskTooHigh)]
    [InlineData("C4", "R4", Suitability.Suits)]
    [InlineData("C4", "R5", Suitability.RiskTooHigh)]
    [InlineData("C5", "R5", Suitability.Suits)]
    public void a_customer_buys_up_to_the_risk_he_bears(string level, string risk, Suitability verdict) =>
        Assert.Equal(verdict, Of(new RiskRating(level, Today), risk));

    [Fact]
    public void who_was_never_rated_buys_nothing() => Assert.Equal(Suitability.NotRated, Of(null, "R1"));

    [Theory]
    [InlineData("2025-03-02", Suitability.Suits)]
    [InlineData("2025-03-01", Suitability.Expired)]
    [InlineData("2024-02-29", Suitability.Expired)]
    public void a_rating_is_good_for_twelve_months(string on, Suitability verdict) => Assert.Equal(
        verdict,
        Of(new RiskRating("C5", DateOnly.Parse(on, System.Globalization.CultureInfo.InvariantCulture)), "R1"));

    [Theory]
    [InlineData("R3", true, true, Suitability.Suits)]
    [InlineData("R4", true, true, Suitability.NeedsPerson)]
    [InlineData("R4", true, false, Suitability.Suits)]
    [InlineData("R4", false, true, Suitability.Suits)]
    public void the_elderly_buy_high_risk_from_a_person_alone(
        string risk, bool elderly, bool alone, Suitability verdict) =>
        Assert.Equal(verdict, Of(new RiskRating("C5", Today), risk, elderly, alone));

    [Fact]
    public void a_product_takes_its_least_amount_and_whole_steps_more()
    {
        var product = Product("R1");
        Assert.Equal(
            [false, true, false, true],
            new long[] { 900_00, 1_000_00, 1_050_00, 1_100_00 }.Select(product.Takes));
    }

    private static Suitability Of(RiskRating? rating, string risk, bool elderly = false, bool alone = true) =>
        SuitabilityRules.Of(rating, Product(risk), Today, months: 12, elderly, alone);

    private static WealthProduct Product(string risk) => new(
        "day", "日日享", "Daily", risk, 0, "CNY", 1_000, 100, 10_000, "62887099000130781",
        new("2026-01-01", "2026-12-31"), new("2026-01-01", "2026-12-31"), new("说明书", "Sheet"));
}
