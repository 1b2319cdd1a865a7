using TellerLine.Kernel;

namespace TellerLine.Host;

/// <summary>One centre to a data directory: held by a lock on a file, which the system gives back whatever way the process ends.</summary>
internal sealed class SingleInstance : IAsyncDisposable, IDisposable
{
    private readonly FileStream held;

    private SingleInstance(FileStream held) => this.held = held;

    /// <exception cref="StartException">Another centre runs on it, or it cannot be written.</exception>
    public static SingleInstance Take(KernelOptions kernel) => Take(kernel.DataDirectory);

    public static SingleInstance Take(string dataDirectory)
    {
        var run = Path.Combine(dataDirectory, "run");
        try
        {
            Directory.CreateDirectory(run);
            return new SingleInstance(new FileStream(Path.Combine(run, "centre.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new StartException($"{dataDirectory}: another centre runs on this directory, or it cannot be written ({fault.Message}).");
        }
    }

    public void Dispose() => held.Dispose();

    public ValueTask DisposeAsync() => held.DisposeAsync();
}
