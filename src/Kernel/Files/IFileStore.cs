namespace TellerLine.Kernel;

/// <summary>
/// Bytes, each content once, addressed by its SHA-256 (64 lower hexadecimal digits). Who keeps a file has a row that
/// names its hash; what no row names any more, its owner removes later. On disk (<see cref="DiskFiles"/>), or in an
/// object store whose adapter is registered before <c>AddKernel</c>.
/// </summary>
public interface IFileStore
{
    /// <summary>The id of the key that files on disk are encrypted under; whose rows name files registers it
    /// (<see cref="InstallationKey"/>).</summary>
    const string Key = "files";

    /// <summary>Begins a file. Nothing of it stays unless it is kept (<see cref="FileDraft.Keep"/>).</summary>
    /// <exception cref="FileStoreFullException">There is no room.</exception>
    FileDraft Begin();

    /// <returns>Its bytes, seekable; null: there are none under this hash.</returns>
    /// <exception cref="IOException">They are not what was kept.</exception>
    Task<Stream?> Open(string hash, CancellationToken ct = default);

    /// <summary>The hashes of all that were last kept before that moment, in no order.</summary>
    IAsyncEnumerable<string> KeptBefore(DateTimeOffset moment, CancellationToken ct = default);

    /// <summary>Removes it unless somebody kept it again since.</summary>
    /// <returns>Whether it was removed.</returns>
    Task<bool> Remove(string hash, DateTimeOffset keptBefore, CancellationToken ct = default);

    /// <summary>Clears what was begun before that moment and neither kept nor given up: its writer died.</summary>
    /// <returns>How many.</returns>
    Task<int> RemoveDrafts(DateTimeOffset begunBefore, CancellationToken ct = default);
}

/// <summary>A file on its way in: written, finished, looked at, kept. Disposed before it is kept, it is gone.</summary>
public abstract class FileDraft : IAsyncDisposable
{
    /// <summary>Bytes so far.</summary>
    public abstract long Size { get; }

    /// <exception cref="FileStoreFullException">There is no room.</exception>
    public abstract Task Write(ReadOnlyMemory<byte> bytes, CancellationToken ct = default);

    /// <summary>No more comes; it is on disk.</summary>
    /// <returns>Its hash.</returns>
    public abstract Task<string> Finish(CancellationToken ct = default);

    /// <summary>Its bytes, seekable; after <see cref="Finish"/>.</summary>
    public abstract Stream Open();

    /// <summary>Puts it in its place, or finds its content there already: counts as kept now.</summary>
    public abstract Task Keep(CancellationToken ct = default);

    public abstract ValueTask DisposeAsync();
}

/// <summary>Less room is left than the database and the recordings need to go on.</summary>
public sealed class FileStoreFullException() : IOException("There is no room for another file.");
