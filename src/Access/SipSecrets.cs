using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace TellerLine.Access;

/// <summary>The realm of this centre's digest secrets.</summary>
internal sealed record SipRealm(string Name);

/// <summary>What the registrar of the exchange asks (bound by the host to Voice's <c>ISipAccounts</c>).</summary>
public interface ISipSecrets
{
    /// <param name="algorithm"><c>MD5</c> or <c>SHA-256</c>.</param>
    /// <returns>HA1 in lower-case hex; null for an unknown or dismissed user, another realm or algorithm.</returns>
    Task<string?> Ha1(string user, string realm, string algorithm, CancellationToken ct = default);
}

internal sealed class SipSecrets(UserStore users) : ISipSecrets
{
    public Task<string?> Ha1(string user, string realm, string algorithm, CancellationToken ct) => users.Ha1(user, realm, algorithm, ct);
}

/// <summary>HA1 = H(user:realm:password), RFC 3261 §22.4 and RFC 8760 §2.</summary>
internal static class SipDigest
{
    [SuppressMessage("Security", "CA5351", Justification = "SIP phones that know no other digest than MD5 are the rule (RFC 3261 §22.4).")]
    public static IEnumerable<(string Algorithm, string Ha1)> Secrets(string user, string realm, string password)
    {
        var a1 = Encoding.UTF8.GetBytes($"{user}:{realm}:{password}");
        yield return ("MD5", Convert.ToHexStringLower(MD5.HashData(a1)));
        yield return ("SHA-256", Convert.ToHexStringLower(SHA256.HashData(a1)));
    }
}
