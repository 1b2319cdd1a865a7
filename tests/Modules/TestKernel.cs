using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using TellerLine.Kernel;

namespace TellerLine.Modules;

/// <summary>
/// A started kernel with a database of its own, and what a capability's test adds to it; all gone when disposed.
/// </summary>
public sealed class TestKernel : IAsyncDisposable
{
    private readonly Dictionary<string, string?> _settings;
    private readonly Action<IServiceCollection, IConfiguration>? _add;
    private readonly bool _owner;

    private TestKernel(
        Dictionary<string, string?> settings, Action<IServiceCollection, IConfiguration>? add, bool owner)
    {
        (_settings, _add, _owner) = (settings, add, owner);
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(configuration);
        services.AddKernel(configuration);
        add?.Invoke(services, configuration);
        Services = services.BuildServiceProvider();
    }

    public ServiceProvider Services { get; }

    public IDb Db => Services.GetRequiredService<IDb>();

    public IJournal Journal => Services.GetRequiredService<IJournal>();

    public string DataDirectory => _settings["Kernel:DataDirectory"]!;

    public string PostgreSql => _settings["Kernel:PostgreSql"]!;

    /// <param name="add">Adds capabilities: <c>(services, configuration) =>
    /// services.AddBanking(configuration)</c>.</param>
    /// <param name="settings">Further configuration, <c>("Access:Demo", "true")</c>.</param>
    public static async Task<TestKernel> Start(
        DbEngine engine = DbEngine.Sqlite, Action<IServiceCollection, IConfiguration>? add = null,
        params (string Key, string Value)[] settings)
    {
        Dictionary<string, string?> all = new()
        {
            ["Kernel:DataDirectory"] = settings.Any(s => s.Key == "Kernel:DataDirectory")
                ? null
                : Directory.CreateTempSubdirectory("tl-data-").FullName,
            ["Kernel:PostgreSql"] = engine == DbEngine.PostgreSql ? await PostgreSqlCluster.NewDatabase() : "",
        };
        foreach (var (key, value) in settings)
            all[key] = value;
        return await Started(new TestKernel(all, add, owner: true));
    }

    /// <summary>Another node on the same database, or the same node after a restart.</summary>
    public Task<TestKernel> Another(
        string node = "n1", Action<IServiceCollection, IConfiguration>? add = null,
        params (string Key, string Value)[] settings)
    {
        var all = new Dictionary<string, string?>(_settings) { ["Kernel:Node"] = node };
        foreach (var (key, value) in settings)
            all[key] = value;
        return Started(new TestKernel(all, add ?? _add, owner: false));
    }

    public async ValueTask DisposeAsync()
    {
        await Services.DisposeAsync();
        if (_owner)
            Directory.Delete(DataDirectory, recursive: true);
    }

    private static async Task<TestKernel> Started(TestKernel kernel)
    {
        try
        {
            await kernel.Services.StartKernel(TestContext.Current.CancellationToken);
            return kernel;
        }
        catch
        {
            await kernel.DisposeAsync();
            throw;
        }
    }
}
