using System.Text.RegularExpressions;
using TellerLine.Access;
using TellerLine.Banking;
using TellerLine.Customers;
using TellerLine.Definitions;
using TellerLine.Kernel;

namespace TellerLine.Bills;

/// <summary>What is paid for, in the order in which callers hear it.</summary>
public enum BillClass
{
    Telecom,
    Mobile,
    Cable,
    Electricity,
    Water,
    Gas,
}

/// <summary>What customers are asked for: digits alone, since they are keyed.</summary>
/// <param name="Zh">What the biller calls it: 手机号码.</param>
/// <param name="Shortest">Digits.</param>
/// <param name="Pattern">A regular expression over all of it; null: any digits.</param>
public sealed record BillNumberFormat(string Zh, string En, int Shortest, int Longest, string? Pattern = null)
{
    /// <summary>In time of the number's length, whatever the pattern is.</summary>
    internal const RegexOptions Matching = RegexOptions.CultureInvariant | RegexOptions.NonBacktracking;

    public bool Fits(string number) =>
        number.Length >= Shortest && number.Length <= Longest && number.All(char.IsAsciiDigit)
        && (Pattern is null || Regex.IsMatch(number, $"^(?:{Pattern})$", Matching));
}

/// <param name="From"><c>08:00</c>, the bank's time.</param>
/// <param name="To">Not included; <c>24:00</c> is midnight.</param>
public sealed record BillHours(string From, string To)
{
    private const int Minutes = 60;

    public bool Has(TimeOnly at)
    {
        var now = (at.Hour * Minutes) + at.Minute;
        return now >= MinuteOf(From) && now < MinuteOf(To);
    }

    internal static int MinuteOf(string text) =>
        (int.Parse(text[..2], System.Globalization.CultureInfo.InvariantCulture) * Minutes)
        + int.Parse(text[3..], System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>Who is paid.</summary>
/// <param name="Code">For ever.</param>
/// <param name="Account">Its settlement account at the bank.</param>
/// <param name="MinYuan">Whole yuan a payment; more may be owed and less not be paid by telephone.</param>
/// <param name="Partial">Less than what is owed may be paid.</param>
/// <param name="Hours">Null: always.</param>
/// <param name="Says">The prompt with its name, for classes that have several; null: the class's is enough.</param>
/// <param name="Reversible">冲正: it takes a payment back on its day.</param>
/// <param name="Disabled">Why it takes none now; null: it does.</param>
public sealed record Biller(
    string Code, BillClass Class, string Zh, string En, string Account, BillNumberFormat Number, int MinYuan,
    int MaxYuan, bool Partial = false, BillHours? Hours = null, string? Says = null, bool Reversible = true,
    BilingualText? Disabled = null)
{
    private const int Fen = 100;

    public TransferKind Kind => EnumWords.To<TransferKind>($"bill{Class}");

    /// <summary>It takes payments at this time of the bank's day.</summary>
    public bool IsOpen(TimeOnly at) => Disabled is null && (Hours is null || Hours.Has(at));

    public bool Takes(Money amount) => amount.Minor >= Fen * (long)MinYuan && amount.Minor <= Fen * (long)MaxYuan;

    /// <summary>The first rule that an order breaks, or null.</summary>
    internal static TransferRefusal? Broken(Biller? biller, TransferWish wish, TimeOnly at) =>
        biller is null || !biller.IsOpen(at) || wish.Kind != biller.Kind || wish.To != biller.Account
        || wish.Bill is not { } bill || !biller.Number.Fits(bill.Number) ? TransferRefusal.BillerClosed
        : !biller.Takes(wish.Amount) ? TransferRefusal.BillAmount
        : null;
}

/// <summary>The kind <c>billers</c>.</summary>
public sealed record BillerList(IReadOnlyList<Biller> Billers)
{
    public static readonly DefinitionKind<BillerList> Kind = new("billers", "缴费单位", "Billers")
    {
        Edit = BillsPermissions.EditBillers,
        Schema = Text("billers.schema.json"),
        Shipped = [new(DefinitionKeys.Main, "缴费单位", "Billers", Text("billers.yaml"))],
        Read = DefinitionReader.As<BillerList>((list, _) => list.Faults()),
    };

    public Biller? Find(string code) => Billers.FirstOrDefault(biller => biller.Code == code);

    private IEnumerable<DefinitionFault> Faults()
    {
        foreach (var fault in DefinedLists.Twice(Billers.Select(biller => biller.Code), "/billers"))
            yield return fault;
        for (var i = 0; i < Billers.Count; i++)
        {
            var (biller, at) = (Billers[i], $"/billers/{i}");
            if (!AccountNumbers.IsValid(biller.Account))
                yield return new($"{at}/account", "校验位正确的 16 至 19 位账号", "an account of 16 to 19 digits with a right check digit");
            if (biller.Number.Longest < biller.Number.Shortest)
                yield return new($"{at}/number/longest", "不小于最短位数", "no less than the shortest");
            if (biller.Number.Pattern is { } pattern && !IsPattern(pattern))
                yield return new($"{at}/number/pattern", "正则表达式（不含回溯引用和环视）", "a regular expression (no back-references or look-arounds)");
            if (biller.MaxYuan < biller.MinYuan)
                yield return new($"{at}/maxYuan", "不小于最低金额", "no less than the least");
            if (biller.Hours is { } hours && BillHours.MinuteOf(hours.To) <= BillHours.MinuteOf(hours.From))
                yield return new($"{at}/hours/to", "晚于开始时间", "later than it begins");
        }
    }

    private static bool IsPattern(string pattern)
    {
        try
        {
            _ = new Regex($"^(?:{pattern})$", BillNumberFormat.Matching);
            return true;
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            return false;
        }
    }

    private static string Text(string name) =>
        ShippedDefinition.Text(typeof(BillerList).Assembly, $"TellerLine.Bills.kinds.{name}");
}
