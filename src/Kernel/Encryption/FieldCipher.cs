using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace TellerLine.Kernel;

/// <summary>A key and its id.</summary>
internal sealed record NamedKey(string Id, byte[] Bytes)
{
    public override string ToString() => Id;
}

internal sealed class FieldCipher : IFieldCipher
{
    internal const string Algorithm = "aes-256-gcm";
    private const string HashAlgorithm = "hmac-sha256";
    private const int NonceLength = 12;
    private const int TagLength = 16;

    private Keys? _keys;

    private Keys Loaded => Volatile.Read(ref _keys)
        ?? throw new InvalidOperationException("The keys are loaded at the program's start.");

    /// <summary>From now on: of each family the current key first.</summary>
    internal void Use(IReadOnlyList<NamedKey> data, IReadOnlyList<NamedKey> search) =>
        Volatile.Write(ref _keys, new Keys(data, search));

    public string Encrypt(string plain, FieldPlace place)
    {
        var bytes = Encoding.UTF8.GetBytes(plain);
        var stored = Encrypt(bytes, place);
        CryptographicOperations.ZeroMemory(bytes);
        return stored;
    }

    public string Encrypt(ReadOnlySpan<byte> plain, FieldPlace place)
    {
        var key = Loaded.Data[0];
        Span<byte> sealedBytes = new byte[NonceLength + plain.Length + TagLength];
        var nonce = sealedBytes[..NonceLength];
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(key.Bytes, TagLength);
        aes.Encrypt(
            nonce, plain, sealedBytes[NonceLength..^TagLength], sealedBytes[^TagLength..], Additional(key.Id, place));
        return $"{Algorithm}${key.Id}${Base64Url.EncodeToString(sealedBytes)}";
    }

    public string Decrypt(string stored, FieldPlace place)
    {
        var bytes = DecryptBytes(stored, place);
        var plain = Encoding.UTF8.GetString(bytes);
        CryptographicOperations.ZeroMemory(bytes);
        return plain;
    }

    public byte[] DecryptBytes(string stored, FieldPlace place)
    {
        if (stored.Split('$') is not [Algorithm, var id, var text])
            throw new FieldUnreadableException(place, "it is not encrypted as this version does");
        var key = Loaded.Data.FirstOrDefault(k => k.Id == id)
            ?? throw new FieldUnreadableException(place, $"there is no key {id}");
        try
        {
            var sealedBytes = Base64Url.DecodeFromChars(text).AsSpan();
            if (sealedBytes.Length < NonceLength + TagLength)
                throw new FieldUnreadableException(place, "it is cut short");
            var plain = new byte[sealedBytes.Length - NonceLength - TagLength];
            using var aes = new AesGcm(key.Bytes, TagLength);
            aes.Decrypt(
                sealedBytes[..NonceLength], sealedBytes[NonceLength..^TagLength], sealedBytes[^TagLength..], plain,
                Additional(id, place));
            return plain;
        }
        catch (Exception e) when (e is FormatException or CryptographicException)
        {
            throw new FieldUnreadableException(place, "it was altered, or belongs to another place");
        }
    }

    public bool IsCurrent(string? stored) =>
        stored?.StartsWith($"{Algorithm}${Loaded.Data[0].Id}$", StringComparison.Ordinal) == true;

    public string Renew(string stored, FieldPlace place) =>
        IsCurrent(stored) ? stored
        : Encrypt(
            stored.StartsWith($"{Algorithm}$", StringComparison.Ordinal) ? Decrypt(stored, place) : stored, place);

    public string Hash(string kind, string normalised) => Hash(Loaded.Search[0], kind, normalised);

    public IReadOnlyList<string> Hashes(string kind, string normalised) =>
        [.. Loaded.Search.Select(key => Hash(key, kind, normalised))];

    public bool IsCurrentHash(string? stored) =>
        stored?.StartsWith($"{HashAlgorithm}${Loaded.Search[0].Id}$", StringComparison.Ordinal) == true;

    private static string Hash(NamedKey key, string kind, string normalised) =>
        $"{HashAlgorithm}${key.Id}$"
        + Convert.ToHexStringLower(HMACSHA256.HashData(key.Bytes, Encoding.UTF8.GetBytes($"{kind}\n{normalised}")));

    private static byte[] Additional(string keyId, FieldPlace place) =>
        Encoding.UTF8.GetBytes($"{Algorithm}\n{keyId}\n{place.Table}\n{place.Column}\n{place.Row}");

    private sealed record Keys(IReadOnlyList<NamedKey> Data, IReadOnlyList<NamedKey> Search);
}
