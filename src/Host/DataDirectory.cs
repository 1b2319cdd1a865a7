using TellerLine.Voice.Media;

namespace TellerLine.Host;

/// <summary>The directory of database, recordings, keys and run files.</summary>
internal static class DataDirectory
{
    /// <summary>
    /// <c>--fresh</c>: empties it. Only a directory that looks like one of ours is emptied, so that a slip of the hand (<c>--data /home</c>)
    /// costs nothing.
    /// </summary>
    /// <exception cref="StartException">It holds something that is not ours, or a centre runs on it.</exception>
    public static async Task Empty(string path)
    {
        if (!Directory.Exists(path))
            return;
        string[] ours = ["tellerline.db", "tellerline.db-wal", "tellerline.db-shm", "recordings", "keys", "run"];
        var strange = Directory.EnumerateFileSystemEntries(path).Select(Path.GetFileName).FirstOrDefault(name => !ours.Contains(name));
        if (strange is not null)
            throw new StartException($"--fresh: {path} holds {strange}, which is not TellerLine's; nothing was removed.");
        using (SingleInstance.Take(path))
            await MediaLeftBehind.Stop(Path.Combine(path, "run"), TimeProvider.System);
        Directory.Delete(path, recursive: true);
    }
}
