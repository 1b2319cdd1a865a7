using System.Security.Cryptography;
using System.Text;

namespace TellerLine.Banking;

/// <summary>
/// A PIN as it is stored: HMAC-SHA256, under the installation's key file, of PBKDF2-HMAC-SHA256 of the digits, bound to
/// the customer and the kind so that a row moved to another customer fits nobody. A million possible PINs fall to any
/// iteration count: the key file is what
/// guards a stolen database, the iterations are what is left when both are stolen (decision 0004).
/// </summary>
/// <param name="Iterations">Kept with each hash: a row made with another count is verified with it.</param>
internal sealed record PinHash(string Algorithm, int Iterations, byte[] Salt, byte[] Hash)
{
    internal const string Pbkdf2 = "hmac-sha256(pbkdf2-sha256)";

    internal const int Digits = 6;

    private const int SaltLength = 16;

    internal static PinHash Of(ReadOnlySpan<byte> digits, byte[] key, string customerId, PinKind kind, int iterations)
    {
        var salt = RandomNumberGenerator.GetBytes(SaltLength);
        var hash = new byte[SHA256.HashSizeInBytes];
        Derive(digits, key, customerId, kind, salt, iterations, hash);
        return new PinHash(Pbkdf2, iterations, salt, hash);
    }

    /// <summary>
    /// The same work and time whether it fits or not. What is made of the digits on the way is zeroed.
    /// </summary>
    internal bool Fits(ReadOnlySpan<byte> digits, byte[] key, string customerId, PinKind kind)
    {
        if (Algorithm != Pbkdf2)
            throw new InvalidOperationException($"A PIN is stored with {Algorithm}, which this version does not know.");
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        Derive(digits, key, customerId, kind, Salt, Iterations, hash);
        return CryptographicOperations.FixedTimeEquals(hash, Hash);
    }

    internal static bool IsSixDigits(ReadOnlySpan<byte> digits) => digits.Length == Digits
        && !digits.ContainsAnyExceptInRange((byte)'0', (byte)'9');

    /// <summary>Neither salt nor hash belongs into a log.</summary>
    public override string ToString() => $"PinHash {Algorithm}";

    private static void Derive(
        ReadOnlySpan<byte> digits, byte[] key, string customerId, PinKind kind, byte[] salt, int iterations,
        Span<byte> hash)
    {
        var owner = Encoding.UTF8.GetBytes($"/{kind}/{customerId}");
        Span<byte> bound = stackalloc byte[SHA256.HashSizeInBytes + owner.Length];
        try
        {
            Rfc2898DeriveBytes.Pbkdf2(
                digits, salt, bound[..SHA256.HashSizeInBytes], iterations, HashAlgorithmName.SHA256);
            owner.CopyTo(bound[SHA256.HashSizeInBytes..]);
            HMACSHA256.HashData(key, bound, hash);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bound);
        }
    }
}
