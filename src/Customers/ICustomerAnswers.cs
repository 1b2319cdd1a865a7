namespace TellerLine.Customers;

/// <summary>
/// What somebody answers to be identified, held to what the register knows: it says whether, never what. A company's
/// are its operators' as well as its own.
/// </summary>
public interface ICustomerAnswers
{
    /// <param name="name">In full; blanks and the case of letters do not count.</param>
    Task<bool> NameIs(string customerId, string name, CancellationToken ct = default);

    /// <param name="number">The whole number of the identity document, of whatever kind it is.</param>
    Task<bool> IdentityIs(string customerId, string number, CancellationToken ct = default);

    /// <summary>Which of a company's operators has this document; the company's own code is nobody's.</summary>
    /// <param name="number">The whole number of the identity document.</param>
    /// <returns>Null: none.</returns>
    Task<CompanyOperator?> OperatorIs(string companyId, string number, CancellationToken ct = default);

    /// <param name="number">A telephone number, as somebody says or writes it.</param>
    Task<bool> NumberIs(string customerId, string number, CancellationToken ct = default);

    /// <summary>For rules over a secret that may not be the day; shown to nobody.</summary>
    /// <returns>Null: the register has none.</returns>
    Task<DateOnly?> BornOn(string customerId, CancellationToken ct = default);
}
