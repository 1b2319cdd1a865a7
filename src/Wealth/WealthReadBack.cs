using System.Globalization;
using TellerLine.Customers;
using TellerLine.Kernel;

namespace TellerLine.Wealth;

/// <summary>What the customer hears of an order before saying yes: of a purchase its risk, too.</summary>
public static class WealthReadBack
{
    /// <param name="english">Else Chinese.</param>
    public static string Purchase(WealthProduct product, string from, Money amount, bool english)
    {
        var (tail, sum) = (AccountNumbers.Tail(from), Sum(amount));
        return english
            ? $"{product.En} has the risk level {product.Risk}. It is no deposit, and capital may be lost. From your account ending in {tail} you buy it for {sum} yuan."
            : $"{product.Zh}的风险等级为 {product.Risk}，理财非存款，可能损失本金。从您尾号 {tail} 的账户购买 {sum} 元。";
    }

    /// <param name="amount">All of its value, or a part.</param>
    public static string Redemption(WealthHolding holding, Money amount, bool english)
    {
        var (tail, sum) = (AccountNumbers.Tail(holding.Account), Sum(amount));
        if (amount != holding.Value)
            return english
                ? $"Of your {holding.Name.En}, bought on {holding.BoughtOn:yyyy-MM-dd}, {sum} yuan are paid back to your account ending in {tail}."
                : $"从您于 {holding.BoughtOn:yyyy-MM-dd} 购买的{holding.Name.Zh}中赎回 {sum} 元，转入您尾号 {tail} 的账户。";
        return english
            ? $"You have all of your {holding.Name.En}, bought on {holding.BoughtOn:yyyy-MM-dd}, paid back: {sum} yuan to your account ending in {tail}."
            : $"赎回您于 {holding.BoughtOn:yyyy-MM-dd} 购买的{holding.Name.Zh} {sum} 元，转入您尾号 {tail} 的账户。";
    }

    private static string Sum(Money amount) => (amount.Minor / 100m).ToString("N2", CultureInfo.InvariantCulture);
}
