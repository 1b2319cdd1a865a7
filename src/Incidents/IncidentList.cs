using Dapper;
using TellerLine.Customers;
using TellerLine.Kernel;
using TellerLine.Lists;

namespace TellerLine.Incidents;

/// <param name="Customer">Masked; empty: nobody was known.</param>
/// <param name="Finding">Null: open.</param>
public sealed record IncidentRow(
    string Id, string ContactId, string? CustomerId, string Customer, string Agent, string Status, string? Finding,
    DateTimeOffset RaisedAt);

internal static class IncidentList
{
    public static ListOf<IncidentRow> Of(ICustomers customers) => new("incidents", "口述密码事件", "PINs said aloud")
    {
        See = IncidentsCapability.See,
        Select =
            """
            SELECT id AS Id, contact_id AS ContactId, customer_id AS CustomerId, agent AS Agent, status AS Status,
              finding AS Finding, raised_us AS RaisedUs
            FROM incident
            """,
        Read = (connection, sql, values) => connection.Query<Listed>(sql, values).Select(row => row.Shown()),
        Key = "id",
        Sort = "-raisedAt",
        Complete = async (rows, ct) =>
        {
            var names = await customers.MaskedNamesOf(rows.Select(row => row.CustomerId), ct);
            return [.. rows.Select(row => row with { Customer = names(row.CustomerId) })];
        },
        Columns =
        [
            new("id", ColumnType.Text, "id", "编号", "Number", row => row.Id) { Sorts = true, Filter = ColumnFilter.Exact },
            new("status", ColumnType.Code, "status", "状态", "State", row => row.Status) { Filter = ColumnFilter.Exact },
            new("customerId", ColumnType.Text, "customer_id", "客户号", "Customer number", row => row.CustomerId)
            {
                Filter = ColumnFilter.Exact,
            },
            new("customer", ColumnType.Text, "", "客户", "Customer", row => row.Customer),
            new("agent", ColumnType.Text, "agent", "标记人", "Marked by", row => row.Agent)
            {
                Filter = ColumnFilter.Exact,
            },
            new("finding", ColumnType.Code, "finding", "认定", "How it came", row => row.Finding)
            {
                Filter = ColumnFilter.Exact,
            },
            new("raisedAt", ColumnType.Time, "raised_us", "标记时间", "Marked", row => row.RaisedAt)
            {
                Sorts = true, Filter = ColumnFilter.Range,
            },
            new("contactId", ColumnType.Text, "contact_id", "联络编号", "Contact", row => row.ContactId) { Extra = true },
        ],
    };

    private sealed record Listed(
        string Id, string ContactId, string? CustomerId, string Agent, string Status, string? Finding, long RaisedUs)
    {
        public IncidentRow Shown() =>
            new(Id, ContactId, CustomerId, "", Agent, Status, Finding, Clock.FromUs(RaisedUs));
    }
}
