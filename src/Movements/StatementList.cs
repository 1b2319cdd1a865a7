using Dapper;
using TellerLine.Customers;
using TellerLine.Kernel;
using TellerLine.Lists;

namespace TellerLine.Movements;

/// <param name="Customer">The name, masked.</param>
/// <param name="Agent">A user's number; null by keypad.</param>
public sealed record StatementRow(
    string Id, DateTimeOffset At, string CustomerId, string Customer, string Tail, string From, string To,
    long Movements, string ContactId, string? Agent);

internal static class StatementList
{
    public static ListOf<StatementRow> Of(ICustomers customers) => new("statements", "已发送的交易明细", "Statements sent")
    {
        See = MovementsPermissions.SeeStatements,
        Select = StoredStatement.Select,
        Read = (connection, sql, values) => connection.Query<StoredStatement>(sql, values).Select(Shown),
        Key = "id",
        Sort = "-at",
        Complete = async (rows, ct) =>
        {
            var names = await customers.MaskedNamesOf(rows.Select(row => row.CustomerId), ct);
            return [.. rows.Select(row => row with { Customer = names(row.CustomerId) })];
        },
        Columns =
        [
            new("at", ColumnType.Time, "sent_us", "发送时间", "Sent", row => row.At)
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
            new("from", ColumnType.Text, "from_day", "自", "From", row => row.From),
            new("to", ColumnType.Text, "to_day", "至", "To", row => row.To),
            new("movements", ColumnType.Whole, "movements", "笔数", "Movements", row => row.Movements),
            new("contactId", ColumnType.Text, "contact_id", "联络", "Contact", row => row.ContactId)
            {
                Filter = ColumnFilter.Exact,
            },
            new("agent", ColumnType.Text, "agent", "座席", "Agent", row => row.Agent) { Filter = ColumnFilter.Exact },
            new("id", ColumnType.Text, "id", "编号", "Number", row => row.Id) { Extra = true },
        ],
    };

    private static StatementRow Shown(StoredStatement row) => new(
        row.Id, Clock.FromUs(row.SentUs), row.CustomerId, "", row.Tail, row.FromDay, row.ToDay, row.Movements,
        row.ContactId, row.Agent);
}

internal sealed class StoredStatement
{
    public const string Select =
        """
        SELECT id AS Id, customer_id AS CustomerId, tail AS Tail, currency AS Currency, from_day AS FromDay, to_day AS ToDay,
               movements AS Movements, more AS More, in_minor AS InMinor, out_minor AS OutMinor, contact_id AS ContactId,
               agent AS Agent, notice_id AS NoticeId, sent_us AS SentUs
        FROM statement
        """;

    public required string Id { get; init; }

    public required string CustomerId { get; init; }

    public required string Tail { get; init; }

    public required string Currency { get; init; }

    public required string FromDay { get; init; }

    public required string ToDay { get; init; }

    public long Movements { get; init; }

    public long More { get; init; }

    public long InMinor { get; init; }

    public long OutMinor { get; init; }

    public required string ContactId { get; init; }

    public string? Agent { get; init; }

    public required string NoticeId { get; init; }

    public long SentUs { get; init; }
}
