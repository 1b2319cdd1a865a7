using Dapper;
using TellerLine.Kernel;

namespace TellerLine.Customers;

internal sealed class CustomerStore(
    IDb db, IAccountOwners owners, IdentityHash identity, CustomersOptions options, KernelOptions kernel, TimeProvider time) : ICustomers
{
    /// <summary>The first number and the customer's own row; the caller adds whom it looks for.</summary>
    private const string Cards =
        """
        SELECT c.id AS Id, c.kind AS Kind, c.name AS Name, c.surname AS Surname, c.title AS Title, c.segment AS Segment,
               c.accessibility AS Accessibility, c.born_on AS BornOn, c.identity_masked AS IdentityMasked,
               (SELECT n.e164 FROM customer_number n WHERE n.customer_id = c.id ORDER BY n.position LIMIT 1) AS Number
        FROM customer c
        """;

    public async Task<IReadOnlyList<CustomerCard>> ByNumber(string? e164, CancellationToken ct = default)
    {
        if (string.IsNullOrEmpty(e164))
            return [];
        return await Find(
            """
            c.id IN (SELECT customer_id FROM customer_number WHERE e164 = @e164
                     UNION SELECT customer_id FROM customer_operator WHERE e164 = @e164)
            """,
            new { e164 },
            ct);
    }

    public async Task<CustomerCard?> ByAccount(string account, CancellationToken ct = default) =>
        AccountNumbers.IsValid(account) && await owners.OwnerOf(account, ct) is { } owner ? await ById(owner, ct) : null;

    public async Task<CustomerCard?> ById(string customerId, CancellationToken ct = default) =>
        (await Find("c.id = @customerId", new { customerId }, ct)).SingleOrDefault();

    public async Task<CustomerCard?> ByIdentity(IdentityKind kind, string number, CancellationToken ct = default) =>
        (await Find(
            "c.identity_kind = @kind AND c.identity_hash = @hash",
            new { kind = CustomerWords.Of(kind), hash = identity.Of(kind, number) },
            ct)).SingleOrDefault();

    public Task<IReadOnlyList<CompanyOperator>> OperatorsOf(string customerId, CancellationToken ct = default) =>
        db.Read<IReadOnlyList<CompanyOperator>>(
            connection => connection.Query<OperatorRow>(
                    """
                    SELECT name AS Name, role AS Role, e164 AS Number, identity_masked AS IdentityMasked
                    FROM customer_operator WHERE customer_id = @customerId ORDER BY name, position
                    """,
                    new { customerId })
                .Select(row => new CompanyOperator(row.Name, row.Role, Masks.Phone(row.Number), row.IdentityMasked))
                .ToList(),
            ct);

    private async Task<List<CustomerCard>> Find(string where, object parameters, CancellationToken ct)
    {
        var rows = await db.Read(
            connection => connection.Query<CardRow>(
                $"{Cards}\nWHERE {where}\nORDER BY c.id LIMIT {ICustomers.LookupLimit}", parameters).AsList(),
            ct);
        var today = kernel.DayOf(time.NowUs());
        return rows.ConvertAll(row => Card(row, today));
    }

    private CustomerCard Card(CardRow row, DateOnly today) => new(
        row.Id,
        CustomerWords.Kind(row.Kind),
        row.Name,
        row.Surname,
        row.Title,
        CustomerWords.Segment(row.Segment),
        Masks.Phone(row.Number),
        row.IdentityMasked,
        row.BornOn is not null && Age.On(DateOnly.ParseExact(row.BornOn, "yyyy-MM-dd"), today) >= options.ElderlyFrom,
        CustomerWords.Accessibility(row.Accessibility));

    private sealed class CardRow
    {
        public required string Id { get; init; }

        public required string Kind { get; init; }

        public required string Name { get; init; }

        public required string Surname { get; init; }

        public required string Title { get; init; }

        public required string Segment { get; init; }

        public required string Accessibility { get; init; }

        public string? BornOn { get; init; }

        public required string IdentityMasked { get; init; }

        public string? Number { get; init; }
    }

    private sealed class OperatorRow
    {
        public required string Name { get; init; }

        public required string Role { get; init; }

        public required string Number { get; init; }

        public required string IdentityMasked { get; init; }
    }
}
