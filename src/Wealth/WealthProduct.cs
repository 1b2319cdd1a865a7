using System.Globalization;
using TellerLine.Access;

namespace TellerLine.Wealth;

/// <summary>Days, both included: <c>2026-01-01</c>.</summary>
public sealed record WealthDays(string From, string To)
{
    public bool Has(DateOnly day) => Day(From) <= day && day <= Day(To);

    internal static DateOnly? Day(string text) =>
        DateOnly.TryParseExact(
            text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}

/// <summary>业绩比较基准 in per cent a year, two decimals: <c>2.10</c>. Equal ends: one figure.</summary>
public sealed record WealthBenchmark(string Low, string High)
{
    public decimal LowPercent => decimal.Parse(Low, CultureInfo.InvariantCulture);

    public decimal HighPercent => decimal.Parse(High, CultureInfo.InvariantCulture);
}

/// <summary>单位净值: what a unit is worth, four decimals: <c>1.0186</c>.</summary>
/// <param name="Day">Of the bank's product system; <c>2026-03-01</c>.</param>
public sealed record WealthNetValue(string Value, string Day)
{
    internal long Scaled => (long)(decimal.Parse(Value, CultureInfo.InvariantCulture) * WealthUnits.One);
}

/// <summary>A wealth product (理财产品).</summary>
/// <param name="Code">For ever.</param>
/// <param name="Risk"><c>R1</c> (least) to <c>R5</c>.</param>
/// <param name="TermDays">0: paid back on any day.</param>
/// <param name="Currency">ISO 4217.</param>
/// <param name="MinYuan">Whole units of the currency: the least first amount.</param>
/// <param name="StepYuan">What is more than the least comes in whole steps.</param>
/// <param name="QuotaYuan">额度: all that customers may hold of it together.</param>
/// <param name="Account">The bank's own account at its core into which purchases are paid, and from which holdings are
/// paid back.</param>
/// <param name="Sale">When it is sold.</param>
/// <param name="Effective">When these figures are its figures.</param>
/// <param name="Source">Where the figures come from.</param>
/// <param name="Benchmark">Null: it has none.</param>
/// <param name="Says">The prompt with its name; null: it is not sold by keypad.</param>
/// <param name="NetValue">Null: the bank tells none, and what is held is told at what it cost.</param>
public sealed record WealthProduct(
    string Code, string Zh, string En, string Risk, int TermDays, string Currency, int MinYuan, int StepYuan,
    int QuotaYuan, string Account, WealthDays Sale, WealthDays Effective, BilingualText Source,
    WealthBenchmark? Benchmark = null, BilingualText? Remark = null, string? Says = null,
    WealthNetValue? NetValue = null)
{
    private const int Fen = 100, HighRisk = 4;

    public long MinMinor => MinYuan * (long)Fen;

    public long StepMinor => StepYuan * (long)Fen;

    public long QuotaMinor => QuotaYuan * (long)Fen;

    /// <summary>Ten-thousandths of a yuan a unit.</summary>
    internal long NetValueScaled => NetValue?.Scaled ?? WealthUnits.One;

    public int RiskLevel => Risk[1] - '0';

    /// <summary>What the elderly are not sold without a person.</summary>
    public bool IsHighRisk => RiskLevel >= HighRisk;

    /// <summary>Its figures hold, and it is sold, on this day of the bank's.</summary>
    public bool IsOnSale(DateOnly day) => Sale.Has(day) && Effective.Has(day);

    /// <summary>No less than the least, and in whole steps.</summary>
    public bool Takes(long minor) => minor >= MinMinor && (minor - MinMinor) % StepMinor == 0;

    /// <summary>The first day on which what was bought is paid back.</summary>
    public DateOnly RedeemableFrom(DateOnly bought) => bought.AddDays(TermDays);
}

/// <summary>同业产品: another bank's, to compare with; never sold here.</summary>
public sealed record WealthPeer(
    BilingualText Bank, string Zh, string En, string Risk, int TermDays, string Currency, int MinYuan,
    WealthDays Effective, BilingualText Source, WealthBenchmark? Benchmark = null);
