namespace TellerLine.Modules.Kernel;

/// <summary>A cluster of one test's own, to be stopped and started.</summary>
public sealed class OwnPostgreSql : IAsyncDisposable
{
    private readonly string _directory;

    private OwnPostgreSql(string directory) => _directory = directory;

    public string ConnectionString => $"Host={_directory};Username=postgres;Database=postgres";

    public static async Task<OwnPostgreSql> Make() => new(await PostgreSqlCluster.StartCluster());

    /// <summary>As a crash: nobody is asked to leave.</summary>
    public Task Stop() => PostgreSqlCluster.Control(_directory, "-m", "immediate", "stop");

    public Task Start() => PostgreSqlCluster.Control(
        _directory, "-l", $"{_directory}/log", "-o",
        $"-c listen_addresses= -c unix_socket_directories={_directory} -c fsync=off", "start");

    public async ValueTask DisposeAsync()
    {
        // One that is gone already needs no stopping.
        if (File.Exists(Path.Combine(_directory, "data", "postmaster.pid")))
            await Stop();
        Directory.Delete(_directory, recursive: true);
    }
}
