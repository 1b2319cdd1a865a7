namespace TellerLine.Kernel;

/// <summary>Every key that something in the database is encrypted with is there, and the right one.</summary>
internal sealed class KeysCheck(KeyRing ring) : HealthCheck("keys")
{
    public override string Zh => "加密密钥";

    public override string En => "Encryption keys";

    public override string ToDoZh => "立即从备份恢复所列密钥文件。现在运行的程序仍持有密钥；不要重启，重启后将无法启动。";

    public override string ToDoEn =>
        "Restore the key that is named from its backup now. The running program still has it in memory; do not restart it, it would not start.";

    public override TimeSpan AtMostEvery => TimeSpan.FromMinutes(10);

    public override async Task<HealthFinding> Look(CancellationToken ct)
    {
        try
        {
            await ring.Check(ct);
            return HealthFinding.Good;
        }
        catch (KeyException e)
        {
            return HealthFinding.Broken(e.Message);
        }
    }
}
