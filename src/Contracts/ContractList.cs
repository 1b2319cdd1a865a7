using Dapper;
using TellerLine.Access;
using TellerLine.Customers;
using TellerLine.Definitions;
using TellerLine.Kernel;
using TellerLine.Lists;

namespace TellerLine.Contracts;

/// <param name="Customer">The customer's name.</param>
public sealed record ContractRow(
    string Number, string CustomerId, string Customer, string Type, string Unit, string Status, int Edition,
    DateTimeOffset CreatedAt, DateTimeOffset? SignedAt, string? Signer)
{
    /// <summary>As the bank calls it now; null: the type was taken out.</summary>
    public BilingualText? TypeName { get; init; }

    public BilingualText? UnitName { get; init; }
}

/// <summary>Contracts as those see them whose they are to see.</summary>
internal static class ContractList
{
    public static ListOf<ContractRow> Of(
        ICustomers customers, IOrganisation organisation, IDefinitions definitions) => new("contracts", "电话银行签约", "Contracts")
    {
        See = ContractsCapability.See,
        Select =
            """
            SELECT number AS Number, customer_id AS CustomerId, type AS Type, unit AS Unit, status AS Status, edition AS Edition,
              created_us AS CreatedUs, signed_us AS SignedUs, signer AS Signer
            FROM contract
            """,
        Read = (connection, sql, values) => connection.Query<Listed>(sql, values).Select(row => row.Shown()),
        Key = "number",
        Sort = "-createdAt",
        Scope = (who, _) => ContractsCapability.See.ReachOf(who.Card().Roles) == Reach.All
            ? ListCondition.None
            : new ListCondition(
                "(unit = @own OR unit LIKE @own || '/%')",
                new Dictionary<string, object> { ["own"] = who.Card().OrgUnit }),
        Complete = async (rows, ct) =>
        {
            var names = await customers.NamesOf([.. rows.Select(row => row.CustomerId).Distinct()], ct);
            var units = (await organisation.All(ct)).ToDictionary(unit => unit.Path, unit => unit.Name);
            var types = definitions.Now(ContractTypes.Kind).Value;
            return
            [
                .. rows.Select(row => row with
                {
                    Customer = names.GetValueOrDefault(row.CustomerId, ""),
                    TypeName = types.Find(row.Type) is { } type ? new(type.Zh, type.En) : null,
                    UnitName = units.GetValueOrDefault(row.Unit),
                }),
            ];
        },
        Columns =
        [
            new("number", ColumnType.Text, "number", "合约编号", "Number", row => row.Number)
            {
                Sorts = true, Filter = ColumnFilter.Exact,
            },
            new("customerId", ColumnType.Text, "customer_id", "客户号", "Customer number", row => row.CustomerId)
            {
                Filter = ColumnFilter.Exact,
            },
            new("customer", ColumnType.Text, "", "客户", "Customer", row => row.Customer),
            new("type", ColumnType.Text, "type", "签约类型", "Type", row => row.Type) { Filter = ColumnFilter.Exact },
            new("status", ColumnType.Code, "status", "状态", "State", row => row.Status) { Filter = ColumnFilter.Exact },
            new("unit", ColumnType.Text, "unit", "签约机构", "Branch", row => row.Unit) { Filter = ColumnFilter.Below },
            new("edition", ColumnType.Whole, "edition", "签署次数", "Editions", row => row.Edition),
            new("createdAt", ColumnType.Time, "created_us", "拟定时间", "Written", row => row.CreatedAt)
            {
                Sorts = true,
            },
            new("signedAt", ColumnType.Time, "signed_us", "最近签署", "Signed", row => row.SignedAt)
            {
                Filter = ColumnFilter.Range,
            },
            new("signer", ColumnType.Text, "signer", "签署人", "By", row => row.Signer),
        ],
    };

    private sealed record Listed(
        string Number, string CustomerId, string Type, string Unit, string Status, long Edition, long CreatedUs,
        long? SignedUs, string? Signer)
    {
        public ContractRow Shown() => new(
            Number, CustomerId, "", Type, Unit, Status, (int)Edition, Clock.FromUs(CreatedUs),
            SignedUs is { } us ? Clock.FromUs(us) : null, Signer);
    }
}
