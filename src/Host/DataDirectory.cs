using TellerLine.Kernel;
using TellerLine.Voice.Media;

namespace TellerLine.Host;

/// <summary>The directory of database, recordings, keys and run files.</summary>
internal static class DataDirectory
{
    private const string Probe = ".writable";

    private static readonly string[] Ours =
        ["tellerline.db", "tellerline.db-wal", "tellerline.db-shm", "recordings", "files", "keys", "run", Probe];

    /// <summary>
    /// Makes it where it is missing, and finds out before the start whether all in it can be written.
    /// </summary>
    /// <exception cref="StartException">It cannot.</exception>
    public static void Prepare(string path)
    {
        try
        {
            var run = Path.Combine(path, "run");
            Directory.CreateDirectory(run);
            Tighten(path);
            foreach (var folder in new[] { path, run })
                File.Create(Path.Combine(folder, Probe), 1, FileOptions.DeleteOnClose).Dispose();
            var database = Path.Combine(path, "tellerline.db");
            if (File.Exists(database))
                new FileStream(database, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite).Dispose();
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw Unwritable(path, fault);
        }
    }

    /// <summary>For a command that looks at a centre's database and makes none.</summary>
    /// <exception cref="StartException">There is none.</exception>
    public static void CheckDatabase(KernelOptions kernel)
    {
        if (kernel.PostgreSql.Length == 0 && !File.Exists(Path.Combine(kernel.DataDirectory, "tellerline.db")))
            throw new StartException($"There is no database in {Path.GetFullPath(kernel.DataDirectory)}: --data DIR.");
    }

    public static StartException Unwritable(string path, Exception fault) => new(
        $"The data directory {Path.GetFullPath(path)} cannot be written: {fault.Message}\n"
        + "Make it writable for this user, or choose another: --data DIR.");

    /// <summary>
    /// <c>--fresh</c>: empties it. Only a directory that looks like one of ours is emptied, so that a slip of the hand
    /// (<c>--data /home</c>) costs nothing.
    /// </summary>
    /// <exception cref="StartException">It holds something that is not ours, or a centre runs on it.</exception>
    public static async Task Empty(string path)
    {
        if (!Directory.Exists(path))
            return;
        if (StrangeIn(path) is { } strange)
            throw new StartException(
                $"--fresh: {path} holds {strange}, which is not TellerLine's; nothing was removed.");
        using (SingleInstance.Take(path))
            await MediaLeftBehind.Stop(Path.Combine(path, "run"), TimeProvider.System);
        Directory.Delete(path, recursive: true);
    }

    /// <remarks>
    /// A directory shared with somebody else's files (<c>--data /srv</c>) keeps its mode: only ours are closed.
    /// </remarks>
    private static void Tighten(string path)
    {
        foreach (var name in Ours)
            OwnerOnly.Tighten(Path.Combine(path, name));
        if (StrangeIn(path) is null)
            OwnerOnly.Tighten(path);
    }

    private static string? StrangeIn(string path) =>
        Directory.EnumerateFileSystemEntries(path).Select(Path.GetFileName)
        .FirstOrDefault(name => !Ours.Contains(name));
}
