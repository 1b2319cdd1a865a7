using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace TellerLine.Bench.Server;

/// <summary>
/// A PostgreSQL of this run's own, as it comes (fsync on), in a folder that goes with it, reached by a Unix socket alone:
/// started on the servers' core when the first measure asks for it.
/// </summary>
internal static class BenchCluster
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private static string? s_folder;
    private static int s_databases;

    /// <summary>Where the newest PostgreSQL's programs lie; null: it is not installed.</summary>
    private static string? Bin { get; } = Directory.Exists("/usr/lib/postgresql")
        ? Directory.EnumerateDirectories("/usr/lib/postgresql")
            .OrderByDescending(one => int.TryParse(Path.GetFileName(one), out var version) ? version : 0)
            .Select(one => Path.Combine(one, "bin")).FirstOrDefault(bin => File.Exists(Path.Combine(bin, "initdb")))
        : null;

    public static bool IsInstalled => Bin is not null;

    /// <summary>A connection string of an empty database.</summary>
    public static async Task<string> NewDatabase(CancellationToken ct)
    {
        s_folder ??= await Start(ct);
        var name = string.Create(CultureInfo.InvariantCulture, $"bench{++s_databases}");
        await using var connection = new NpgsqlConnection(Connection("postgres"));
        await connection.OpenAsync(ct);
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // the name is ours
        command.CommandText = $"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C.UTF-8'";
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync(ct);
        return Connection(name);
    }

    public static async Task Stop()
    {
        if (s_folder is not { } folder)
            return;
        s_folder = null;
        NpgsqlConnection.ClearAllPools();
        using var patience = new CancellationTokenSource(Patience);
        await Run("pg_ctl", ["-D", $"{folder}/data", "-m", "immediate", "-s", "stop"], patience.Token);
        Directory.Delete(folder, recursive: true);
    }

    private static string Connection(string database) => $"Host={s_folder};Username=postgres;Database={database}";

    private static async Task<string> Start(CancellationToken ct)
    {
        var folder = Directory.CreateTempSubdirectory("tl-bench-pg-").FullName;
        if (Environment.IsPrivilegedProcess)
            await Run(["chown", "postgres", folder], ct);
        await Run(
            "initdb", ["-D", $"{folder}/data", "-A", "trust", "-U", "postgres", "--no-sync", "--no-instructions"], ct);
        await Run(
            "pg_ctl",
            [
                "-D", $"{folder}/data", "-s", "-w", "-l", $"{folder}/log", "-o",
                $"-c listen_addresses= -c unix_socket_directories={folder}", "start",
            ], ct);
        return folder;
    }

    /// <remarks>PostgreSQL refuses to run as root.</remarks>
    private static Task Run(string program, string[] arguments, CancellationToken ct)
    {
        List<string> line = [];
        if (Environment.IsPrivilegedProcess)
            line.AddRange(["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"]);
        if (ServerProcess.Core >= 0)
            line.AddRange(["taskset", "-c", ServerProcess.Core.ToString(CultureInfo.InvariantCulture)]);
        return Run([.. line, $"{Bin}/{program}", .. arguments], ct);
    }

    private static async Task Run(string[] line, CancellationToken ct)
    {
        // What initdb tells is nobody's; the server's own words go to its log, or its pipe would never end.
        var quiet = line.Any(one => one.EndsWith("/initdb", StringComparison.Ordinal));
        using var process = Process.Start(new ProcessStartInfo(line[0], line[1..])
        {
            WorkingDirectory = "/", RedirectStandardInput = true, RedirectStandardOutput = quiet,
        })!;
        if (quiet)
            await process.StandardOutput.ReadToEndAsync(ct);
        await process.WaitForExitAsync(ct);
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{string.Join(' ', line)} ended with {process.ExitCode}");
    }
}
