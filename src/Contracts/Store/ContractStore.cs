using System.Data;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Dapper;
using TellerLine.Kernel;

namespace TellerLine.Contracts;

/// <summary>A contract's row, its terms opened.</summary>
internal sealed record StoredContract(
    Contract Contract, string Type, long? SignedUs, string? Signer, string? Signature, string? Reason, long CreatedUs,
    string CreatedBy, long Version);

/// <summary>The tables of <c>001_contracts.sql</c>.</summary>
internal sealed class ContractStore(IFieldCipher cipher, KernelOptions kernel, TimeProvider time)
{
    private const string Columns =
        """
        SELECT number AS Number, customer_id AS CustomerId, unit AS Unit, status AS Status, type AS Type, edition AS Edition,
          terms AS Terms, pending AS Pending, signed_us AS SignedUs, signer AS Signer, signature AS Signature,
          reason AS Reason, created_us AS CreatedUs, created_by AS CreatedBy, version AS Version
        FROM contract
        """;

    public StoredContract? Find(IDbConnection connection, string number, IDbTransaction? transaction = null) =>
        Opened(connection.QuerySingleOrDefault<Row>($"{Columns} WHERE number = @number", new { number }, transaction));

    /// <summary>The customer's that is not terminated.</summary>
    public StoredContract? Live(IDbConnection connection, string customerId, IDbTransaction? transaction = null) =>
        Opened(connection.QuerySingleOrDefault<Row>(
            $"{Columns} WHERE customer_id = @customerId AND status <> 'terminated'", new { customerId }, transaction));

    public static bool Any(IDbConnection connection) =>
        connection.ExecuteScalar<long?>("SELECT 1 FROM contract LIMIT 1") is not null;

    /// <summary><c>K260302000001</c>: the bank's day and a count.</summary>
    public string NextNumber(WriteScope scope)
    {
        var day = kernel.DayOf(time.NowUs());
        var last = scope.Connection.ExecuteScalar<long>(
            """
            INSERT INTO contract_number (bank_day, last) VALUES (@day, 1)
            ON CONFLICT (bank_day) DO UPDATE SET last = contract_number.last + 1 RETURNING last
            """,
            new { day = day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) }, scope.Transaction);
        return string.Create(CultureInfo.InvariantCulture, $"K{day:yyMMdd}{last:000000}");
    }

    public void Put(WriteScope scope, StoredContract stored)
    {
        var contract = stored.Contract;
        scope.Connection.Execute(
            """
            INSERT INTO contract (number, customer_id, unit, status, type, edition, terms, pending, signed_us, signer, signature,
              reason, created_us, created_by, version)
            VALUES (@Number, @CustomerId, @Unit, @status, @Type, @Edition, @terms, @pending, @SignedUs, @Signer, @Signature,
              @Reason, @CreatedUs, @CreatedBy, @Version)
            ON CONFLICT (number) DO UPDATE SET status = @status, type = @Type, edition = @Edition, terms = @terms, pending = @pending,
              signed_us = @SignedUs, signer = @Signer, signature = @Signature, reason = @Reason, version = @Version
            """,
            new
            {
                contract.Number,
                contract.CustomerId,
                contract.Unit,
                status = Word(contract.Status),
                stored.Type,
                contract.Edition,
                terms = Sealed(contract.Terms, Place(contract.Number, "terms")),
                pending = Sealed(contract.Pending, Place(contract.Number, "pending")),
                stored.SignedUs,
                stored.Signer,
                stored.Signature,
                stored.Reason,
                stored.CreatedUs,
                stored.CreatedBy,
                stored.Version,
            },
            scope.Transaction);
    }

    /// <summary>Keeps the edition that was just signed.</summary>
    /// <returns>The hash of its terms.</returns>
    public string Keep(WriteScope scope, StoredContract stored)
    {
        var (number, edition, terms) = (stored.Contract.Number, stored.Contract.Edition, stored.Contract.Terms!);
        var hash = HashOf(terms);
        scope.Connection.Execute(
            """
            INSERT INTO contract_edition (number, edition, terms, terms_hash, signed_us, signer, signature)
            VALUES (@number, @edition, @terms, @hash, @SignedUs, @Signer, @Signature)
            """,
            new
            {
                number,
                edition,
                terms = Sealed(terms, EditionPlace(number, edition)),
                hash,
                stored.SignedUs,
                stored.Signer,
                stored.Signature,
            },
            scope.Transaction);
        return hash;
    }

    /// <summary>An edition as it was signed; null: there is none.</summary>
    public ContractTerms? Edition(IDbConnection connection, string number, long edition) =>
        connection.QuerySingleOrDefault<string>(
            "SELECT terms FROM contract_edition WHERE number = @number AND edition = @edition", new { number, edition })
            is { } terms
            ? Opened(terms, EditionPlace(number, edition))
            : null;

    /// <summary>What is signed, byte for byte.</summary>
    public static byte[] BytesOf(ContractTerms terms) =>
        JsonSerializer.SerializeToUtf8Bytes(terms, JournalJson.Options);

    internal static string Word(ContractStatus status) => status.ToString().ToLowerInvariant();

    internal static FieldPlace Place(string number, string column) => new("contract", column, number);

    internal static FieldPlace EditionPlace(string number, long edition) =>
        new("contract_edition", "terms", $"{number}/{edition}");

    private static string HashOf(ContractTerms terms) =>
        "sha256$" + Convert.ToHexStringLower(SHA256.HashData(BytesOf(terms)));

    private string? Sealed(ContractTerms? terms, FieldPlace place) =>
        terms is null ? null : cipher.Encrypt(Encoding.UTF8.GetString(BytesOf(terms)), place);

    private ContractTerms? Opened(string? stored, FieldPlace place) => stored is null
        ? null
        : JsonSerializer.Deserialize<ContractTerms>(cipher.Decrypt(stored, place), JournalJson.Options);

    private StoredContract? Opened(Row? row) => row is null
        ? null
        : new StoredContract(
            new Contract(
                row.Number, row.CustomerId, row.Unit, Enum.Parse<ContractStatus>(row.Status, ignoreCase: true),
                (int)row.Edition, Opened(row.Terms, Place(row.Number, "terms")),
                Opened(row.Pending, Place(row.Number, "pending"))),
            row.Type, row.SignedUs, row.Signer, row.Signature, row.Reason, row.CreatedUs, row.CreatedBy, row.Version);

    private sealed record Row(
        string Number, string CustomerId, string Unit, string Status, string Type, long Edition, string? Terms,
        string? Pending, long? SignedUs, string? Signer, string? Signature, string? Reason, long CreatedUs,
        string CreatedBy, long Version);
}

internal sealed class EncryptedContracts(IFieldCipher cipher) : IEncryptedTable
{
    public string Name => "contract";

    public string? Renew(WriteScope scope, string? after, int limit)
    {
        var rows = scope.Connection.Query<(string Number, string? Terms, string? Pending)>(
            "SELECT number, terms, pending FROM contract WHERE number > @after ORDER BY number LIMIT @limit",
            new { after = after ?? "", limit }, scope.Transaction).AsList();
        foreach (var (number, terms, pending) in rows)
        {
            if ((terms is null || cipher.IsCurrent(terms)) && (pending is null || cipher.IsCurrent(pending)))
                continue;
            scope.Connection.Execute(
                "UPDATE contract SET terms = @terms, pending = @pending WHERE number = @number",
                new
                {
                    number,
                    terms = terms is null ? null : cipher.Renew(terms, ContractStore.Place(number, "terms")),
                    pending = pending is null ? null : cipher.Renew(pending, ContractStore.Place(number, "pending")),
                },
                scope.Transaction);
        }

        return rows.Count == 0 ? null : rows[^1].Number;
    }
}

internal sealed class EncryptedEditions(IFieldCipher cipher) : IEncryptedTable
{
    public string Name => "contract_edition";

    public string? Renew(WriteScope scope, string? after, int limit)
    {
        var (number, edition) = after?.Split('/') is [var n, var e]
            ? (n, long.Parse(e, CultureInfo.InvariantCulture))
            : ("", -1);
        var rows = scope.Connection.Query<(string Number, long Edition, string Terms)>(
            """
            SELECT number, edition, terms FROM contract_edition WHERE (number, edition) > (@number, @edition)
            ORDER BY number, edition LIMIT @limit
            """,
            new { number, edition, limit }, scope.Transaction).AsList();
        foreach (var row in rows.Where(row => !cipher.IsCurrent(row.Terms)))
            scope.Connection.Execute(
                "UPDATE contract_edition SET terms = @terms WHERE number = @Number AND edition = @Edition",
                new
                {
                    row.Number,
                    row.Edition,
                    terms = cipher.Renew(row.Terms, ContractStore.EditionPlace(row.Number, row.Edition)),
                },
                scope.Transaction);
        return rows.Count == 0 ? null : $"{rows[^1].Number}/{rows[^1].Edition}";
    }
}
