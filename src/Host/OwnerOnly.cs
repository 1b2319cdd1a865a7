using System.Runtime.InteropServices;

namespace TellerLine.Host;

/// <summary>
/// What this program makes (database, recordings, keys, sockets, locks) is for its user alone: 0700 for folders, 0600
/// for files. Both processes set it before anything else, so no file is forgotten, whatever the umask they were started
/// with.
/// </summary>
internal static class OwnerOnly
{
    private const UnixFileMode ForFiles = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode ForFolders = ForFiles | UnixFileMode.UserExecute;
    private const UnixFileMode Others = (UnixFileMode)0b111_111;

    public static void FromNowOn()
    {
        if (!OperatingSystem.IsWindows())
            _ = umask((uint)Others);
    }

    /// <summary>
    /// Closes what an earlier program or a restored backup left open to others. A folder itself comes last: once it is
    /// closed, all that lies in it was closed before, and later starts need not look at every recording. What a link
    /// points to lies elsewhere and is
    /// left as it is.
    /// </summary>
    /// <exception cref="IOException">Or <see cref="UnauthorizedAccessException"/>: it is not this user's.</exception>
    public static void Tighten(string path)
    {
        if (OperatingSystem.IsWindows() || !Path.Exists(path))
            return;
        if ((File.GetAttributes(path) & FileAttributes.ReparsePoint) != 0 || (File.GetUnixFileMode(path) & Others) == 0)
            return;
        if (!Directory.Exists(path))
        {
            File.SetUnixFileMode(path, ForFiles);
            return;
        }
        foreach (var inside in Directory.EnumerateFileSystemEntries(path))
            Tighten(inside);
        File.SetUnixFileMode(path, ForFolders);
    }

    // A blittable call: it needs no generated marshalling.
    [DllImport("libc", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
#pragma warning disable IDE1006, SYSLIB1054 // the system's own name
    private static extern uint umask(uint mask);
#pragma warning restore IDE1006, SYSLIB1054
}
