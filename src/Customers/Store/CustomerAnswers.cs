using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Dapper;
using TellerLine.Kernel;

namespace TellerLine.Customers;

internal sealed class CustomerAnswers(IDb db, IdentityHash identity, IFieldCipher cipher, ICustomers customers)
    : ICustomerAnswers
{
    public async Task<bool> NameIs(string customerId, string name, CancellationToken ct = default)
    {
        var names = await db.Read(
            connection => connection.Query<string>(
                """
                SELECT name FROM customer WHERE id = @customerId
                UNION SELECT name FROM customer_operator WHERE customer_id = @customerId
                """,
                new { customerId }).AsList(), ct);
        return names.Any(known => Plain(known) == Plain(name));
    }

    public async Task<bool> IdentityIs(string customerId, string number, CancellationToken ct = default)
    {
        if (string.IsNullOrWhiteSpace(number))
            return false;
        var known = await db.Read(
            connection => connection.Query<(string Kind, string Hash)>(
                """
                SELECT identity_kind, identity_hash FROM customer WHERE id = @customerId
                UNION SELECT identity_kind, identity_hash FROM customer_operator WHERE customer_id = @customerId
                """,
                new { customerId }).AsList(), ct);
        return known.Any(one => Same(one.Hash, identity.Of(EnumWords.To<IdentityKind>(one.Kind), number)));
    }

    public async Task<CompanyOperator?> OperatorIs(string companyId, string number, CancellationToken ct = default)
    {
        var hashes = await db.Read(
            connection => connection.Query<(long Position, string Kind, string Hash)>(
                """
                SELECT position, identity_kind, identity_hash FROM customer_operator WHERE customer_id = @companyId
                ORDER BY name, position
                """,
                new { companyId }).AsList(), ct);
        var place = hashes.FindIndex(one => Same(one.Hash, identity.Of(EnumWords.To<IdentityKind>(one.Kind), number)));
        return place < 0 ? null : (await customers.OperatorsOf(companyId, ct))[place];
    }

    public async Task<bool> NumberIs(string customerId, string number, CancellationToken ct = default)
    {
        if (PhoneNumbers.Normalise(number).E164 is not { } e164)
            return false;
        var hashes = cipher.Hashes(CustomerFields.Phone, e164);
        return await db.Read(
            connection => connection.ExecuteScalar<long?>(
                """
                SELECT 1 FROM customer_phone WHERE customer_id = @customerId AND number_hash IN (@newest, @oldest)
                UNION SELECT 1 FROM customer_operator WHERE customer_id = @customerId AND number_hash IN (@newest, @oldest)
                """,
                new { customerId, newest = hashes[0], oldest = hashes[^1] }) is not null, ct);
    }

    public async Task<DateOnly?> BornOn(string customerId, CancellationToken ct = default) =>
        await db.Read(
            connection => connection.QuerySingleOrDefault<string?>(
                "SELECT born_on FROM customer WHERE id = @customerId", new { customerId }), ct) is { } stored
            ? DateOnly.ParseExact(
                cipher.Decrypt(stored, CustomerFields.BornOn(customerId)), "yyyy-MM-dd", CultureInfo.InvariantCulture)
            : null;

    private static string Plain(string name) =>
        string.Concat(name.Where(c => !char.IsWhiteSpace(c))).ToUpperInvariant();

    private static bool Same(string one, string other) =>
        CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(one), Encoding.ASCII.GetBytes(other));
}
