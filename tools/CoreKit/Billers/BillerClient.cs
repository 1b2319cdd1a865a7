namespace TellerLine.CoreKit;

/// <summary>Asks a biller as the contract says.</summary>
internal sealed class BillerClient(Uri at, string token) : KitClient(at, token)
{
    internal Task<BillArrears> Arrears(BillQuestion question) => Ask<BillArrears>("v1/arrears", question);

    internal Task<BillPaid> Pay(BillPayment order) => Ask<BillPaid>("v1/payments", order);

    internal Task<BillPaid> Settle(BillPayment order) => Ask<BillPaid>("v1/payments/settle", order);

    internal Task<BillPaid> Reverse(BillPayment order) => Ask<BillPaid>("v1/payments/reverse", order);

    /// <summary>Sends the payment and is gone before the answer.</summary>
    internal Task SendAndLeave(BillPayment order) => SendAndLeave("v1/payments", order);
}
