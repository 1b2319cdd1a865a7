using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using TellerLine.Kernel.Store;

namespace TellerLine.Kernel;

public static class KernelCapability
{
    public static readonly Capability Kernel = new("Kernel")
    {
        Migrations = typeof(KernelCapability).Assembly,
        DueKinds = [RegularJobs.Kind],
        Checks =
        [
            typeof(DatabaseCheck), typeof(JournalCheck), typeof(ProjectionsCheck), typeof(KeysCheck), typeof(DiskCheck),
            typeof(DueCheck),
        ],
    };

    /// <summary>
    /// Section <c>Kernel</c>: the clock, the database, the journal, projections. Nothing is opened before <see
    /// cref="StartKernel"/>.
    /// </summary>
    public static IServiceCollection AddKernel(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddCapability(Kernel);
        services.AddLogging();
        services.AddMetrics();
        services.AddSection<KernelOptions>(configuration, "Kernel");
        services.AddSingleton<ICheckConfiguration, KernelOptionsCheck>();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<Db>();
        services.AddSingleton<IDb>(s => s.GetRequiredService<Db>());
        services.AddSingleton<IJournal>(s => s.GetRequiredService<Db>());
        services.AddSingleton<NodeLock>();
        services.AddExceptionHandler<DatabaseProblems>();
        services.AddSingleton<IAudit, Audit>();
        services.AddSingleton<Viewings>();
        services.TryAddSingleton<IKeyProvider, KeyFiles>();
        services.AddSingleton<FieldCipher>();
        services.AddSingleton<IFieldCipher>(s => s.GetRequiredService<FieldCipher>());
        services.AddSingleton<KeyRing>();
        services.AddSingleton<IKeyRotation>(s => s.GetRequiredService<KeyRing>());
        services.AddSingleton<IAtStart>(s => s.GetRequiredService<KeyRing>());
        services.TryAddSingleton<IFileStore, DiskFiles>();
        services.AddSingleton<IBus, Bus>();
        services.AddSingleton<IAtStart, KernelMeter>();
        services.AddSingleton<ProjectionRunner>();
        services.AddSingleton<IProjections>(s => s.GetRequiredService<ProjectionRunner>());
        services.AddHostedService(s => s.GetRequiredService<ProjectionRunner>());
        services.AddSingleton<DueKinds>();
        services.AddSingleton<DueTimes>();
        services.AddSingleton<IDueTimes>(s => s.GetRequiredService<DueTimes>());
        services.AddSingleton<DueBatch>();
        services.AddSingleton<OutsideActs>();
        services.AddSingleton<IRegularJobs>(s => s.GetRequiredService<RegularJobs>());
        services.AddSingleton<IAtStart>(s => s.GetRequiredService<RegularJobs>());
        services.AddSingleton<DueRunner>();
        services.AddHostedService(s => s.GetRequiredService<DueRunner>());
        return services;
    }

    /// <summary>Lets every capability look at its configuration; opens nothing.</summary>
    /// <exception cref="ConfigurationException">With every fault.</exception>
    public static void CheckConfiguration(this IServiceProvider services)
    {
        var faults = services.GetServices<ICheckConfiguration>().SelectMany(c => c.Check()).ToList();
        if (faults.Count > 0)
            throw new ConfigurationException(faults);
    }

    /// <summary>
    /// Makes this program the database's one node until it ends. To be awaited before <see cref="StartKernel"/>; who
    /// only looks (a command of the administrator's) does without.
    /// </summary>
    /// <exception cref="NodeTakenException">Another node works on it.</exception>
    public static Task TakeNode(this IServiceProvider services, CancellationToken ct = default) =>
        services.GetRequiredService<NodeLock>().Take(ct);

    /// <summary>
    /// Checks the configuration (all faults at once), migrates, and runs every <see cref="IAtStart"/> in order. To be
    /// awaited after the host is built and before it runs, so that nothing is served before it.
    /// </summary>
    /// <exception cref="ConfigurationException">With every fault.</exception>
    /// <exception cref="MigrationException">The database and the program do not fit together.</exception>
    public static async Task StartKernel(this IServiceProvider services, CancellationToken ct = default)
    {
        services.CheckConfiguration();
        await services.GetRequiredService<Db>().Start([.. services.GetServices<Capability>()]);
        foreach (var step in services.GetServices<IAtStart>())
            await step.Run(ct);
    }
}

/// <summary>The program cannot start as configured.</summary>
public sealed class ConfigurationException(IReadOnlyList<ConfigurationFault> faults)
    : Exception(
        $"The configuration has {faults.Count} fault{(faults.Count == 1 ? "" : "s")}:{string.Concat(faults.Select(f => $"\n  {f}"))}")
{
    public IReadOnlyList<ConfigurationFault> Faults => faults;
}
