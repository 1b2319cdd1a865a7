using Dapper;
using TellerLine.Kernel;

namespace TellerLine.Files;

/// <summary>The virus scanner answers.</summary>
internal sealed class ScannerCheck(IFileScanner scanner, IDb db) : HealthCheck("scanner")
{
    public override string Zh => "病毒扫描（ClamAV）";

    public override string En => "Virus scanner (ClamAV)";

    public override string ToDoZh =>
        "新附件在查毒之前不能下载：启动 clamd，核对 Files:ClamAv 的地址与套接字权限。恢复后会自动补查。";

    public override string ToDoEn =>
        "New attachments cannot be downloaded until they are scanned: start clamd, see to the address in Files:ClamAv and the rights of its socket. What waits is scanned by itself.";

    public override TimeSpan AtMostEvery => TimeSpan.FromSeconds(30);

    public override async Task<HealthFinding> Look(CancellationToken ct)
    {
        if (!scanner.IsConfigured)
            return HealthFinding.Good;
        var waiting = await db.Read(
            c => c.ExecuteScalar<long>("SELECT COUNT(*) FROM file_scan WHERE state = 'waiting'"), ct);
        return await scanner.WhyAway(ct) is { } why
            ? new HealthFinding(HealthState.Fault, waiting, "count", Detail: why)
            : new HealthFinding(HealthState.Ok, waiting, "count");
    }
}

/// <summary>Whether somebody must see to a file with a virus.</summary>
internal sealed class QuarantineCheck(IDb db) : HealthCheck("quarantine")
{
    public override string Zh => "隔离的附件";

    public override string En => "Attachments in quarantine";

    public override string ToDoZh =>
        "有附件带病毒，已隔离，任何人不能下载。在审计记录中查“附件带病毒”得知是谁传的，告知其本人与安全部门，再由编写人移除该附件。";

    public override string ToDoEn =>
        "An attachment has a virus and is given to nobody. The audit trail (attachment.infected) says which; tell its writer and security, and have it removed from its record.";

    public override TimeSpan AtMostEvery => TimeSpan.FromSeconds(30);

    public override async Task<HealthFinding> Look(CancellationToken ct) => HealthFinding.AtMost(
        await db.Read(
            c => c.ExecuteScalar<long>(
                """
                SELECT COUNT(*) FROM attachment a JOIN file_scan s ON s.hash = a.hash
                WHERE a.removed_us IS NULL AND s.state = 'infected'
                """), ct), "count", 1, double.PositiveInfinity);
}
