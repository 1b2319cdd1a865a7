using System.Security.Cryptography;
using System.Text;
using Dapper;
using TellerLine.Kernel;

namespace TellerLine.Banking;

/// <summary>Proofs of a right PIN. Stored by their hash: who reads the table can use none.</summary>
internal static class PinTokens
{
    private const long KeptUs = 24L * 60 * 60 * 1_000_000;

    internal static void Add(
        WriteScope scope, PinToken token, string customerId, PinKind kind, string? contactId, PinMustChange mustChange,
        long nowUs, int seconds)
    {
        scope.Connection.Execute(
            "DELETE FROM pin_token WHERE expires_us < @old", new { old = nowUs - KeptUs }, scope.Transaction);
        scope.Connection.Execute(
            """
            INSERT INTO pin_token (hash, customer_id, kind, contact_id, must_change, expires_us)
            VALUES (@hash, @customerId, @kind, @contactId, @mustChange, @expiresUs)
            """,
            new
            {
                hash = Hash(token),
                customerId,
                kind = EnumWords.Of(kind),
                contactId,
                mustChange = (long)mustChange,
                expiresUs = nowUs + (seconds * 1_000_000L),
            },
            scope.Transaction);
    }

    /// <summary>What the token is worth for this customer in this contact; its row is locked.</summary>
    /// <param name="kind">Of which PIN it must be: a transaction needs the transaction PIN's.</param>
    internal static TokenFacts Look(
        WriteScope scope, DbEngine engine, PinToken token, string customerId, string contactId, long nowUs,
        PinKind kind = PinKind.Transaction)
    {
        var row = scope.Connection.QuerySingleOrDefault<TokenRow>(
            $"""
            SELECT must_change AS MustChange FROM pin_token
            WHERE hash = @hash AND customer_id = @customerId AND kind = @kind AND (contact_id IS NULL OR contact_id = @contactId)
              AND used_us IS NULL AND expires_us > @nowUs{RowLock.Of(engine)}
            """,
            new { hash = Hash(token), customerId, kind = EnumWords.Of(kind), contactId, nowUs },
            scope.Transaction);
        return row is null ? default : new TokenFacts(Fresh: true, (PinMustChange)row.MustChange);
    }

    /// <summary>Of those that were not used yet.</summary>
    internal static void MustChange(
        WriteScope scope, string customerId, PinKind kind, PinMustChange mustChange) => scope.Connection.Execute(
        """
        UPDATE pin_token SET must_change = @mustChange
        WHERE customer_id = @customerId AND kind = @kind AND used_us IS NULL AND must_change = 0
        """,
        new { customerId, kind = EnumWords.Of(kind), mustChange = (long)mustChange }, scope.Transaction);

    internal static void Use(WriteScope scope, PinToken token, long nowUs)
    {
        var used = scope.Connection.Execute(
            "UPDATE pin_token SET used_us = @nowUs WHERE hash = @hash AND used_us IS NULL",
            new { hash = Hash(token), nowUs }, scope.Transaction);
        if (used != 1)
            throw new InvalidOperationException("A PIN token was used twice.");
    }

    private static string Hash(PinToken token) =>
        "sha256$" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token.Value)));

    private sealed class TokenRow
    {
        public long MustChange { get; init; }
    }
}
