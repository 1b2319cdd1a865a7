using Dapper;
using TellerLine.Access;
using TellerLine.Customers;
using TellerLine.Definitions;
using TellerLine.Kernel;
using TellerLine.Lists;

namespace TellerLine.LossReports;

/// <param name="Customer">The customer's name.</param>
/// <param name="Why">Why it was refused.</param>
public sealed record LossRow(
    string Number, string CustomerId, string Customer, string Product, string Tail, string Status, string Channel,
    string Unit, string? Why, DateTimeOffset RequestedAt, DateTimeOffset? ValidUntil)
{
    /// <summary>As the bank calls it now; null: it was taken out.</summary>
    public BilingualText? ProductName { get; init; }

    /// <summary>Null: any branch.</summary>
    public BilingualText? UnitName { get; init; }

    public BilingualText? WhyWords { get; init; }
}

/// <summary>Loss reports as those see them whose they are to see.</summary>
internal static class LossList
{
    public static ListOf<LossRow> Of(
        ICustomers customers, IOrganisation organisation, IDefinitions definitions) => new("loss-reports", "挂失", "Loss reports")
    {
        See = LossReportsCapability.See,
        Select =
            """
            SELECT number AS Number, customer_id AS CustomerId, product AS Product, tail AS Tail, status AS Status,
              channel AS Channel, unit AS Unit, why AS Why, requested_us AS RequestedUs, valid_until_us AS ValidUntilUs
            FROM loss_report
            """,
        Read = (connection, sql, values) => connection.Query<Listed>(sql, values).Select(row => row.Shown()),
        Key = "number",
        Sort = "-requestedAt",
        Scope = (who, _) => LossReportsCapability.See.ReachOf(who.Card().Roles) == Reach.All
            ? ListCondition.None
            : new ListCondition(
                "(unit = '' OR unit = @own OR unit LIKE @own || '/%')",
                new Dictionary<string, object> { ["own"] = who.Card().OrgUnit }),
        Complete = async (rows, ct) =>
        {
            var names = await customers.NamesOf([.. rows.Select(row => row.CustomerId).Distinct()], ct);
            var units = (await organisation.All(ct)).ToDictionary(unit => unit.Path, unit => unit.Name);
            var rules = definitions.Now(LossRules.Kind).Value;
            return
            [
                .. rows.Select(row => row with
                {
                    Customer = LossViews.Shown(
                        names.GetValueOrDefault(row.CustomerId), LossStore.StatusOf(row.Status)),
                    ProductName = rules.Find(row.Product) is { } product ? new(product.Zh, product.En) : null,
                    UnitName = units.GetValueOrDefault(row.Unit),
                    WhyWords = row.Why is null ? null : LossRefusal.Words.GetValueOrDefault(row.Why),
                }),
            ];
        },
        Columns =
        [
            new("number", ColumnType.Text, "number", "挂失编号", "Number", row => row.Number)
            {
                Sorts = true, Filter = ColumnFilter.Exact,
            },
            new("customerId", ColumnType.Text, "customer_id", "客户号", "Customer number", row => row.CustomerId)
            {
                Filter = ColumnFilter.Exact,
            },
            new("customer", ColumnType.Text, "", "客户", "Customer", row => row.Customer),
            new("product", ColumnType.Code, "product", "介质", "Lost", row => row.Product) { Filter = ColumnFilter.Exact },
            new("tail", ColumnType.Text, "tail", "尾号", "Last four digits", row => row.Tail),
            new("status", ColumnType.Code, "status", "状态", "State", row => row.Status) { Filter = ColumnFilter.Exact },
            new("channel", ColumnType.Code, "channel", "来源", "By way of", row => row.Channel)
            {
                Filter = ColumnFilter.Exact,
            },
            new("why", ColumnType.Code, "why", "未受理原因", "Why refused", row => row.Why)
            {
                Filter = ColumnFilter.Exact,
            },
            new("unit", ColumnType.Text, "unit", "办理网点", "Branch", row => row.Unit) { Filter = ColumnFilter.Below },
            new("requestedAt", ColumnType.Time, "requested_us", "登记时间", "Asked for", row => row.RequestedAt)
            {
                Sorts = true, Filter = ColumnFilter.Range,
            },
            new("validUntil", ColumnType.Time, "valid_until_us", "有效期至", "Holds until", row => row.ValidUntil)
            {
                Filter = ColumnFilter.Range,
            },
        ],
    };

    private sealed record Listed(
        string Number, string CustomerId, string Product, string Tail, string Status, string Channel, string Unit,
        string? Why, long RequestedUs, long? ValidUntilUs)
    {
        public LossRow Shown() => new(
            Number, CustomerId, "", Product, Tail, Status, Channel, Unit, Why, Clock.FromUs(RequestedUs),
            ValidUntilUs is { } us ? Clock.FromUs(us) : null);
    }
}
