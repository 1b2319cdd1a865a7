namespace TellerLine.Customers;

/// <summary>How surely the one who speaks is known. In rising order: a level includes those before it.</summary>
public enum IdentificationLevel
{
    None,

    /// <summary>The calling number belongs to exactly one customer: addressed by name, told nothing.</summary>
    Number,

    /// <summary>The customer keyed an account number.</summary>
    Account,

    /// <summary>The enquiry PIN (查询密码) was right: may hear balances.</summary>
    EnquiryPin,

    /// <summary>The transaction PIN (交易密码) was right: money may move while its token is fresh.</summary>
    TransactionPin,
}

/// <summary>
/// Whom a contact is known to be with, and how surely. It belongs to the contact, never to the customer: it ends with
/// the contact, and falls back when the contact is handed to another person.
/// </summary>
public sealed record Identification(CustomerCard Customer, IdentificationLevel Level)
{
    /// <summary>The surer of both about the same customer; another customer begins anew.</summary>
    public static Identification Raise(Identification? before, CustomerCard customer, IdentificationLevel level) =>
        before is not null && before.Customer.Id == customer.Id && before.Level > level
            ? before with { Customer = customer }
            : new Identification(customer, level);
}
