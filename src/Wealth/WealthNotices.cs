using System.Globalization;
using TellerLine.Access;
using TellerLine.Banking;
using TellerLine.Customers;
using TellerLine.Kernel;
using TellerLine.Notices;

namespace TellerLine.Wealth;

/// <summary>What the customer is told of an order, in the transaction in which it happens.</summary>
internal sealed class WealthNotices(INotices notices, KernelOptions kernel, TimeProvider time)
{
    public void Posted(WriteScope scope, OrderStanding order, BilingualText product)
    {
        var bought = order.Kind == TransferKind.WealthPurchase;
        notices.Queue(scope, new NoticeOrder(
            (bought ? NoticeOccasions.WealthBought : NoticeOccasions.WealthRedeemed).Key, order.CustomerId,
            $"wealth/{order.Id}",
            new Dictionary<string, NoticeWord>
            {
                ["product"] = new NoticeWord(product.Zh, product.En),
                ["amount"] = (order.Amount.Minor / 100m).ToString("N2", CultureInfo.InvariantCulture),
                ["tail"] = AccountNumbers.Tail(bought ? order.From : order.To),
                ["number"] = order.Id,
                ["time"] = kernel.LocalTime(time.NowUs()).ToString("MM-dd HH:mm", CultureInfo.InvariantCulture),
            })
        {
            Cause = order.ContactId,
        });
    }
}
