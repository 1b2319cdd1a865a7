using System.Diagnostics;
using TellerLine.Kernel;

namespace TellerLine.Banking;

/// <summary>Whether the bank's own core answers, and how soon; the embedded ledger is the database's.</summary>
internal sealed class CoreBankCheck(ICoreBank core) : HealthCheck("coreBank")
{
    private const double SlowMs = 1_000, TooSlowMs = 2_500;

    public override string Zh => "核心系统";

    public override string En => "Core bank";

    public override string ToDoZh => "核心系统无应答或过慢：查看其地址、网络、令牌与证书。来电者听到原因并可转人工；未受理的交易不会重做。";

    public override string ToDoEn =>
        "It does not answer, or slowly: see to its address, the network, token and certificate. Callers are told and may have a person; no order is sent twice.";

    public override async Task<HealthFinding> Look(CancellationToken ct)
    {
        if (core is not HttpCoreBank bank)
            return HealthFinding.Good;
        var began = Stopwatch.GetTimestamp();
        try
        {
            await bank.Health(ct);
        }
        catch (HttpRequestException fault)
        {
            return HealthFinding.Broken(fault.Message);
        }
        return HealthFinding.AtMost(
            Math.Round(Stopwatch.GetElapsedTime(began).TotalMilliseconds), "ms", SlowMs, TooSlowMs);
    }
}
