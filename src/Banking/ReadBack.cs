using System.Globalization;
using TellerLine.Customers;
using TellerLine.Kernel;

namespace TellerLine.Banking;

/// <summary>What the customer hears of an order before saying yes: tails, the amount, a payee's name masked.</summary>
public static class ReadBack
{
    /// <param name="payeeMasked">Null where no name is told.</param>
    /// <param name="english">Else Chinese.</param>
    /// <param name="arrives">When, on the bank's clock; null: at once.</param>
    public static string Of(
        TransferKind kind, string from, string to, string? payeeMasked, Money amount, bool english,
        DateTime? arrives = null)
    {
        var (paying, paid) = (AccountNumbers.Tail(from), AccountNumbers.Tail(to));
        var sum = (amount.Minor / 100m).ToString("N2", CultureInfo.InvariantCulture);
        var name = payeeMasked is null ? "" : english ? $" of {payeeMasked}" : $"{payeeMasked}的";
        var order = Order(kind, english, paying, paid, name, sum);
        return arrives is { } at
            ? order + at.ToString(
                english ? "' It is to arrive on 'yyyy-MM-dd' at 'HH:mm'.'" : "'预计 'yyyy-MM-dd HH:mm' 到账。'",
                CultureInfo.InvariantCulture)
            : order;
    }

    private static string Order(
        TransferKind kind, bool english, string paying, string paid, string name, string sum) =>
        (kind, english) switch
        {
            (TransferKind.Own, true) =>
                $"From your account ending in {paying} to your account ending in {paid}, {sum} yuan.",
            (_, true) => $"From your account ending in {paying} to the payee's account{name} ending in {paid}, {sum} yuan.",
            (TransferKind.Own, false) => $"从您尾号 {paying} 的账户转入您尾号 {paid} 的账户，金额 {sum} 元。",
            _ => $"从您尾号 {paying} 的账户转给收款人{name}尾号 {paid} 的账户，金额 {sum} 元。",
        };
}
