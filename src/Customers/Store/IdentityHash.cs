using System.Security.Cryptography;
using System.Text;
using TellerLine.Kernel;

namespace TellerLine.Customers;

/// <summary>
/// Identity numbers as they are stored to be found: HMAC-SHA256 under a key file, because a bare hash of eighteen
/// digits with a known region and birthday is guessed in seconds. The algorithm is named in the value, so that another
/// may follow.
/// </summary>
internal sealed class IdentityHash(IKeyProvider keys)
{
    internal const string Key = "identity";

    /// <summary>Checked at start, or made there for an empty register.</summary>
    private readonly Lazy<byte[]> _key = new(
        () => keys.Find(Key) ?? throw new KeyException($"{keys.PlaceOf(Key)} is missing."));

    internal string Of(IdentityKind kind, string number)
    {
        var text = $"{kind}/{IdentityNumbers.Canonical(number)}";
        return "hmac-sha256$" + Convert.ToHexStringLower(HMACSHA256.HashData(_key.Value, Encoding.UTF8.GetBytes(text)));
    }
}
