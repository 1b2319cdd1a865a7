using Dapper;
using TellerLine.Kernel;

namespace TellerLine.Notices;

/// <summary>
/// How long the oldest message has waited that could go out: those held for the customer's sake wait rightly.
/// </summary>
internal sealed class OutboxCheck(IDb db, TimeProvider time) : HealthCheck("notices")
{
    private const double Warning = 5 * 60_000, Fault = 60 * 60_000;

    public override string Zh => "待发通知";

    public override string En => "Notices that wait";

    public override string ToDoZh => "短信网关没有接收：查看网关及其网络，以及“到期事项与作业”页。程序会继续重试；失败的可在“客户通知”页重发。";

    public override string ToDoEn =>
        "The gateway does not take them: see to it and to the network, and look at Due times and jobs. The program goes on trying; what failed can be sent again at Notices.";

    public override TimeSpan AtMostEvery => TimeSpan.FromMinutes(1);

    public override async Task<HealthFinding> Look(CancellationToken ct) => HealthFinding.AtMost(
        await db.Read(
            c => c.ExecuteScalar<long?>(
                """
                SELECT MIN(queued_us) FROM notice
                WHERE state IN ('queued', 'sending') OR (state = 'held' AND reason = 'unreachable')
                """), ct) is { } oldest
            ? Math.Max(0, (time.NowUs() - oldest) / 1_000)
            : 0,
        "ms", Warning, Fault);
}
