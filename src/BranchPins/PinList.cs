using System.Globalization;
using Dapper;
using TellerLine.Customers;
using TellerLine.Kernel;
using TellerLine.Lists;

namespace TellerLine.BranchPins;

/// <param name="Id">Customer and kind.</param>
/// <param name="Customer">The customer's name, masked.</param>
public sealed record PinRow(
    string Id, string CustomerId, string Customer, string Kind, string Standing, DateTimeOffset SetAt);

/// <summary>The PINs that want something: frozen, blocked today, or the bank's own first.</summary>
internal static class PinList
{
    public static ListOf<PinRow> Of(ICustomers customers, KernelOptions kernel, TimeProvider time) =>
        new("pins", "客户密码", "Customers' PINs")
        {
            See = BranchPinsCapability.See,
            Select =
                """
                SELECT id AS Id, customer_id AS CustomerId, kind AS Kind, standing AS Standing, set_us AS SetUs
                FROM (
                  SELECT customer_id || '/' || kind AS id, customer_id, kind, set_us,
                    CASE WHEN frozen = 1 THEN 'frozen' WHEN blocked_on >= @today THEN 'blockedToday'
                         WHEN must_change = 1 THEN 'initial'
                         WHEN must_change = 2 THEN 'spoken' ELSE 'normal' END AS standing
                  FROM pin) AS pins
                """,
            Read = (connection, sql, values) => connection.Query<Listed>(sql, values).Select(row => row.Shown()),
            Key = "id",
            Sort = "-setAt",
            Scope = (_, _) => new ListCondition(
                "standing <> 'normal'",
                new Dictionary<string, object>
                {
                    ["today"] = kernel.DayOf(time.NowUs()).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                }),
            Complete = async (rows, ct) =>
            {
                var names = await customers.MaskedNamesOf(rows.Select(row => row.CustomerId), ct);
                return [.. rows.Select(row => row with { Customer = names(row.CustomerId) })];
            },
            Columns =
            [
                new("customerId", ColumnType.Text, "customer_id", "客户号", "Customer number", row => row.CustomerId)
                {
                    Filter = ColumnFilter.Exact,
                },
                new("customer", ColumnType.Text, "", "客户", "Customer", row => row.Customer),
                new("kind", ColumnType.Code, "kind", "密码", "PIN", row => row.Kind) { Filter = ColumnFilter.Exact },
                new("standing", ColumnType.Code, "standing", "状态", "State", row => row.Standing)
                {
                    Filter = ColumnFilter.Exact,
                },
                new("setAt", ColumnType.Time, "set_us", "设置时间", "Set", row => row.SetAt)
                {
                    Sorts = true, Filter = ColumnFilter.Range,
                },
                new("id", ColumnType.Text, "id", "编号", "Id", row => row.Id) { Extra = true },
            ],
        };

    private sealed record Listed(string Id, string CustomerId, string Kind, string Standing, long SetUs)
    {
        public PinRow Shown() => new(Id, CustomerId, "", Kind, Standing, Clock.FromUs(SetUs));
    }
}
