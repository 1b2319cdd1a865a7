using System.Data;
using System.Text.Json;
using Dapper;
using TellerLine.Kernel;

namespace TellerLine.PersonalMenus;

/// <summary>The table of <c>001_personal_menu.sql</c>.</summary>
internal static class PersonalMenuStore
{
    public static PersonalMenu Find(IDbConnection connection, string customerId, IDbTransaction? transaction = null) =>
        connection.QuerySingleOrDefault<Row>(
            "SELECT nodes AS Nodes, version AS Version FROM personal_menu WHERE customer_id = @customerId",
            new { customerId }, transaction) is { } row
            ? new PersonalMenu(customerId, Read(row.Nodes), row.Version) : new PersonalMenu(customerId, [], 0);

    public static PersonalMenu Find(WriteScope scope, string customerId) =>
        Find(scope.Connection, customerId, scope.Transaction);

    /// <param name="menu">With its new version.</param>
    public static void Put(WriteScope scope, PersonalMenu menu, string way, string by, long atUs) =>
        scope.Connection.Execute(
            """
            INSERT INTO personal_menu (customer_id, nodes, items, way, changed_by, changed_us, version)
            VALUES (@CustomerId, @nodes, @items, @way, @by, @atUs, @Version)
            ON CONFLICT (customer_id) DO UPDATE SET nodes = excluded.nodes, items = excluded.items, way = excluded.way,
              changed_by = excluded.changed_by, changed_us = excluded.changed_us, version = excluded.version
            """,
            new
            {
                menu.CustomerId, nodes = JsonSerializer.Serialize(menu.Nodes), items = (long)menu.Nodes.Count, way, by,
                atUs, menu.Version,
            },
            scope.Transaction);

    public static IReadOnlyList<string> Read(string nodes) => JsonSerializer.Deserialize<List<string>>(nodes)!;

    private sealed record Row(string Nodes, long Version);
}
