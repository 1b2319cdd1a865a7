namespace TellerLine.Kernel;

/// <summary>An empty transaction through the one writer, as everything that is written takes it.</summary>
internal sealed class DatabaseCheck : HealthCheck
{
    private const double SlowMs = 500, TooSlowMs = 2_500;

    private static readonly TimeSpan WhileAway = TimeSpan.FromMilliseconds(500);

    private readonly Db _db;
    private readonly TimeProvider _time;

    public DatabaseCheck(Db db, TimeProvider time)
        : base("database")
    {
        (_db, _time) = (db, time);
        db.StandingChanged += Tell;
    }

    public override string Zh => "数据库可写";

    public override string En => "Database takes writes";

    public override string ToDoZh =>
        "查看数据库服务器是否运行、网络是否通、磁盘是否已满。恢复后排队的写入会自动完成，无须重启。";

    public override string ToDoEn =>
        "See whether the database server runs, the network reaches it and its disk has room. What waits is written by itself when it is back; no restart is needed.";

    public override bool IsVital => true;

    public override async Task<HealthFinding> Look(CancellationToken ct)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        // Known to be away: it is only asked whether it is back.
        using var shorter = _db.Health.IsUp ? null
            : _time.CreateTimer(_ => patience.CancelAsync(), null, WhileAway, Timeout.InfiniteTimeSpan);
        var since = _time.GetTimestamp();
        try
        {
            await _db.Write(static _ => 0, patience.Token).WaitAsync(patience.Token);
            return HealthFinding.AtMost(
                Math.Round(_time.GetElapsedTime(since).TotalMilliseconds, 1), "ms", SlowMs, TooSlowMs);
        }
        catch (Exception e) when (
            e is DbBusyException or DbOutcomeUnknownException or OperationCanceledException)
        {
            return HealthFinding.Broken(_db.Health.Reason ?? e.InnerException?.Message ?? "It does not answer in time.");
        }
    }
}
