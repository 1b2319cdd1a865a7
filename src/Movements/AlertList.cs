using Dapper;
using TellerLine.Customers;
using TellerLine.Kernel;
using TellerLine.Lists;

namespace TellerLine.Movements;

/// <param name="Customer">The name, masked.</param>
/// <param name="State"><c>on</c> or <c>off</c>.</param>
/// <param name="ThresholdMinor">Movements of so much or more are told.</param>
/// <param name="Told">How many were.</param>
/// <param name="NoticeId">Of the latest message, of a movement or of the setting.</param>
/// <param name="ChangedBy">A user's number, or <c>customer</c>.</param>
public sealed record MovementAlertRow(
    string Id, DateTimeOffset ChangedAt, string CustomerId, string Customer, string Tail, string State,
    long ThresholdMinor, long Told, DateTimeOffset NoticeAt, string NoticeId, string ChangedBy);

internal static class AlertList
{
    public static ListOf<MovementAlertRow> Of(ICustomers customers) => new("movementAlerts", "动账通知", "Movement alerts")
    {
        See = MovementsPermissions.SeeAlerts,
        Select = StoredAlert.Select,
        Read = (connection, sql, values) => connection.Query<StoredAlert>(sql, values).Select(Shown),
        Key = "id",
        Sort = "-changedAt",
        Complete = async (rows, ct) =>
        {
            var names = await customers.MaskedNamesOf(rows.Select(row => row.CustomerId), ct);
            return [.. rows.Select(row => row with { Customer = names(row.CustomerId) })];
        },
        Columns =
        [
            new("changedAt", ColumnType.Time, "changed_us", "设置时间", "Set", row => row.ChangedAt)
            {
                Sorts = true, Filter = ColumnFilter.Range,
            },
            new("customerId", ColumnType.Text, "customer_id", "客户号", "Customer number", row => row.CustomerId)
            {
                Filter = ColumnFilter.Exact,
            },
            new("customer", ColumnType.Text, "", "客户", "Customer", row => row.Customer),
            new("tail", ColumnType.Text, "tail", "账户尾号", "Account ending", row => row.Tail)
            {
                Filter = ColumnFilter.Exact,
            },
            new("state", ColumnType.Code, "state", "状态", "State", row => row.State) { Filter = ColumnFilter.Exact },
            new("thresholdMinor", ColumnType.Money, "threshold_minor", "起点金额", "From", row => row.ThresholdMinor),
            new("told", ColumnType.Whole, "told", "已通知笔数", "Movements told", row => row.Told) { Sorts = true },
            new("noticeAt", ColumnType.Time, "notice_us", "最近短信", "Latest message", row => row.NoticeAt)
            {
                Sorts = true,
            },
            new("changedBy", ColumnType.Text, "changed_by", "设置人", "Set by", row => row.ChangedBy),
            new("noticeId", ColumnType.Text, "notice_id", "短信编号", "Message", row => row.NoticeId) { Extra = true },
            new("id", ColumnType.Text, "id", "编号", "Number", row => row.Id) { Extra = true },
        ],
    };

    private static MovementAlertRow Shown(StoredAlert row) => new(
        row.Id, Clock.FromUs(row.ChangedUs), row.CustomerId, "", row.Tail, row.State, row.ThresholdMinor, row.Told,
        Clock.FromUs(row.NoticeUs), row.NoticeId, row.ChangedBy);
}
