using System.Globalization;
using TellerLine.Banking;
using TellerLine.Definitions;
using TellerLine.Kernel;

namespace TellerLine.Assisted;

/// <summary>All that a rule names must hold; what it does not name is not asked.</summary>
/// <param name="Result"><c>delay</c>, <c>review</c>, <c>block</c>.</param>
/// <param name="DelayHours">The payment arrives so many hours later at the earliest.</param>
/// <param name="Customers">Who pays is one of these: suspected to be a victim of fraud.</param>
/// <param name="Payees">The receiving account is one of these.</param>
/// <param name="PaymentsFrom">It is at least the customer's so-manieth payment of the day.</param>
/// <param name="From">With <paramref name="To"/>: <c>23:00</c>, from when; over midnight where it is later.</param>
/// <param name="Above">Whole yuan: the amount is more.</param>
public sealed record TransferRiskRule(
    string Code, string Zh, string En, string Result, IReadOnlyList<string>? Payees = null, bool? NewPayee = null,
    bool? Elderly = null, int? PaymentsFrom = null, string? From = null, string? To = null, int? Above = null,
    IReadOnlyList<string>? Customers = null, int? DelayHours = null)
{
    private const int Fen = 100;

    public RiskResult Means => Result switch
    {
        "block" => RiskResult.Block,
        "review" => RiskResult.Review,
        _ => RiskResult.Pass,
    };

    public bool Holds(RiskFacts facts) =>
        (Payees is null || Payees.Contains(facts.Payee))
        && (Customers is null || Customers.Contains(facts.CustomerId))
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

    /// <summary>The gravest rule that holds, of equals the first; the longest delay of all that hold.</summary>
    public RiskVerdict Judge(RiskFacts facts)
    {
        var held = Rules.Where(rule => rule.Holds(facts)).ToList();
        return held.MaxBy(rule => rule.Means) is { } gravest
            ? new(gravest.Means, gravest.Code) { DelayHours = held.Max(rule => rule.DelayHours ?? 0) }
            : RiskVerdict.Pass;
    }

    private IEnumerable<DefinitionFault> Faults() =>
        DefinedLists.Twice(Rules.Select(rule => rule.Code), "/rules").Concat(
            Rules.Select((rule, i) => (rule, i)).Where(each => (each.rule.From is null) != (each.rule.To is null))
                .Select(each => new DefinitionFault(
                    $"/rules/{each.i}/from", "起止时间须同时填写", "from and to stand together")))
            .Concat(Rules.Select((rule, i) => (rule, i)).Where(each => each.rule is { Result: "delay", DelayHours: null })
                .Select(each => new DefinitionFault(
                    $"/rules/{each.i}/delayHours", "延迟到账须填写小时数", "a delay says how many hours")));

    private static string Text(string name) =>
        ShippedDefinition.Text(typeof(TransferRisk).Assembly, $"TellerLine.Assisted.kinds.{name}");
}

/// <summary>The bank's rules as they are now.</summary>
internal sealed class RiskScreen(IDefinitions definitions) : IRiskScreen
{
    public RiskVerdict Judge(RiskFacts facts) => definitions.Now(TransferRisk.Kind).Value.Judge(facts);
}
