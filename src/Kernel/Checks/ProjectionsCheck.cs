namespace TellerLine.Kernel;

/// <summary>How far the tables made from the journal lag behind it, and whether rows are set aside.</summary>
internal sealed class ProjectionsCheck : HealthCheck
{
    private const double Far = 2_000, TooFar = 50_000;

    private readonly ProjectionRunner _runner;

    public ProjectionsCheck(ProjectionRunner runner)
        : base("projections")
    {
        _runner = runner;
        runner.RowsSetAside += Tell;
    }

    public override string Zh => "由日志生成的表";

    public override string En => "Tables made from the journal";

    public override string ToDoZh =>
        "有行被搁置时，其联络在页面上不再更新：查明原因并修复后，在本页重试。落后很多时，查看数据库负载。";

    public override string ToDoEn =>
        "Rows aside: their contacts are not kept current on the pages; mend the reason, then try them again on this page. Far behind: see what burdens the database.";

    public override async Task<HealthFinding> Look(CancellationToken ct)
    {
        var lines = _runner.Standing ?? [.. (await _runner.Look(ct)).Select(state =>
            (state.Name, state.Behind, state.Aside, state.Full))];
        if (lines.FirstOrDefault(line => line.Full).Name is { } full)
            return new HealthFinding(HealthState.Fault, Detail: $"{full} stopped: too many rows are aside");
        var aside = lines.Sum(line => line.Aside);
        if (aside > 0)
            return new HealthFinding(
                HealthState.Warning, aside, "count", 1,
                "aside: " + string.Join(", ", lines.Where(line => line.Aside > 0).Select(line => $"{line.Name} {line.Aside}")));
        var behind = lines.Select(line => line.Behind).DefaultIfEmpty(0).Max();
        return HealthFinding.AtMost(behind, "count", Far, TooFar);
    }
}
