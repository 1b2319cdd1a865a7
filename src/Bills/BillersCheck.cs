using System.Diagnostics;
using TellerLine.Kernel;

namespace TellerLine.Bills;

/// <summary>Whether the billers of other processes answer, and how soon; the one inside is the database's.</summary>
internal sealed class BillersCheck(Billers billers) : HealthCheck("billers")
{
    private const double SlowMs = 1_000, TooSlowMs = 2_500;

    public override string Zh => "缴费单位";

    public override string En => "Billers";

    public override string ToDoZh => "缴费单位无应答或过慢：查看其地址、网络与令牌；长时间中断时在“缴费单位”中停用并写明原因。已扣款未答复的缴费由程序追查，切勿人工重缴。";

    public override string ToDoEn =>
        "A biller does not answer, or slowly: see to its address, the network and its token; disable it, with the reason, if it stays away. The program asks after debited bills: never pay them again by hand.";

    public override async Task<HealthFinding> Look(CancellationToken ct)
    {
        var slowest = 0.0;
        foreach (var (code, biller) in billers.Others)
        {
            var began = Stopwatch.GetTimestamp();
            try
            {
                await biller.Health(ct);
            }
            catch (HttpRequestException fault)
            {
                return HealthFinding.Broken($"{code}: {fault.Message}");
            }
            slowest = Math.Max(slowest, Math.Round(Stopwatch.GetElapsedTime(began).TotalMilliseconds));
        }
        return billers.Others.Count == 0 ? HealthFinding.Good
            : HealthFinding.AtMost(slowest, "ms", SlowMs, TooSlowMs);
    }
}
