using TellerLine.Customers;
using TellerLine.Definitions;
using TellerLine.Kernel;

namespace TellerLine.Calls;

/// <param name="Prefix">Digits as they are dialled in the country; another country's begin with 00.</param>
/// <param name="Zh">What such numbers are, in words.</param>
public sealed record DiallingRule(string Prefix, bool Allowed, string Zh, string En)
{
    /// <summary>Of so many digits in all; null: of any number of them.</summary>
    public int? Digits { get; init; }
}

/// <summary>
/// The kind <c>dialling</c>: which telephone numbers agents may call, to a customer, to consult or to transfer. The
/// longest prefix decides, and what no rule knows is not dialled.
/// </summary>
public sealed record DiallingRules(IReadOnlyList<DiallingRule> Rules)
{
    public static readonly DefinitionKind<DiallingRules> Kind = new("dialling", "拨号规则", "Numbers that may be dialled")
    {
        Edit = CallsPermissions.EditDialling,
        Schema = Text("dialling.schema.json"),
        Shipped = [new(DefinitionKeys.Main, "拨号规则", "Numbers that may be dialled", Text("dialling.yaml"))],
        Read = DefinitionReader.As<DiallingRules>((rules, _) => rules.Faults()),
    };

    /// <summary>The rule for numbers that no rule knows.</summary>
    private static readonly DiallingRule Unlisted = new("", false, "未列入拨号规则的号码", "Numbers that no rule allows");

    /// <param name="dialled">As it goes out: digits, <c>+</c> before them or not.</param>
    public DiallingRule For(string dialled)
    {
        var number = AsDialled(dialled);
        return Rules
            .Where(rule => number.StartsWith(rule.Prefix, StringComparison.Ordinal)
                && (rule.Digits ?? number.Length) == number.Length)
            .MaxBy(rule => rule.Prefix.Length) ?? Unlisted;
    }

    /// <summary>One number has one form here, however it was written: no way around a rule.</summary>
    private static string AsDialled(string dialled)
    {
        var known = PhoneNumbers.Normalise(dialled).E164;
        var number = known is null ? dialled : PhoneNumbers.National(known);
        return number.StartsWith('+') ? "00" + number[1..] : number;
    }

    private IEnumerable<DefinitionFault> Faults() => DefinedLists.Twice(Rules.Select(rule => rule.Prefix), "/rules");

    private static string Text(string name) =>
        ShippedDefinition.Text(typeof(DiallingRules).Assembly, $"TellerLine.Calls.kinds.{name}");
}
