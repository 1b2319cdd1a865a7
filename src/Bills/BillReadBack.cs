using System.Globalization;
using TellerLine.Customers;
using TellerLine.Kernel;

namespace TellerLine.Bills;

/// <summary>What the customer hears of a bill before saying yes: the biller, the number masked, tail and
/// amount.</summary>
public static class BillReadBack
{
    /// <param name="english">Else Chinese.</param>
    public static string Of(Biller biller, string number, string from, Money amount, bool english)
    {
        var (tail, sum) = (
            AccountNumbers.Tail(from), (amount.Minor / 100m).ToString("N2", CultureInfo.InvariantCulture));
        var masked = BillList.Masked(number);
        return english
            ? $"From your account ending in {tail} to {biller.En} for number {masked}, {sum} yuan."
            : $"从您尾号 {tail} 的账户向{biller.Zh}缴费，用户号码 {masked}，金额 {sum} 元。";
    }
}
