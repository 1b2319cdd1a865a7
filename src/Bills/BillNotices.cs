using System.Globalization;
using TellerLine.Banking;
using TellerLine.Definitions;
using TellerLine.Kernel;
using TellerLine.Notices;

namespace TellerLine.Bills;

/// <summary>What the customer is told of a bill, in the transaction in which it happens.</summary>
internal sealed class BillNotices(INotices notices, IDefinitions definitions, KernelOptions kernel, TimeProvider time)
{
    public void Paid(WriteScope scope, BillStanding bill) => Tell(scope, NoticeOccasions.BillPaid, bill, "paid");

    public void Returned(WriteScope scope, BillStanding bill) =>
        Tell(scope, NoticeOccasions.BillReturned, bill, "returned");

    public void Reversed(WriteScope scope, BillStanding bill) =>
        Tell(scope, NoticeOccasions.BillReversed, bill, "reversed");

    private void Tell(WriteScope scope, NoticeOccasion occasion, BillStanding bill, string step)
    {
        var biller = definitions.Now(BillerList.Kind).Value.Find(bill.Bill.Biller);
        var all = new Dictionary<string, NoticeWord>
        {
            ["biller"] = biller is null ? bill.Bill.Biller : new NoticeWord(biller.Zh, biller.En),
            ["amount"] = (bill.Amount.Minor / 100m).ToString("N2", CultureInfo.InvariantCulture),
            ["from"] = bill.FromTail,
            ["receipt"] = bill.Receipt ?? "–",
            ["number"] = bill.Id,
            ["time"] = kernel.LocalTime(time.NowUs()).ToString("MM-dd HH:mm", CultureInfo.InvariantCulture),
        };
        notices.Queue(scope, new NoticeOrder(
            occasion.Key, bill.CustomerId, $"bill/{bill.Id}/{step}",
            occasion.Fields.ToDictionary(field => field.Name, field => all[field.Name]))
        {
            Cause = bill.ContactId,
        });
    }
}
