using Dapper;
using TellerLine.Access;
using TellerLine.Customers;
using TellerLine.Definitions;
using TellerLine.Kernel;
using TellerLine.Lists;

namespace TellerLine.Wealth;

/// <param name="Id">The transaction's number.</param>
/// <param name="Kind"><c>wealthPurchase</c>, <c>wealthRedemption</c>.</param>
/// <param name="Product">Its code.</param>
/// <param name="Holding">The purchase's number.</param>
/// <param name="Customer">The name, masked.</param>
/// <param name="Tail">Of the customer's account.</param>
/// <param name="Status"><c>pending</c>, <c>voided</c>, <c>submitted</c>, <c>unknown</c>, <c>posted</c>,
/// <c>failed</c>.</param>
/// <param name="Reason">Why it failed.</param>
public sealed record WealthOrderRow(
    string Id, DateTimeOffset At, string Day, string Kind, string Product, string Holding, string CustomerId,
    string Customer, string ContactId, string Tail, long AmountMinor, string Currency, string Status, string? Reason,
    string Way, string? Agent)
{
    /// <summary>As the bank calls it now; null: it was taken out.</summary>
    public BilingualText? ProductName { get; init; }
}

internal static class WealthOrders
{
    public static ListOf<WealthOrderRow> Of(ICustomers customers, IDefinitions definitions) =>
        new("wealthOrders", "理财交易", "Wealth orders")
        {
            See = WealthPermissions.See,
            Select = WealthStore.SelectOrders,
            Read = (connection, sql, values) => connection.Query<StoredOrder>(sql, values).Select(Shown),
            Key = "id",
            Sort = "-at",
            Complete = async (rows, ct) =>
            {
                var names = await customers.MaskedNamesOf(rows.Select(row => row.CustomerId), ct);
                var products = definitions
                    .Ever(WealthProducts.Kind, list => list.Products, product => product.Code)
                    .ToDictionary(one => one.Item.Code, one => new BilingualText(one.Item.Zh, one.Item.En));
                return
                [
                    .. rows.Select(row => row with
                    {
                        Customer = names(row.CustomerId),
                        ProductName = products.GetValueOrDefault(row.Product),
                    }),
                ];
            },
            Columns =
            [
                new("id", ColumnType.Text, "id", "交易编号", "Transaction", row => row.Id)
                {
                    Sorts = true, Filter = ColumnFilter.Exact,
                },
                new("at", ColumnType.Time, "submitted_us", "时间", "When", row => row.At)
                {
                    Sorts = true, Filter = ColumnFilter.Range,
                },
                new("kind", ColumnType.Code, "kind", "类别", "Class", row => row.Kind) { Filter = ColumnFilter.Exact },
                new("product", ColumnType.Code, "product", "产品", "Product", row => row.Product)
                {
                    Filter = ColumnFilter.Exact,
                },
                new("holding", ColumnType.Text, "holding", "持仓编号", "Holding", row => row.Holding)
                {
                    Filter = ColumnFilter.Exact,
                },
                new("customerId", ColumnType.Text, "customer_id", "客户号", "Customer number", row => row.CustomerId)
                {
                    Filter = ColumnFilter.Exact,
                },
                new("customer", ColumnType.Text, "", "客户", "Customer", row => row.Customer),
                new("tail", ColumnType.Text, "", "账户尾号", "Account ending in", row => row.Tail),
                new("amountMinor", ColumnType.Money, "amount_minor", "金额", "Amount", row => row.AmountMinor)
                {
                    Sorts = true, Filter = ColumnFilter.Range,
                },
                new("status", ColumnType.Code, "state", "状态", "State", row => row.Status)
                {
                    Filter = ColumnFilter.Exact,
                },
                new("way", ColumnType.Code, "way", "渠道", "By way of", row => row.Way) { Filter = ColumnFilter.Exact },
                new("agent", ColumnType.Text, "agent", "座席", "Agent", row => row.Agent) { Filter = ColumnFilter.Exact },
            ],
        };

    private static WealthOrderRow Shown(StoredOrder row) => new(
        row.Id, Clock.FromUs(row.SubmittedUs), row.BankDay, row.Kind, row.Product, row.Holding, row.CustomerId, "",
        row.ContactId, row.AccountTail, row.AmountMinor, row.Currency, row.State, row.Reason, row.Way, row.Agent);
}
