using Dapper;
using TellerLine.Access;
using TellerLine.Customers;
using TellerLine.Kernel;
using TellerLine.Lists;

namespace TellerLine.PersonalMenus;

/// <param name="Customer">The name, masked.</param>
/// <param name="Items">How many it has.</param>
/// <param name="Way"><c>agent</c>, <c>keypad</c>, or <c>system</c>: an item was no longer offered.</param>
/// <param name="Words">Of its items, in order.</param>
public sealed record PersonalMenuRow(
    string CustomerId, string Customer, long Items, IReadOnlyList<BilingualText> Words, string Way, string ChangedBy,
    DateTimeOffset ChangedAt);

internal static class PersonalMenuList
{
    public static ListOf<PersonalMenuRow> Of(ICustomers customers, IOfferedItems offered) =>
        new("personalMenus", "个性化菜单", "Personal menus")
        {
            See = PersonalMenusCapability.See,
            Select =
                """
                SELECT customer_id AS CustomerId, nodes AS Nodes, items AS Items, way AS Way, changed_by AS ChangedBy,
                  changed_us AS ChangedUs
                FROM personal_menu
                """,
            Read = (connection, sql, values) => connection.Query<Listed>(sql, values).Select(row =>
                new PersonalMenuRow(
                    row.CustomerId, "", row.Items, [.. PersonalMenuStore.Read(row.Nodes).Select(offered.WordsOf)],
                    row.Way, row.ChangedBy, Clock.FromUs(row.ChangedUs))),
            Key = "customerId",
            Sort = "-changedAt",
            Scope = (_, _) => new ListCondition("items > 0", new Dictionary<string, object>()),
            Complete = async (rows, ct) =>
            {
                var names = await customers.MaskedNamesOf(rows.Select(row => row.CustomerId), ct);
                return [.. rows.Select(row => row with { Customer = names(row.CustomerId) })];
            },
            Columns =
            [
                new("customerId", ColumnType.Text, "customer_id", "客户号", "Customer number", row => row.CustomerId)
                {
                    Sorts = true, Filter = ColumnFilter.Exact,
                },
                new("customer", ColumnType.Text, "", "客户", "Customer", row => row.Customer),
                new("words", ColumnType.Text, "", "菜单", "Menu", row => string.Join(" → ", row.Words.Select(w => w.Zh))),
                new("items", ColumnType.Whole, "items", "项目数", "Items", row => row.Items) { Sorts = true },
                new("way", ColumnType.Code, "way", "渠道", "By way of", row => row.Way) { Filter = ColumnFilter.Exact },
                new("changedBy", ColumnType.Text, "changed_by", "更改人", "Changed by", row => row.ChangedBy)
                {
                    Filter = ColumnFilter.Exact,
                },
                new("changedAt", ColumnType.Time, "changed_us", "更改时间", "Changed", row => row.ChangedAt)
                {
                    Sorts = true, Filter = ColumnFilter.Range,
                },
            ],
        };

    private sealed record Listed(
        string CustomerId, string Nodes, long Items, string Way, string ChangedBy, long ChangedUs);
}
