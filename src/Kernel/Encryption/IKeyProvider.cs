namespace TellerLine.Kernel;

/// <summary>
/// Where the installation's keys lie: in files (<see cref="KeyFiles"/>), or in an HSM whose adapter finds and unwraps
/// them here. Asked at start and when a key is made, never per value: it may be slow. An adapter is registered before
/// <c>AddKernel</c>.
/// </summary>
public interface IKeyProvider
{
    /// <summary>
    /// The 32 bytes of the key with this id (<c>data-1</c>, <c>search-1</c>, <c>pin</c>), or null when there is none.
    /// </summary>
    /// <exception cref="KeyException">It is there and cannot be used.</exception>
    byte[]? Find(string id);

    /// <summary>
    /// Makes a key of 32 random bytes under this id and keeps it for good; one that is there already is given back
    /// unchanged.
    /// </summary>
    /// <exception cref="KeyException">It cannot be kept.</exception>
    byte[] Make(string id);

    /// <summary>Where it looked, for a message to the administrator: <c>data/keys/data-1.key</c>.</summary>
    string PlaceOf(string id);
}

/// <summary>
/// A key is missing, unreadable or not the one that the database was written with; the message says which and what to
/// do.
/// </summary>
public sealed class KeyException(string message) : IOException(message);

/// <summary>Key files: <see cref="KeyFile"/>.</summary>
internal sealed class KeyFiles(KernelOptions options) : IKeyProvider
{
    public byte[]? Find(string id) => KeyFile.Exists(options.DataDirectory, id) ? Make(id) : null;

    public byte[] Make(string id)
    {
        try
        {
            return KeyFile.LoadOrMake(options.DataDirectory, id);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new KeyException($"The key {PlaceOf(id)} cannot be used: {e.Message}");
        }
    }

    public string PlaceOf(string id) => Path.Combine(options.DataDirectory, "keys", id + ".key");
}
