using System.Security.Cryptography;

namespace TellerLine.Kernel;

/// <summary>
/// A secret key of this installation, <c>keys/NAME.key</c> in the data directory: random, made at first use, readable
/// by the owner alone (0600 in a 0700 directory). It is not in the database on purpose: who has one of the two has
/// nothing. Back both up, apart.
/// </summary>
public static class KeyFile
{
    public const int Length = 32;

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    public static bool Exists(string dataDirectory, string name) => File.Exists(PathOf(dataDirectory, name));

    /// <summary>The key; of several processes that make it at once, all get the one that won.</summary>
    /// <exception cref="IOException">It cannot be made or read, or is not <see cref="Length"/> bytes.</exception>
    public static byte[] LoadOrMake(string dataDirectory, string name)
    {
        var path = PathOf(dataDirectory, name);
        if (!File.Exists(path))
            Make(path);
        var key = File.ReadAllBytes(path);
        return key.Length == Length ? key : throw new IOException($"{path} has {key.Length} bytes, not {Length}.");
    }

    private static void Make(string path)
    {
        var directory = Path.GetDirectoryName(path)!;
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(directory);
        else
            Directory.CreateDirectory(directory, OwnerOnly | UnixFileMode.UserExecute);
        var draft = $"{path}.{Environment.ProcessId}-{Environment.CurrentManagedThreadId}";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerOnly;
        using (var file = new FileStream(draft, options))
        {
            file.Write(RandomNumberGenerator.GetBytes(Length));
            file.Flush(flushToDisk: true);
        }

        try
        {
            File.Move(draft, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(draft);
        }
    }

    private static string PathOf(string dataDirectory, string name) =>
        Path.Combine(dataDirectory, "keys", name + ".key");
}
