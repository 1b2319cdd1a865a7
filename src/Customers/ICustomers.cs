namespace TellerLine.Customers;

/// <summary>
/// Who is calling: the centre's look at the bank's customers. Every answer may be none, one or many; the caller decides
/// what to ask.
/// </summary>
public interface ICustomers
{
    /// <summary>
    /// The customers who gave this number: none (unknown), one, or many (a family's telephone, a company's
    /// switchboard), in order of id, at most <see cref="LookupLimit"/>. One phone is no proof of who speaks.
    /// </summary>
    /// <param name="e164"><see cref="NormalisedNumber.E164"/>; anything else finds nobody.</param>
    Task<IReadOnlyList<CustomerCard>> ByNumber(string? e164, CancellationToken ct = default);

    /// <summary>The holder of an account, or null.</summary>
    Task<CustomerCard?> ByAccount(string account, CancellationToken ct = default);

    Task<CustomerCard?> ById(string customerId, CancellationToken ct = default);

    /// <summary>The names in full of those there are, by id: for a list's rows, all at once.</summary>
    Task<IReadOnlyDictionary<string, string>> NamesOf(
        IReadOnlyCollection<string> customerIds, CancellationToken ct = default);

    /// <summary>
    /// The customer with this identity document, or null. Only its keyed hash is stored and compared.
    /// </summary>
    Task<CustomerCard?> ByIdentity(IdentityKind kind, string number, CancellationToken ct = default);

    /// <summary>Who may act for a company, in order of name; empty for a person.</summary>
    Task<IReadOnlyList<CompanyOperator>> OperatorsOf(string customerId, CancellationToken ct = default);

    /// <summary>
    /// What an agent's search text finds: a part of a name (of a customer, or of a company's operator), or a whole
    /// customer number, account or telephone number. Numbers are never found by a part of them: that would tell what
    /// the masks hide.
    /// </summary>
    Task<CustomersFound> Find(string text, CancellationToken ct = default);

    const int LookupLimit = 20;

    /// <summary>Of <see cref="Find"/>.</summary>
    const int SearchLimit = 50;
}

/// <param name="Customers">In order of id, at most <see cref="ICustomers.SearchLimit"/>.</param>
/// <param name="More">There are others: the text says too little.</param>
public sealed record CustomersFound(IReadOnlyList<CustomerCard> Customers, bool More)
{
    public static CustomersFound None { get; } = new([], More: false);

    /// <summary>For a form that means one customer: why it is not one; null: it is.</summary>
    public (string Zh, string En)? NotOne =>
        Customers.Count == 0 ? ("没有该客户", "There is no such customer")
        : More || Customers.Count > 1 ? ("有多位客户符合，请用客户号", "Several customers fit: give the customer number")
        : null;
}

/// <summary>
/// What the centre shows of a customer: everything that identifies is masked already (<see cref="Masks"/>).
/// </summary>
/// <param name="Id"><c>C10001</c> for persons, <c>E20001</c> for companies.</param>
/// <param name="Name">In full: a desk may show it before the customer is identified, together with masked things
/// only.</param>
/// <param name="Surname">What to address by (张, 欧阳, Smith); a company's short name.</param>
/// <param name="Title">先生 or 女士; empty for a company.</param>
/// <param name="MaskedNumber">The first of the customer's numbers, <c>138****0001</c>, or empty.</param>
/// <param name="MaskedIdentity">Document number, first six and last four.</param>
/// <param name="Elderly">Has reached the age (default 65) from which a person is offered first.</param>
public sealed record CustomerCard(
    string Id,
    CustomerKind Kind,
    string Name,
    string Surname,
    string Title,
    Segment Segment,
    string MaskedNumber,
    string MaskedIdentity,
    bool Elderly,
    Accessibility Accessibility)
{
    public string MaskedName => Masks.Name(Name);

    /// <summary>Of an elderly customer, in years, for the agent who serves slowly; null for everybody else.</summary>
    public int? Age { get; init; }
}

public enum CustomerKind
{
    Personal,
    Company,
}

public enum Segment
{
    Ordinary,
    Gold,
    Vip,
}

/// <summary>
/// What makes the telephone or the desk hard for this customer; slow prompts and no visual-only step for <see
/// cref="Sight"/>.
/// </summary>
public enum Accessibility
{
    None,
    Sight,
    Hearing,
    Mobility,
}

/// <summary>A person authorised to act for a company (对公经办人).</summary>
/// <param name="Role">赵经理's 经理: how the bank addresses the person.</param>
public sealed record CompanyOperator(string Name, string Role, string MaskedNumber, string MaskedIdentity)
{
    public OperatorMandate Mandate { get; init; } = OperatorMandate.Transactions;
}

/// <summary>授权范围: what a company lets its operator do.</summary>
public enum OperatorMandate
{
    /// <summary>仅查询.</summary>
    Enquiries,

    /// <summary>查询和交易.</summary>
    Transactions,
}
