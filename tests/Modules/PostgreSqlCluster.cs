using System.Diagnostics;
using Npgsql;

[assembly: AssemblyFixture(typeof(TellerLine.Modules.PostgreSqlCluster))]

namespace TellerLine.Modules;

/// <summary>
/// A temporary PostgreSQL cluster for one test run: made when the first test asks for it, reached by a Unix socket
/// alone, without fsync, gone afterwards. Where PostgreSQL is not installed the tests that need it fail and say so.
/// </summary>
public sealed class PostgreSqlCluster : IAsyncDisposable
{
    private const string Bin = "/usr/lib/postgresql/15/bin";
    private static readonly SemaphoreSlim Gate = new(1, 1);
    private static string? s_directory;
    private static int s_databases;

    /// <summary>An empty database of its own.</summary>
    public static async Task<string> NewDatabase()
    {
        await Gate.WaitAsync();
        try
        {
            s_directory ??= await StartCluster();
        }
        finally
        {
            Gate.Release();
        }
        var name = $"t{Interlocked.Increment(ref s_databases)}";
        await using var connection = new NpgsqlConnection(ConnectionString("postgres"));
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // the name is ours
        command.CommandText = $"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C.UTF-8'";
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
        return ConnectionString(name);
    }

    public async ValueTask DisposeAsync()
    {
        if (s_directory is null)
            return;
        NpgsqlConnection.ClearAllPools();
        await Run($"{Bin}/pg_ctl", "-D", $"{s_directory}/data", "-m", "immediate", "-s", "stop");
        Directory.Delete(s_directory, recursive: true);
        s_directory = null;
    }

    private static string ConnectionString(string database) =>
        $"Host={s_directory};Username=postgres;Database={database}";

    internal static Task Control(string directory, params string[] arguments) =>
        Run($"{Bin}/pg_ctl", ["-D", $"{directory}/data", "-s", "-w", .. arguments]);

    internal static async Task<string> StartCluster()
    {
        if (!File.Exists($"{Bin}/initdb"))
            throw new InvalidOperationException(
                $"Not run: PostgreSQL 15 is not installed ({Bin}); Debian's package is postgresql-15.");
        var directory = Directory.CreateTempSubdirectory("tl-pg-").FullName;
        if (Environment.IsPrivilegedProcess)
            await RunAsMe("chown", "postgres", directory);
        await Run(
            $"{Bin}/initdb", "-D", $"{directory}/data", "-A", "trust", "-U", "postgres", "--no-sync",
            "--no-instructions");
        await Run($"{Bin}/pg_ctl", "-D", $"{directory}/data", "-s", "-w", "-l", $"{directory}/log", "-o",
            $"-c listen_addresses= -c unix_socket_directories={directory} -c fsync=off -c full_page_writes=off -c max_connections=200", "start");
        return directory;
    }

    /// <remarks>PostgreSQL refuses to run as root.</remarks>
    private static Task Run(string program, params string[] arguments) => Environment.IsPrivilegedProcess
        ? RunAsMe("setpriv", ["--reuid=postgres", "--regid=postgres", "--clear-groups", program, .. arguments])
        : RunAsMe(program, arguments);

    private static async Task RunAsMe(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = "/", RedirectStandardInput = true };
        if (program.EndsWith("initdb", StringComparison.Ordinal)
            || arguments.Any(a => a.EndsWith("initdb", StringComparison.Ordinal)))
            start.RedirectStandardOutput = true;
        using var process = Process.Start(start)!;
        if (start.RedirectStandardOutput)
            await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
            throw new InvalidOperationException(
                $"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}");
    }
}
