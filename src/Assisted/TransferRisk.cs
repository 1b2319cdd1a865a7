using System.Globalization;
using TellerLine.Banking;
using TellerLine.Definitions;
using TellerLine.Kernel;

namespace TellerLine.Assisted;

/// <summary>All that a rule names must hold; what it does not name is not asked.</summary>
/// <param name="Result"><c>review</c>, <c>block</c>.</param>
/// <param name="Payees">The receiving account is one of these.</param>
/// <param name="PaymentsFrom">It is at least the customer's so-manieth payment of the day.</param>
/// <param name="From">With <paramref name="To"/>: <c>23:00</c>, from when; over midnight where it is later.</param>
/// <param name="Above">Whole yuan: the amount is more.</param>
public sealed record TransferRiskRule(
    string Code, string Zh, string En, string Result, IReadOnlyList<string>? Payees = null, bool? NewPayee = null,
    bool? Elderly = null, int? PaymentsFrom = null, string? From = null, string? To = null, int? Above = null)
{
    private const int Fen = 100;

    public RiskResult Means => Result == "block" ? RiskResult.Block : RiskResult.Review;

    public bool Holds(RiskFacts facts) =>
        (Payees is null || Payees.Contains(facts.Payee))
        && (NewPayee is null || NewPayee == facts.NewPayee)
        && (Elderly is null || Elderly == facts.Elderly)
        && (PaymentsFrom is null || facts.PaymentsToday + 1 >= PaymentsFrom)
        && (From is null || To is null || facts.At.IsBetween(TimeOf(From), TimeOf(To)))
        && (Above is null || facts.AmountMinor > Fen * (long)Above);

    private static TimeOnly TimeOf(string text) => TimeOnly.ParseExact(text, "HH:mm", CultureInfo.InvariantCulture);
}

/// <summary>
/// The kind <c>transferRisk</c> (转账风险规则): which payments are looked at by a second person, or not made.
/// </summary>
public sealed record TransferRisk(IReadOnlyList<TransferRiskRule> Rules)
{
    public static readonly DefinitionKind<TransferRisk> Kind = new("transferRisk", "转账风险规则", "Risk rules of transfers")
    {
        Edit = AssistedPermissions.EditRisk,
        Schema = Text("transferRisk.schema.json"),
        Shipped = [new(DefinitionKeys.Main, "转账风险规则", "Risk rules of transfers", Text("transferRisk.yaml"))],
        Read = DefinitionReader.As<TransferRisk>((risk, _) => risk.Faults()),
    };

    /// <summary>The gravest rule that holds; of equals the first.</summary>
    public RiskVerdict Judge(RiskFacts facts) =>
        Rules.Where(rule => rule.Holds(facts)).MaxBy(rule => rule.Means) is { } gravest
            ? new(gravest.Means, gravest.Code)
            : RiskVerdict.Pass;

    private IEnumerable<DefinitionFault> Faults() =>
        DefinedLists.Twice(Rules.Select(rule => rule.Code), "/rules").Concat(
            Rules.Select((rule, i) => (rule, i)).Where(each => (each.rule.From is null) != (each.rule.To is null))
                .Select(each => new DefinitionFault(
                    $"/rules/{each.i}/from", "起止时间须同时填写", "from and to stand together")));

    private static string Text(string name) =>
        ShippedDefinition.Text(typeof(TransferRisk).Assembly, $"TellerLine.Assisted.kinds.{name}");
}

/// <summary>The bank's rules as they are now.</summary>
internal sealed class RiskScreen(IDefinitions definitions) : IRiskScreen
{
    public RiskVerdict Judge(RiskFacts facts) => definitions.Now(TransferRisk.Kind).Value.Judge(facts);
}
