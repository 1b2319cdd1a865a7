using System.Globalization;
using Dapper;
using TellerLine.Kernel;

namespace TellerLine.Customers;

/// <summary>What of a customer is encrypted, and where it stands.</summary>
internal static class CustomerFields
{
    /// <summary>The kind under which telephone numbers are hashed: E.164, whole.</summary>
    internal const string Phone = "phone";

    internal static FieldPlace BornOn(string customerId) => new("customer", "born_on", customerId);

    internal static FieldPlace IdentityMasked(string customerId) => new("customer", "identity_masked", customerId);

    internal static FieldPlace Number(string customerId, long position) =>
        new("customer_phone", "number", $"{customerId}/{position}");

    internal static FieldPlace OperatorNumber(string customerId, long position) =>
        new("customer_operator", "number", $"{customerId}/{position}");

    internal static FieldPlace OperatorIdentity(string customerId, long position) =>
        new("customer_operator", "identity_masked", $"{customerId}/{position}");
}

internal sealed class EncryptedCustomers(IFieldCipher cipher) : IEncryptedTable
{
    public string Name => "customer";

    public string? Renew(WriteScope scope, string? after, int limit)
    {
        var rows = scope.Connection.Query<(string Id, string? BornOn, string Masked)>(
            "SELECT id, born_on, identity_masked FROM customer WHERE id > @after ORDER BY id LIMIT @limit",
            new { after = after ?? "", limit }, scope.Transaction).AsList();
        foreach (var (id, bornOn, masked) in rows)
        {
            if (cipher.IsCurrent(masked) && (bornOn is null || cipher.IsCurrent(bornOn)))
                continue;
            scope.Connection.Execute(
                "UPDATE customer SET born_on = @bornOn, identity_masked = @masked WHERE id = @id",
                new
                {
                    id,
                    bornOn = bornOn is null ? null : cipher.Renew(bornOn, CustomerFields.BornOn(id)),
                    masked = cipher.Renew(masked, CustomerFields.IdentityMasked(id)),
                },
                scope.Transaction);
        }
        return rows.Count == 0 ? null : rows[^1].Id;
    }
}

internal sealed class EncryptedPhones(IFieldCipher cipher) : IEncryptedTable
{
    public string Name => "customer_phone";

    public string? Renew(WriteScope scope, string? after, int limit)
    {
        var (afterId, afterPosition) = RowKey.Read(after);
        var rows = scope.Connection.Query<(string Id, long Position, string Number, string? Hash)>(
            """
            SELECT customer_id, position, number, number_hash FROM customer_phone
            WHERE (customer_id, position) > (@afterId, @afterPosition) ORDER BY customer_id, position LIMIT @limit
            """,
            new { afterId, afterPosition, limit }, scope.Transaction).AsList();
        foreach (var (id, position, stored, hash) in rows)
        {
            if (cipher.IsCurrent(stored) && cipher.IsCurrentHash(hash))
                continue;
            var place = CustomerFields.Number(id, position);
            var number = cipher.Renew(stored, place);
            scope.Connection.Execute(
                "UPDATE customer_phone SET number = @number, number_hash = @hash WHERE customer_id = @id AND position = @position",
                new { id, position, number, hash = cipher.Hash(CustomerFields.Phone, cipher.Decrypt(number, place)) },
                scope.Transaction);
        }
        return rows.Count == 0 ? null : RowKey.Write(rows[^1].Id, rows[^1].Position);
    }
}

internal sealed class EncryptedOperators(IFieldCipher cipher) : IEncryptedTable
{
    public string Name => "customer_operator";

    public string? Renew(WriteScope scope, string? after, int limit)
    {
        var (afterId, afterPosition) = RowKey.Read(after);
        var rows = scope.Connection.Query<(string Id, long Position, string Number, string? Hash, string Masked)>(
            """
            SELECT customer_id, position, number, number_hash, identity_masked FROM customer_operator
            WHERE (customer_id, position) > (@afterId, @afterPosition) ORDER BY customer_id, position LIMIT @limit
            """,
            new { afterId, afterPosition, limit }, scope.Transaction).AsList();
        foreach (var (id, position, stored, hash, masked) in rows)
        {
            if (cipher.IsCurrent(stored) && cipher.IsCurrentHash(hash) && cipher.IsCurrent(masked))
                continue;
            var place = CustomerFields.OperatorNumber(id, position);
            var number = cipher.Renew(stored, place);
            scope.Connection.Execute(
                """
                UPDATE customer_operator SET number = @number, number_hash = @hash, identity_masked = @masked
                WHERE customer_id = @id AND position = @position
                """,
                new
                {
                    id,
                    position,
                    number,
                    hash = cipher.Hash(CustomerFields.Phone, cipher.Decrypt(number, place)),
                    masked = cipher.Renew(masked, CustomerFields.OperatorIdentity(id, position)),
                },
                scope.Transaction);
        }
        return rows.Count == 0 ? null : RowKey.Write(rows[^1].Id, rows[^1].Position);
    }
}

/// <summary>A customer's row of several, as one text: <c>C10001/0</c>.</summary>
internal static class RowKey
{
    internal static string Write(string customerId, long position) => $"{customerId}/{position}";

    internal static (string CustomerId, long Position) Read(string? key) => key?.LastIndexOf('/') is { } cut
        ? (key[..cut], long.Parse(key.AsSpan(cut + 1), CultureInfo.InvariantCulture))
        : ("", -1);
}
