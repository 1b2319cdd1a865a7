using TellerLine.Kernel;

namespace TellerLine.Banking;

/// <summary>What the bank's risk rules say of a payment, before money moves.</summary>
internal sealed partial class Transfers
{
    /// <summary>
    /// Between own accounts nothing is screened: the money stays the customer's. A biller is nobody's new payee: the
    /// bank knows it.
    /// </summary>
    private RiskVerdict Screened(WriteScope scope, TransferWish transfer, DateOnly day, long nowUs, bool elderly)
    {
        if (transfer.Class.StaysHis)
            return RiskVerdict.Pass;
        var (ever, today) = TransactionStore.PaymentsBefore(scope, transfer, day);
        var verdict = risk.Judge(new RiskFacts(
            transfer.To, transfer.Amount.Minor, NewPayee: ever == 0 && transfer.Class == OrderClass.Payee, today,
            elderly, TimeOnly.FromDateTime(kernel.LocalTime(nowUs))));
        if (verdict.Rule is { } rule)
            scope.Append(
                $"customer/{transfer.CustomerId}",
                new TransactionScreened(
                    TransactionStore.WordOf(transfer.Kind), verdict.Result, rule, transfer.ContactId),
                transfer.ContactId);
        return verdict;
    }
}
