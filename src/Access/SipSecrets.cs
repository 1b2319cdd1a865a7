using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using Dapper;
using TellerLine.Kernel;

namespace TellerLine.Access;

/// <summary>The realm of this centre's digest secrets.</summary>
internal sealed record SipRealm(string Name);

/// <summary>
/// The secrets of users' SIP telephones: made by the centre, one a user, nothing to do with the password of the pages,
/// which a telephone's MD5 would give away to whoever listens.
/// </summary>
public interface ISipSecrets
{
    /// <summary>What the registrar of the exchange asks (bound by the host to Voice's <c>ISipAccounts</c>).</summary>
    /// <param name="algorithm"><c>MD5</c> or <c>SHA-256</c>.</param>
    /// <returns>HA1 in lower-case hex; null for an unknown or dismissed user, another realm or algorithm.</returns>
    Task<string?> Ha1(string user, string realm, string algorithm, CancellationToken ct = default);

    /// <returns>The secret as it is keyed into a telephone; null for an unknown or dismissed user.</returns>
    Task<string?> Of(string user, CancellationToken ct = default);

    /// <summary>Makes a new one; telephones with the old one are refused when they register next. Audited.</summary>
    /// <returns>The new secret; null for an unknown or dismissed user.</returns>
    Task<string?> Renew(string user, string by, CancellationToken ct = default);
}

internal sealed class SipSecrets(IDb db, IFieldCipher cipher, SipRealm realm, IAudit audit, TimeProvider time)
    : ISipSecrets
{
    /// <summary>119 bits in characters that are not taken for one another.</summary>
    private const int Length = 24;
    private const string Alphabet = "abcdefghijkmnpqrstuvwxyz23456789";

    public async Task<string?> Ha1(string user, string askedRealm, string algorithm, CancellationToken ct)
    {
        if (askedRealm != realm.Name || await Of(user, ct) is not { } secret)
            return null;
        return SipDigest.Ha1(user, realm.Name, secret, algorithm);
    }

    public async Task<string?> Of(string user, CancellationToken ct)
    {
        var stored = await db.Read(c => c.QuerySingleOrDefault<string>(
            """
            SELECT s.secret FROM sip_account s JOIN access_user u ON u.number = s.number AND u.active = 1
            WHERE s.number = @user
            """, new { user }), ct);
        return stored is null ? null : cipher.Decrypt(stored, Place(user));
    }

    public Task<string?> Renew(string user, string by, CancellationToken ct) => db.Write(scope =>
    {
        if (UserStore.Find(scope, user) is null)
            return null;
        var secret = RandomNumberGenerator.GetString(Alphabet, Length);
        Write(scope, user, secret, "DO UPDATE SET secret = @stored, since_us = @now");
        audit.Add(scope, by, "sip.secretRenewed", $"user/{user}", "");
        return secret;
    }, ct);

    /// <summary>Whoever has one keeps it.</summary>
    internal void Ensure(WriteScope scope, string user) =>
        Write(scope, user, RandomNumberGenerator.GetString(Alphabet, Length), "DO NOTHING");

    internal static FieldPlace Place(string user) => new("sip_account", "secret", user);

    private void Write(WriteScope scope, string user, string secret, string elseDo) => scope.Connection.Execute(
        $"INSERT INTO sip_account (number, secret, since_us) VALUES (@user, @stored, @now) ON CONFLICT (number) {elseDo}",
        new { user, stored = cipher.Encrypt(secret, Place(user)), now = time.NowUs() }, scope.Transaction);
}

/// <summary>Gives a secret to users of the time when the password of the pages was also the telephone's.</summary>
internal sealed class SipSecretsAtStart(IDb db, SipSecrets secrets) : IAtStart
{
    public async Task Run(CancellationToken ct)
    {
        var without = await db.Read(c => c.Query<string>(
            "SELECT number FROM access_user u WHERE NOT EXISTS (SELECT 1 FROM sip_account s WHERE s.number = u.number)").AsList(), ct);
        if (without.Count == 0)
            return;
        await db.Write(scope =>
        {
            foreach (var user in without)
                secrets.Ensure(scope, user);
            return without.Count;
        }, ct);
    }
}

internal sealed class EncryptedSipSecrets(IFieldCipher cipher) : IEncryptedTable
{
    public string Name => "sip_account";

    public string? Renew(WriteScope scope, string? after, int limit)
    {
        var rows = scope.Connection.Query<(string Number, string Secret)>(
            "SELECT number, secret FROM sip_account WHERE number > @after ORDER BY number LIMIT @limit",
            new { after = after ?? "", limit }, scope.Transaction).AsList();
        foreach (var (number, secret) in rows.Where(row => !cipher.IsCurrent(row.Secret)))
            scope.Connection.Execute(
                "UPDATE sip_account SET secret = @renewed WHERE number = @number",
                new { number, renewed = cipher.Renew(secret, SipSecrets.Place(number)) }, scope.Transaction);
        return rows.Count == 0 ? null : rows[^1].Number;
    }
}

/// <summary>HA1 = H(user:realm:password), RFC 3261 §22.4 and RFC 8760 §2.</summary>
internal static class SipDigest
{
    /// <returns>Null for an algorithm that is neither.</returns>
    [SuppressMessage("Security", "CA5351",
        Justification = "SIP phones that know no other digest than MD5 are the rule (RFC 3261 §22.4).")]
    public static string? Ha1(string user, string realm, string secret, string algorithm)
    {
        var a1 = Encoding.UTF8.GetBytes($"{user}:{realm}:{secret}");
        return algorithm.ToUpperInvariant() switch
        {
            "MD5" => Convert.ToHexStringLower(MD5.HashData(a1)),
            "SHA-256" => Convert.ToHexStringLower(SHA256.HashData(a1)),
            _ => null,
        };
    }
}
