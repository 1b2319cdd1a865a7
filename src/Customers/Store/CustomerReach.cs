using System.Data;
using Dapper;
using TellerLine.Kernel;

namespace TellerLine.Customers;

internal sealed class CustomerReach(IFieldCipher cipher) : ICustomerReach
{
    public ReachedCustomer? Of(IDbConnection connection, IDbTransaction? transaction, string customerId)
    {
        var found = connection.Query<(string Name, string Surname, string Title)>(
            "SELECT name, surname, title FROM customer WHERE id = @customerId", new { customerId }, transaction)
            .AsList();
        if (found is not [var (name, surname, title)])
            return null;
        var mobile = Numbers(connection, transaction, customerId).FirstOrDefault(PhoneNumbers.TakesMessages);
        return new ReachedCustomer(customerId, name, surname, title, mobile);
    }

    public string? FirstNumber(IDbConnection connection, IDbTransaction? transaction, string customerId) =>
        Numbers(connection, transaction, customerId).FirstOrDefault();

    private IEnumerable<string> Numbers(IDbConnection connection, IDbTransaction? transaction, string customerId) =>
        connection.Query<(long Position, string Number)>(
            "SELECT position, number FROM customer_phone WHERE customer_id = @customerId ORDER BY position",
            new { customerId }, transaction)
        .Select(row => cipher.Decrypt(row.Number, CustomerFields.Number(customerId, row.Position)));
}
