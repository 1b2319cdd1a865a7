using TellerLine.Banking;
using TellerLine.Contracts;
using TellerLine.Customers;
using TellerLine.Kernel;

namespace TellerLine.Rules.Banking;

public sealed class SecondRulesTests
{
    [Theory]
    [InlineData(5_000_00, null, null)]
    [InlineData(5_000_01, null, "contract")]
    [InlineData(1_000_00, 1_000_00L, null)]
    [InlineData(1_000_01, 1_000_00L, "authority")]
    [InlineData(6_000_00, 1_000_00L, "contract")]
    public void above_the_contracts_amount_or_the_agents_own_somebody_else_is_needed(
        long fen, long? alone, string? why) =>
        Assert.Equal(why, SecondRules.Needed(Wish(TransferKind.Payee, OrderWay.Agent, fen, alone), Contract(5_000)));

    [Fact]
    public void between_own_accounts_only_the_agents_authority_counts_and_by_keypad_nobody_is_asked()
    {
        Assert.Null(SecondRules.Needed(Wish(TransferKind.Own, OrderWay.Agent, 6_000_00, null), Contract(5_000)));
        Assert.Equal(
            "authority",
            SecondRules.Needed(Wish(TransferKind.Own, OrderWay.Agent, 6_000_00, 5_000_00), Contract(5_000)));
        Assert.Null(SecondRules.Needed(Wish(TransferKind.Payee, OrderWay.Keypad, 6_000_00, null), Contract(5_000)));
    }

    [Fact]
    public void by_keypad_the_limit_ends_where_a_second_person_begins()
    {
        Assert.Equal(
            new ContractLimits(5_000_00, 50_000_00),
            SecondRules.Within(Wish(TransferKind.Payee, OrderWay.Keypad, 1, null), Contract(5_000)));
        Assert.Equal(
            new ContractLimits(50_000_00, 50_000_00),
            SecondRules.Within(Wish(TransferKind.Payee, OrderWay.Agent, 1, null), Contract(5_000)));
        Assert.Equal(
            new ContractLimits(50_000_00, 50_000_00),
            SecondRules.Within(Wish(TransferKind.Payee, OrderWay.Keypad, 1, null), Contract(null)));
    }

    private static TransferWish Wish(TransferKind kind, OrderWay way, long fen, long? alone) => new(
        kind, "C1", "1", "2", Money.Cny(fen), "wish-0001", "call-1", new PinToken(""))
    {
        Caller = "+8613800000001",
        Origin = new OrderOrigin(
            way, way == OrderWay.Agent ? "1003" : null, "", IdentificationLevel.TransactionPin) { AloneMinor = alone },
    };

    private static SignedContract Contract(int? above) => new(
        "K2", 1, true,
        new ContractTerms("extended", ["1"], ["+8613800000001"], [], 200_000, 1_000_000, 50_000, 50_000),
        new ContractType("extended", "", "", "personal", 200_000, 1_000_000, 50_000, 50_000, 500, 1_000, above));
}
