using Dapper;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using TellerLine.Kernel;

namespace TellerLine.Files;

public static class FilesCapability
{
    public static readonly Capability Files = new("Files")
    {
        MayUse = ["Kernel", "Access", "Records"],
        Migrations = typeof(FilesCapability).Assembly,
        DueKinds = [Scans.Kind],
        Jobs =
        [
            RegularJob.Of<FilesSweep>(
                "files.sweep", "清理无人引用的附件内容", "Remove contents that no attachment needs", "50 3 * * *"),
        ],
        Checks = [typeof(ScannerCheck), typeof(QuarantineCheck)],
    };

    /// <summary>Section <c>Files</c>.</summary>
    public static IServiceCollection AddFiles(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddCapability(Files)
            .AddSection<FilesOptions>(configuration, "Files")
            .AddSingleton<ICheckConfiguration, FilesOptionsCheck>()
            .AddSingleton(new InstallationKey(
                IFileStore.Key, c => c.ExecuteScalar<bool>("SELECT EXISTS (SELECT 1 FROM attachment)")))
            .AddSingleton<Attachments>()
            .AddSingleton<IAtStart, FilesAtStart>();
        services.TryAddSingleton<IFileScanner, ClamAv>();
        return services;
    }
}
