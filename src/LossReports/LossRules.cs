using TellerLine.Banking;
using TellerLine.Definitions;
using TellerLine.Kernel;

namespace TellerLine.LossReports;

/// <summary>What can be reported lost, and how long the word of a caller holds.</summary>
/// <param name="Code"><c>passbook</c>, <c>certificate</c>, <c>debitCard</c>, <c>creditCard</c>,
/// <c>bearerCertificate</c>.</param>
/// <param name="Accounts">Kinds of accounts that have one.</param>
/// <param name="LapsesAfterDays">Whole days after the day it was taken on; null: at once and for good.</param>
/// <param name="Refused">It belongs to whoever holds it, and cannot be reported.</param>
public sealed record LossProduct(
    string Code, string Zh, string En, IReadOnlyList<AccountKind> Accounts, int? LapsesAfterDays = null,
    bool Refused = false);

/// <summary>The kind <c>lossRules</c>.</summary>
/// <param name="ReminderHours">Before it lapses.</param>
/// <param name="WrongIdentifications">Wrong answers of one customer in a day that end identification for it.</param>
public sealed record LossRules(
    IReadOnlyList<LossProduct> Products, IReadOnlyList<int> ReminderHours, int WrongIdentifications)
{
    public static readonly DefinitionKind<LossRules> Kind = new("lossRules", "口头挂失规则", "Rules of oral loss reports")
    {
        Edit = LossPermissions.EditRules,
        Schema = Text("lossRules.schema.json"),
        Shipped = [new(DefinitionKeys.Main, "口头挂失规则", "Rules of oral loss reports", Text("lossRules.yaml"))],
        Read = DefinitionReader.As<LossRules>(
            (rules, _) => DefinedLists.Twice(rules.Products.Select(product => product.Code), "/products")),
    };

    public LossProduct? Find(string code) => Products.FirstOrDefault(product => product.Code == code);

    private static string Text(string name) =>
        ShippedDefinition.Text(typeof(LossRules).Assembly, $"TellerLine.LossReports.kinds.{name}");
}
