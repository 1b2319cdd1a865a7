using TellerLine.Kernel.Store;

namespace TellerLine.Kernel;

/// <summary>How many writes wait for the journal's one writer, and whether an entry was lost.</summary>
internal sealed class JournalCheck(Db db) : HealthCheck("journal")
{
    private const double Many = GroupCommit.QueueLimit / 20, TooMany = GroupCommit.QueueLimit / 2;

    public override string Zh => "日志写入排队";

    public override string En => "Writes waiting for the journal";

    public override string ToDoZh => "写入慢于产生：查看数据库是否不可写、磁盘是否过慢。若已丢失记录，请保存程序日志并报告。";

    public override string ToDoEn =>
        "Less is written than comes: see whether the database takes writes and its disk is slow. Where entries were lost, keep the program's log and report it.";

    public override Task<HealthFinding> Look(CancellationToken ct)
    {
        var health = db.Health;
        var found = HealthFinding.AtMost(health.Waiting, "count", Many, TooMany);
        if (health.LostPosts > 0)
            found = found with { State = HealthState.Fault, Detail = $"{health.LostPosts} entries lost since the start" };
        return Task.FromResult(found);
    }
}
