namespace TellerLine.Banking;

/// <summary>
/// 风险筛查: looks at a payment before money moves. Whoever knows the bank's rules binds it; without one all passes.
/// Answers at once, from what is in memory, and never throws: it is asked inside the deciding transaction.
/// </summary>
public interface IRiskScreen
{
    RiskVerdict Judge(RiskFacts facts);
}

/// <param name="CustomerId">Who pays.</param>
/// <param name="Payee">The receiving account.</param>
/// <param name="NewPayee">The customer has never paid it before.</param>
/// <param name="PaymentsToday">To payees, before this one, on the bank's day; what failed or is void does not
/// count.</param>
/// <param name="At">The bank's time of day.</param>
public sealed record RiskFacts(
    string CustomerId, string Payee, long AmountMinor, bool NewPayee, int PaymentsToday, bool Elderly, TimeOnly At)
{
    public override string ToString() => "RiskFacts";
}

/// <param name="Rule">The code of the rule that says so; null: none does.</param>
public readonly record struct RiskVerdict(RiskResult Result, string? Rule)
{
    public static RiskVerdict Pass { get; } = new(RiskResult.Pass, null);

    /// <summary>延迟到账: the money arrives so many hours later at the earliest, and may be taken back until then. Zero:
    /// when the customer wants it.</summary>
    public int DelayHours { get; init; }
}

/// <summary>The greater the graver.</summary>
public enum RiskResult
{
    Pass,

    /// <summary>A second person looks at it, whatever the amount; by keypad there is none.</summary>
    Review,

    /// <summary>Nobody lets it go.</summary>
    Block,
}

/// <summary>Where nobody knows rules.</summary>
internal sealed class NothingIsRisky : IRiskScreen
{
    public RiskVerdict Judge(RiskFacts facts) => RiskVerdict.Pass;
}
