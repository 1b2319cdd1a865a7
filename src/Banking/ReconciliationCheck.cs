using TellerLine.Kernel;

namespace TellerLine.Banking;

/// <summary>Transactions whose outcome the core bank has not told.</summary>
internal sealed class ReconciliationCheck(Transfers transfers) : HealthCheck("reconciliation")
{
    private const int Looked = 100;

    public override string Zh => "结果未知的交易";

    public override string En => "Transactions without an outcome";

    public override string ToDoZh => "核心系统没有答复：查看核心系统及其网络。程序会继续追查；切勿人工重做这些交易。";

    public override string ToDoEn =>
        "The core bank does not answer: see to it and to the network. The program goes on asking; never repeat these transactions by hand.";

    public override TimeSpan AtMostEvery => TimeSpan.FromMinutes(1);

    public override async Task<HealthFinding> Look(CancellationToken ct) =>
        HealthFinding.AtMost((await transfers.Unsettled(Looked, ct)).Count, "count", 1, Looked / 5);
}
