namespace TellerLine.Kernel;

/// <summary>What is to be done at a time is done then; what failed too often waits for somebody to look.</summary>
internal sealed class DueCheck(IDueTimes due) : HealthCheck("due")
{
    private const double Many = 5, TooMany = 500;

    public override string Zh => "到期事项";

    public override string En => "Due times";

    public override string ToDoZh => "打开“到期事项与作业”页：查看搁置和逾期事项及其原因，修复后重试或放弃。";

    public override string ToDoEn =>
        "Open Due times and jobs: it says what is overdue or set aside, and why; mend that, then try again or give up.";

    public override TimeSpan AtMostEvery => TimeSpan.FromMinutes(1);

    public override async Task<HealthFinding> Look(CancellationToken ct)
    {
        var now = await due.Look(1, ct);
        return now.Aside > 0
            ? new HealthFinding(HealthState.Warning, now.Aside, "count", 1, $"{now.Aside} set aside, {now.Overdue} overdue")
            : HealthFinding.AtMost(now.Overdue, "count", Many, TooMany);
    }
}
