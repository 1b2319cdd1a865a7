namespace TellerLine.Kernel;

/// <summary>
/// Where a value stands. It is part of what is authenticated: a value copied to another row or column opens nowhere.
/// </summary>
/// <param name="Row">The row's key; of several columns joined with <c>/</c>.</param>
public readonly record struct FieldPlace(string Table, string Column, string Row);

/// <summary>
/// Single values encrypted before they reach the database (<c>docs/encryption.md</c>): AES-256-GCM with a random nonce,
/// the key's id in the value, the place as additional data. What must be found again has a keyed hash beside it.
/// </summary>
public interface IFieldCipher
{
    /// <returns><c>aes-256-gcm$KEY$BASE64URL</c> of nonce (12 bytes), ciphertext and tag (16 bytes).</returns>
    string Encrypt(string plain, FieldPlace place);

    /// <summary>For secrets, which are never a string; the caller zeroes them.</summary>
    string Encrypt(ReadOnlySpan<byte> plain, FieldPlace place);

    /// <exception cref="FieldUnreadableException">Not encrypted, altered, moved from another place, or its key is not
    /// here.</exception>
    string Decrypt(string stored, FieldPlace place);

    /// <summary>For secrets: the caller zeroes what it gets.</summary>
    /// <exception cref="FieldUnreadableException">As <see cref="Decrypt"/>.</exception>
    byte[] DecryptBytes(string stored, FieldPlace place);

    /// <summary>Encrypted under the key that new values get; false for clear text and for older keys.</summary>
    bool IsCurrent(string? stored);

    /// <summary>
    /// For <see cref="IEncryptedTable"/> alone: the value under the current key, whether it was in the clear or under
    /// an older one.
    /// </summary>
    string Renew(string stored, FieldPlace place);

    /// <summary>The keyed hash (HMAC-SHA-256) by which a value is found: <c>hmac-sha256$KEY$HEX</c>.</summary>
    /// <param name="kind">What it is (<c>phone</c>), so that equal texts of two kinds have two hashes.</param>
    /// <param name="normalised">In its one way of writing; only the whole of it is ever found.</param>
    string Hash(string kind, string normalised);

    /// <summary>
    /// Under every key in use, one or two, the newest first: while hashes are being renewed a row has one of them.
    /// </summary>
    IReadOnlyList<string> Hashes(string kind, string normalised);

    bool IsCurrentHash(string? stored);
}

/// <summary>A stored value cannot be opened; the message names its place, never the value.</summary>
public sealed class FieldUnreadableException(FieldPlace place, string why)
    : Exception($"{place.Table}.{place.Column} of {place.Row} cannot be read: {why}.");

/// <summary>
/// A table with encrypted columns. The same pass encrypts what older versions left in the clear and renews everything
/// after a rotation: it runs at start until it has come to the end once under the present keys, a batch a transaction,
/// and may be interrupted anywhere.
/// </summary>
public interface IEncryptedTable
{
    string Name { get; }

    /// <summary>
    /// Goes over the next rows in order of their key and encrypts and hashes those anew that are not under the current
    /// keys.
    /// </summary>
    /// <param name="after">The key returned before, or null to begin.</param>
    /// <returns>The last row's key, or null when there was no row after <paramref name="after"/>.</returns>
    string? Renew(WriteScope scope, string? after, int limit);
}

/// <summary>
/// A key of the installation outside the two families of <see cref="IFieldCipher"/>, to be checked at start: a
/// capability registers one for each (<c>pin</c>).
/// </summary>
/// <param name="InUse">Whether the database holds anything made with it: then a missing key is never replaced by a new
/// one.</param>
public sealed record InstallationKey(string Id, Func<System.Data.IDbConnection, bool> InUse);
