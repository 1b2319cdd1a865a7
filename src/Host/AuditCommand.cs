using System.Data.Common;
using TellerLine.Kernel;

namespace TellerLine.Host;

/// <summary><c>tellerline audit verify</c>, beside a running centre too.</summary>
internal static class AuditCommand
{
    /// <returns>The exit code: 1 when it was tampered with.</returns>
    public static async Task<int> Verify(CommandLine line)
    {
        await using var app = Centre.Build(line);
        app.Services.CheckConfiguration();
        var kernel = app.Services.GetRequiredService<KernelOptions>();
        if (kernel.PostgreSql.Length == 0 && !File.Exists(Path.Combine(kernel.DataDirectory, "tellerline.db")))
            throw new StartException($"There is no database in {Path.GetFullPath(kernel.DataDirectory)}: --data DIR.");
        try
        {
            if (await app.Services.GetRequiredService<IAudit>().FirstFault() is { } row)
            {
                Console.Error.WriteLine(
                    $"The audit trail was tampered with: row {row} is altered, missing or put in. / 审计记录被篡改：第 {row} 行。");
                return 1;
            }
        }
        catch (Exception fault) when (fault is DbException or DbBusyException)
        {
            throw new StartException(
                $"The database cannot be used (Kernel:PostgreSql, Kernel:DataDirectory): {fault.Message}");
        }

        Console.WriteLine("The audit trail is whole. / 审计记录完整。");
        return 0;
    }
}
