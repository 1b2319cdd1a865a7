using TellerLine.Banking;
using TellerLine.Kernel;

namespace TellerLine.Bills;

/// <summary>A biller behind HTTP, as docs/biller.openapi.yaml publishes it.</summary>
internal sealed class HttpBiller(string url, string token, TimeSpan timeout) : IBiller, IDisposable
{
    private const string Paid = "paid", Reversed = "reversed";

    private readonly OtherSystem _biller = new("biller", url, token, timeout);

    public async Task<ArrearsAnswer> Arrears(BillReference bill, CancellationToken ct)
    {
        var answer = await _biller.Ask(
            "v1/arrears", new BillerQuestion(bill.Biller, bill.Number), BillerJson.Default.BillerQuestion,
            BillerJson.Default.BillerArrears, ct);
        return answer.For(bill);
    }

    public Task<BillAnswer> Pay(BillOrder order, CancellationToken ct) => Order("v1/payments", order, Paid, ct);

    public Task<BillAnswer> Settle(BillOrder order, CancellationToken ct) =>
        Order("v1/payments/settle", order, Paid, ct);

    public Task<BillAnswer> Reverse(BillOrder order, CancellationToken ct) =>
        Order("v1/payments/reverse", order, Reversed, ct);

    public Task Health(CancellationToken ct) => _biller.Health(ct);

    public void Dispose() => _biller.Dispose();

    private async Task<BillAnswer> Order(string path, BillOrder order, string done, CancellationToken ct)
    {
        var answer = await _biller.Ask(
            path, BillerOrder.Of(order), BillerJson.Default.BillerOrder, BillerJson.Default.BillerOutcome, ct);
        return answer.For(order, done);
    }
}
