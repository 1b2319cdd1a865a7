using Dapper;
using TellerLine.Access;
using TellerLine.Customers;
using TellerLine.Kernel;
using TellerLine.Lists;

namespace TellerLine.Appointments;

/// <param name="Customer">The name, masked.</param>
/// <param name="BookedBy">A user's number, or <c>customer</c>.</param>
public sealed record AppointmentRow(
    string Number, DateTimeOffset BeginsAt, string Branch, string Service, string CustomerId,
    string Customer, long? AmountMinor, string Status, string Channel, string BookedBy)
{
    /// <summary>As it is called now; null: the bank has it no more.</summary>
    public BilingualText? BranchName { get; init; }

    /// <inheritdoc cref="BranchName"/>
    public BilingualText? ServiceName { get; init; }
}

/// <summary>Appointments by day and branch, as those see them whose they are to see.</summary>
internal static class AppointmentList
{
    public static ListOf<AppointmentRow> Of(ICustomers customers, AppointmentBook book) => new(
        "appointments", "预约", "Appointments")
    {
        See = AppointmentPermissions.See,
        Select =
            """
            SELECT number AS Number, begins_us AS BeginsUs, branch AS Branch, service AS Service,
              customer_id AS CustomerId, amount_minor AS AmountMinor, status AS Status, channel AS Channel,
              booked_by AS BookedBy
            FROM appointment
            """,
        Read = (connection, sql, values) => connection.Query<Listed>(sql, values).Select(row => row.Shown()),
        Key = "number",
        Sort = "-beginsAt",
        Scope = (who, _) => AppointmentPermissions.See.ReachOf(who.Card().Roles) == Reach.All
            ? ListCondition.None
            : new ListCondition(
                "(unit = @own OR unit LIKE @own || '/%')",
                new Dictionary<string, object> { ["own"] = who.Card().OrgUnit }),
        Complete = async (rows, ct) =>
        {
            var names = await customers.MaskedNamesOf(rows.Select(row => row.CustomerId), ct);
            var rules = book.Rules;
            return
            [
                .. rows.Select(row => row with
                {
                    Customer = names(row.CustomerId),
                    BranchName = book.BranchOf(row.Branch) is { } branch ? new(branch.Zh, branch.En) : null,
                    ServiceName = rules.Find(row.Service) is { } service ? new(service.Zh, service.En) : null,
                }),
            ];
        },
        Columns =
        [
            new("beginsAt", ColumnType.Time, "begins_us", "时间", "When", row => row.BeginsAt)
            {
                Sorts = true, Filter = ColumnFilter.Range,
            },
            new("branch", ColumnType.Text, "branch", "网点", "Branch", row => row.Branch)
            {
                Filter = ColumnFilter.Exact,
            },
            new("service", ColumnType.Code, "service", "业务", "Service", row => row.Service)
            {
                Filter = ColumnFilter.Exact,
            },
            new("customerId", ColumnType.Text, "customer_id", "客户号", "Customer number", row => row.CustomerId)
            {
                Filter = ColumnFilter.Exact,
            },
            new("customer", ColumnType.Text, "", "客户", "Customer", row => row.Customer),
            new("amountMinor", ColumnType.Money, "amount_minor", "金额", "Amount", row => row.AmountMinor),
            new("status", ColumnType.Code, "status", "状态", "State", row => row.Status) { Filter = ColumnFilter.Exact },
            new("channel", ColumnType.Code, "channel", "来源", "By way of", row => row.Channel)
            {
                Filter = ColumnFilter.Exact,
            },
            new("bookedBy", ColumnType.Text, "booked_by", "登记人", "Booked by", row => row.BookedBy)
            {
                Filter = ColumnFilter.Exact,
            },
            new("number", ColumnType.Text, "number", "预约编号", "Number", row => row.Number)
            {
                Sorts = true, Filter = ColumnFilter.Exact,
            },
        ],
    };

    private sealed record Listed(
        string Number, long BeginsUs, string Branch, string Service, string CustomerId, long? AmountMinor,
        string Status, string Channel, string BookedBy)
    {
        public AppointmentRow Shown() => new(
            Number, Clock.FromUs(BeginsUs), Branch, Service, CustomerId, "", AmountMinor, Status, Channel,
            BookedBy);
    }
}
