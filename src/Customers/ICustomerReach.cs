using System.Data;

namespace TellerLine.Customers;

/// <summary>
/// Where a customer is reached, in full: for what sends something to the customer, in the transaction of its cause, and
/// for unmasking. Nothing of it is shown unless its caller has written down to whom and why.
/// </summary>
public interface ICustomerReach
{
    /// <returns>Null: there is no such customer.</returns>
    ReachedCustomer? Of(IDbConnection connection, IDbTransaction? transaction, string customerId);

    /// <summary>
    /// E.164 of what <see cref="CustomerCard.MaskedNumber"/> masks, for who may be shown it and has said why; null: none.
    /// </summary>
    string? FirstNumber(IDbConnection connection, IDbTransaction? transaction, string customerId);
}

/// <param name="Name">In full.</param>
/// <param name="Title">先生 or 女士; empty for a company.</param>
/// <param name="Mobile">E.164: the first of the customer's numbers that can take a message (in China a mobile one);
/// null: none can.</param>
public sealed record ReachedCustomer(string Id, string Name, string Surname, string Title, string? Mobile)
{
    public override string ToString() => $"ReachedCustomer {Id}";
}
