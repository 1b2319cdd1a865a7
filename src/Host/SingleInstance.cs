using TellerLine.Kernel;

namespace TellerLine.Host;

/// <summary>
/// One centre to a data directory: _held by a lock on a file, which the system gives back whatever way the process
/// ends.
/// </summary>
internal sealed class SingleInstance : IAsyncDisposable, IDisposable
{
    private readonly FileStream _held;

    private SingleInstance(FileStream held) => _held = held;

    /// <exception cref="StartException">Another centre runs on it, or it cannot be written.</exception>
    public static SingleInstance Take(KernelOptions kernel) => Take(kernel.DataDirectory);

    public static SingleInstance Take(string dataDirectory) => TryTake(dataDirectory) ?? throw new StartException(
        $"Another centre runs on the data directory {Path.GetFullPath(dataDirectory)}. End it, or choose another directory: --data DIR.");

    /// <returns>Null: a centre runs on it.</returns>
    /// <exception cref="StartException">It cannot be written.</exception>
    public static SingleInstance? TryTake(string dataDirectory)
    {
        var path = Path.Combine(dataDirectory, "run", "centre.lock");
        DataDirectory.Prepare(dataDirectory);
        try
        {
            return new SingleInstance(
                new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (UnauthorizedAccessException fault)
        {
            throw DataDirectory.Unwritable(dataDirectory, fault);
        }
        catch (IOException)
        {
            return null;
        }
    }

    public void Dispose() => _held.Dispose();

    public ValueTask DisposeAsync() => _held.DisposeAsync();
}
