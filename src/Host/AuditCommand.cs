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
        DataDirectory.CheckDatabase(app.Services.GetRequiredService<KernelOptions>());
        if (await app.Services.GetRequiredService<IAudit>().FirstFault() is { } row)
        {
            Console.Error.WriteLine(
                $"The audit trail was tampered with: row {row} is altered, missing or put in. / 审计记录被篡改：第 {row} 行。");
            return 1;
        }

        Console.WriteLine("The audit trail is whole. / 审计记录完整。");
        return 0;
    }
}
