using Dapper;
using TellerLine.Access;
using TellerLine.Customers;
using TellerLine.Definitions;
using TellerLine.Kernel;
using TellerLine.Lists;

namespace TellerLine.Bills;

/// <param name="Id">The transaction's number.</param>
/// <param name="Kind"><c>billTelecom</c> …</param>
/// <param name="Number">The customer's at the biller, masked.</param>
/// <param name="Customer">The name, masked.</param>
/// <param name="Status"><c>submitted</c>, <c>unknown</c>, <c>debited</c>, <c>returning</c>, <c>posted</c>,
/// <c>failed</c>, <c>reversing</c>, <c>reversed</c>.</param>
/// <param name="Reason">Why it failed.</param>
public sealed record BillRow(
    string Id, DateTimeOffset At, string Day, string Kind, string Biller, string Number, string CustomerId,
    string Customer, string ContactId, long AmountMinor, string Currency, string Status, string? Reason,
    string? Receipt, string Way, string? Agent)
{
    /// <summary>As the bank calls it now; null: it was taken out.</summary>
    public BilingualText? BillerName { get; init; }
}

internal static class BillList
{
    private const int First = 3, Last = 4;

    public static string Masked(string number) =>
        number.Length <= First + Last ? "****" : $"{number[..First]}****{number[^Last..]}";

    public static ListOf<BillRow> Of(ICustomers customers, IDefinitions definitions) => new("bills", "缴费", "Bills")
    {
        See = BillsPermissions.See,
        Select = BillStore.Select,
        Read = (connection, sql, values) => connection.Query<StoredBill>(sql, values).Select(Shown),
        Key = "id",
        Sort = "-at",
        Complete = async (rows, ct) =>
        {
            var names = await customers.MaskedNamesOf(rows.Select(row => row.CustomerId), ct);
            var billers = definitions.Ever(BillerList.Kind, list => list.Billers, biller => biller.Code)
                .ToDictionary(one => one.Item.Code, one => new BilingualText(one.Item.Zh, one.Item.En));
            return
            [
                .. rows.Select(row => row with
                {
                    Customer = names(row.CustomerId),
                    BillerName = billers.GetValueOrDefault(row.Biller),
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
            new("biller", ColumnType.Code, "biller", "缴费单位", "Biller", row => row.Biller)
            {
                Filter = ColumnFilter.Exact,
            },
            new("number", ColumnType.Text, "number", "用户号码", "Number", row => row.Number)
            {
                Filter = ColumnFilter.Exact,
            },
            new("customerId", ColumnType.Text, "customer_id", "客户号", "Customer number", row => row.CustomerId)
            {
                Filter = ColumnFilter.Exact,
            },
            new("customer", ColumnType.Text, "", "客户", "Customer", row => row.Customer),
            new("amountMinor", ColumnType.Money, "amount_minor", "金额", "Amount", row => row.AmountMinor)
            {
                Sorts = true, Filter = ColumnFilter.Range,
            },
            new("status", ColumnType.Code, "state", "状态", "State", row => row.Status) { Filter = ColumnFilter.Exact },
            new("receipt", ColumnType.Text, "receipt", "回执号", "Receipt", row => row.Receipt)
            {
                Filter = ColumnFilter.Exact,
            },
            new("way", ColumnType.Code, "way", "渠道", "By way of", row => row.Way) { Filter = ColumnFilter.Exact },
            new("agent", ColumnType.Text, "agent", "座席", "Agent", row => row.Agent) { Filter = ColumnFilter.Exact },
        ],
    };

    private static BillRow Shown(StoredBill row) => new(
        row.Id, Clock.FromUs(row.SubmittedUs), row.BankDay, row.Kind, row.Biller, Masked(row.Number), row.CustomerId,
        "", row.ContactId, row.AmountMinor, row.Currency, row.State, row.Reason, row.Receipt, row.Way, row.Agent);
}
