using TellerLine.Kernel;

namespace TellerLine.Routing;

/// <summary>The router lives, and facts are applied as fast as they come.</summary>
internal sealed class RouterCheck(RoutingDomain domain, RoutingOptions options) : HealthCheck("router")
{
    public override string Zh => "排队路由";

    public override string En => "Routing of callers";

    public override string ToDoZh => "来电无法派送给座席：保存程序日志，然后重启本程序；通话中的电话不会中断。";

    public override string ToDoEn =>
        "Callers are not offered to agents: keep the program's log, then restart the program; calls in conversation go on.";

    public override bool IsVital => true;

    public override Task<HealthFinding> Look(CancellationToken ct) => Task.FromResult(
        domain.IsRunning
            ? HealthFinding.AtMost(domain.Waiting, "count", options.ChannelCapacity / 4, options.ChannelCapacity)
            : HealthFinding.Broken("The router's loop has ended."));
}
