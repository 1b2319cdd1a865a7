using System.Net.Sockets;
using Microsoft.Win32.SafeHandles;
using TellerLine.Voice.Media.Native;

namespace TellerLine.Voice.Media.Link;

/// <summary>
/// The run directory: <c>media.sock</c>, <c>media.lock</c> (held as long as the process lives), <c>media.log</c>, the
/// DTLS key.
/// </summary>
internal sealed class RunFiles(string directory) : IDisposable
{
    private const int MaxLogBytes = 8 << 20;

    // sun_path has 108 bytes with its end (unix(7)).
    private const int MaxSocketPath = 107;

    private SafeFileHandle? _lock;

    public string SocketPath { get; } = Path.Combine(directory, "media.sock");

    public string LogPath { get; } = Path.Combine(directory, "media.log");

    public string KeysDirectory { get; } = Path.Combine(directory, "keys");

    private string LockPath { get; } = Path.Combine(directory, "media.lock");

    /// <summary>
    /// An flock (that is what .NET's FileShare.None is here): freed by the kernel however the process ends.
    /// </summary>
    public bool TryLock()
    {
        try
        {
            _lock = File.OpenHandle(LockPath, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    /// <summary>
    /// Standard output and error go to the log from here on: also what the runtime says when it dies. The runtime keeps
    /// copies of both: they go there too, else whoever reads the host's output would wait for its end as long as this
    /// process lives.
    /// </summary>
    public void RedirectOutput()
    {
        var copies = CopiesOfOutput();
        if (File.Exists(LogPath) && new FileInfo(LogPath).Length > MaxLogBytes)
            File.Move(LogPath, LogPath + ".1", overwrite: true);
        using var log = File.OpenHandle(
            LogPath, FileMode.Append, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
        using var nothing = File.OpenHandle("/dev/null", FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        // FileMode.Append only sets the position: two processes, one after the other's host, write to this file.
        _ = Libc.fcntl((int)log.DangerousGetHandle(), Libc.FSetFl, Libc.OAppend);
        _ = Libc.dup2((int)nothing.DangerousGetHandle(), 0);
        foreach (var fd in (IEnumerable<int>)[1, 2, .. copies])
            _ = Libc.dup2((int)log.DangerousGetHandle(), fd);
    }

    private static List<int> CopiesOfOutput()
    {
        string?[] outputs = [Target(1), Target(2)];
        return [.. Directory.EnumerateFileSystemEntries("/proc/self/fd")
            .Select(path => int.Parse(Path.GetFileName(path), System.Globalization.CultureInfo.InvariantCulture))
            .Where(fd => fd > 2 && Target(fd) is { } target && target != "/dev/null" && outputs.Contains(target))];

        static string? Target(int fd) => new FileInfo($"/proc/self/fd/{fd}").LinkTarget;
    }

    /// <summary>
    /// Last of all: a socket to connect to means a process that is ready. The directory's owner alone may connect.
    /// </summary>
    public Socket Listen()
    {
        if (SocketPath.Length > MaxSocketPath)
            throw new MediaException($"the run directory's path is too long for a socket: {directory}");
        File.Delete(SocketPath);
        var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(SocketPath));
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(SocketPath, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        listener.Listen(1);
        return listener;
    }

    public void Dispose() => _lock?.Dispose();
}
