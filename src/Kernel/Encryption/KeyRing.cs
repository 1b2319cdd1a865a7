using System.Data;
using System.Security.Cryptography;
using System.Text;
using Dapper;
using Microsoft.Extensions.Logging;

namespace TellerLine.Kernel;

/// <summary>Replaces the keys of <see cref="IFieldCipher"/> and renews what they protect.</summary>
public interface IKeyRotation
{
    /// <summary>
    /// Makes a new key of each family, encrypts and hashes every row anew, and retires the old keys. Interrupted, it is
    /// finished by the next start or the next call.
    /// </summary>
    /// <param name="progress">Told each table's name and the rows gone over so far.</param>
    /// <returns>The ids of the keys that nothing needs any more; their files may go once no backup needs
    /// them.</returns>
    Task<IReadOnlyList<string>> Rotate(Action<string, long>? progress = null, CancellationToken ct = default);
}

/// <summary>
/// The installation's keys. The database remembers each key's id and a value computed with it (never the key), so that
/// a wrong or a missing key is refused at start, and a new one never takes the place of one that something is encrypted
/// with.
/// </summary>
internal sealed partial class KeyRing(
    IDb db, IKeyProvider provider, FieldCipher cipher, IEnumerable<IEncryptedTable> tables,
    IEnumerable<InstallationKey> others,
    TimeProvider time, ILogger<KeyRing> log) : IAtStart, IKeyRotation
{
    private const string Data = "data";
    private const string Search = "search";
    private const int Batch = 500;

    public async Task Run(CancellationToken ct)
    {
        foreach (var other in others)
            await Known(other.Id, other.Id, 0, other.InUse, ct);
        await Load(ct);
        await Renew(null, ct);
    }

    public async Task<IReadOnlyList<string>> Rotate(Action<string, long>? progress, CancellationToken ct)
    {
        // One that was begun and not finished is finished first: never more than two keys of a family at once.
        await Renew(progress, ct);
        foreach (var family in new[] { Data, Search })
        {
            var number = (await Living(family, ct))[0].Number + 1;
            await Remember($"{family}-{number}", family, number, ct);
        }
        await Load(ct);
        return await Renew(progress, ct);
    }

    /// <summary>Looks once more whether every key that the database knows is there and the right one.</summary>
    /// <exception cref="KeyException">The first that is not.</exception>
    internal async Task Check(CancellationToken ct)
    {
        var rows = await db.Read(connection => connection.Query<KeyRow>(
            "SELECT id AS Id, number AS Number, check_value AS CheckValue FROM installation_key WHERE retired_us IS NULL")
            .AsList(), ct);
        rows.ForEach(Right);
    }

    private async Task Load(CancellationToken ct)
    {
        var found = new Dictionary<string, IReadOnlyList<NamedKey>>();
        foreach (var family in new[] { Data, Search })
        {
            await Known(family, $"{family}-1", 1, _ => false, ct);
            found[family] = [.. (await Living(family, ct)).Select(row => new NamedKey(row.Id, provider.Find(row.Id)!))];
        }
        cipher.Use(found[Data], found[Search]);
    }

    /// <summary>
    /// Every living key of the family is there and the right one; the first is made when the database knows none.
    /// </summary>
    private async Task Known(
        string family, string firstId, int firstNumber, Func<IDbConnection, bool> inUse, CancellationToken ct)
    {
        var living = await Living(family, ct);
        if (living.Count == 0)
        {
            if (provider.Find(firstId) is null && await db.Read(inUse, ct))
                throw Missing(firstId);
            await Remember(firstId, family, firstNumber, ct);
            living = await Living(family, ct);
        }
        living.ForEach(Right);
    }

    private void Right(KeyRow row)
    {
        var key = provider.Find(row.Id) ?? throw Missing(row.Id);
        if (CheckOf(row.Id, key) != row.CheckValue)
            throw new KeyException(
                $"{provider.PlaceOf(row.Id)} is not the key this database was written with: restore the right one from its backup.");
    }

    private KeyException Missing(string id) => new(
        $"The database holds what only the key {provider.PlaceOf(id)} opens, and it is missing: restore it from its backup. "
        + "(No new one is made in its place: it would open nothing.)");

    private async Task Remember(string id, string family, long number, CancellationToken ct)
    {
        var key = provider.Make(id);
        await db.Write(scope => scope.Connection.Execute(
            """
            INSERT INTO installation_key (id, family, number, check_value, made_us) VALUES (@id, @family, @number, @check, @now)
            ON CONFLICT (id) DO NOTHING
            """,
            new { id, family, number, check = CheckOf(id, key), now = time.NowUs() }, scope.Transaction), ct);
    }

    private Task<List<KeyRow>> Living(string family, CancellationToken ct) => db.Read(
        connection => connection.Query<KeyRow>(
            """
            SELECT id AS Id, number AS Number, check_value AS CheckValue FROM installation_key
            WHERE family = @family AND retired_us IS NULL ORDER BY number DESC
            """, new { family }).AsList(), ct);

    /// <returns>The keys that were retired by it.</returns>
    private async Task<IReadOnlyList<string>> Renew(Action<string, long>? progress, CancellationToken ct)
    {
        var current = new[] { (await Living(Data, ct))[0].Id, (await Living(Search, ct))[0].Id };
        var keys = string.Join(',', current);
        foreach (var table in tables)
            await Renew(table, keys, progress, ct);
        return await db.Write(scope => scope.Connection.Query<string>(
            """
            UPDATE installation_key SET retired_us = @now
            WHERE family IN (@Data, @Search) AND id NOT IN (@one, @other) AND retired_us IS NULL RETURNING id
            """, new { now = time.NowUs(), Data, Search, one = current[0], other = current[1] }, scope.Transaction).AsList(), ct);
    }

    private async Task Renew(IEncryptedTable table, string keys, Action<string, long>? progress, CancellationToken ct)
    {
        var done = await db.Read(
            connection => connection.QuerySingleOrDefault<string>(
                "SELECT keys FROM encrypted_table WHERE name = @Name", new { table.Name }), ct);
        if (done == keys)
            return;
        string? after = null;
        long batches = 0;
        while (true)
        {
            var from = after;
            after = await db.Write(scope => table.Renew(scope, from, Batch), ct);
            if (after is null)
                break;
            progress?.Invoke(table.Name, ++batches * Batch);
        }
        await db.Write(scope => scope.Connection.Execute(
            "INSERT INTO encrypted_table (name, keys) VALUES (@Name, @keys) ON CONFLICT (name) DO UPDATE SET keys = @keys",
            new { table.Name, keys }, scope.Transaction), ct);
        LogRenewed(log, table.Name, keys);
    }

    private static string CheckOf(string id, byte[] key) => "hmac-sha256$"
        + Convert.ToHexStringLower(
            HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"TellerLine key {id}")).AsSpan(0, 16));

    [LoggerMessage(Level = LogLevel.Information, Message = "{Table} is encrypted under {Keys}")]
    private static partial void LogRenewed(ILogger logger, string table, string keys);

    private sealed class KeyRow
    {
        public required string Id { get; init; }

        public long Number { get; init; }

        public required string CheckValue { get; init; }
    }
}
