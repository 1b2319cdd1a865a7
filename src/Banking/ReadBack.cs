using System.Globalization;
using TellerLine.Customers;
using TellerLine.Kernel;

namespace TellerLine.Banking;

/// <summary>What the customer hears of an order before saying yes: tails, the amount, a payee's name masked.</summary>
public static class ReadBack
{
    private const string
        FirstZh = "这是您首次向该收款人转账，谨防诈骗：请确认您本人认识该收款人。",
        FirstEn = " It is your first payment to this payee. Beware of fraud: please confirm that you know the payee yourself.";

    private const string
        DelayedZh = "为保护您的资金，这笔转账将延迟到账。",
        DelayedEn = " To protect your money, it arrives later than you asked for.",
        UntilThenZh = "到账前您可以撤销。",
        UntilThenEn = " Until it arrives you may take it back.";

    /// <param name="payeeMasked">Null where no name is told.</param>
    /// <param name="english">Else Chinese.</param>
    /// <param name="arrives">When, on the bank's clock; null: at once.</param>
    /// <param name="delayed">By the bank's risk rules it arrives then, and not as the customer asked.</param>
    /// <param name="first">The customer's first payment to the payee: asked whether he knows the payee.</param>
    public static string Of(
        TransferKind kind, string from, string to, string? payeeMasked, Money amount, bool english,
        DateTime? arrives = null, bool first = false, bool delayed = false)
    {
        var (paying, paid) = (AccountNumbers.Tail(from), AccountNumbers.Tail(to));
        var sum = (amount.Minor / 100m).ToString("N2", CultureInfo.InvariantCulture);
        var name = payeeMasked is null ? "" : english ? $" of {payeeMasked}" : $"{payeeMasked}的";
        var order = Order(kind, english, paying, paid, name, sum);
        if (delayed)
            order += english ? DelayedEn : DelayedZh;
        if (arrives is { } at)
            order += at.ToString(
                english ? "' It is to arrive on 'yyyy-MM-dd' at 'HH:mm'.'" : "'预计 'yyyy-MM-dd HH:mm' 到账。'",
                CultureInfo.InvariantCulture);
        if (delayed)
            order += english ? UntilThenEn : UntilThenZh;
        return first ? order + (english ? FirstEn : FirstZh) : order;
    }

    /// <summary>Of a loan pledged on a time deposit.</summary>
    public static string Of(LoanWish loan, string deposit, string to, Money amount, bool english)
    {
        var (pledged, paid) = (AccountNumbers.Tail(deposit), AccountNumbers.Tail(to));
        var sum = (amount.Minor / 100m).ToString("N2", CultureInfo.InvariantCulture);
        var rate = (loan.RateBp / 100m).ToString("0.##", CultureInfo.InvariantCulture);
        var ends = loan.Ends.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return english
            ? $"A loan of {sum} yuan on your time deposit ending in {pledged}, to your account ending in {paid}, at {rate}% a year, to be repaid by {ends}."
            : $"以您尾号 {pledged} 的定期存款质押贷款 {sum} 元，转入您尾号 {paid} 的账户，年利率 {rate}%，到期日 {ends}。";
    }

    /// <summary>Of a transfer made at an ATM that is taken back.</summary>
    public static string Of(AtmTransfer one, bool english)
    {
        var sum = (one.Amount.Minor / 100m).ToString("N2", CultureInfo.InvariantCulture);
        var back = AccountNumbers.Tail(one.Account);
        return english
            ? $"Take back the transfer of {sum} yuan made at an ATM to the account ending in {one.PayeeTail}; the money goes back to your account ending in {back}."
            : $"撤销在自助设备上转给尾号 {one.PayeeTail} 账户的 {sum} 元，款项退回您尾号 {back} 的账户。";
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
