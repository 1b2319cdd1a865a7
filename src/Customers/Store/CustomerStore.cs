using System.Data;
using System.Globalization;
using Dapper;
using TellerLine.Kernel;

namespace TellerLine.Customers;

internal sealed class CustomerStore(
    IDb db, IAccountOwners owners, IdentityHash identity, IFieldCipher cipher, CustomersOptions options,
    KernelOptions kernel,
    TimeProvider time) : ICustomers
{
    /// <summary>The first number and the customer's own row; the caller adds whom it looks for.</summary>
    private const string CardSql =
        """
        SELECT c.id AS Id, c.kind AS Kind, c.name AS Name, c.surname AS Surname, c.title AS Title, c.segment AS Segment,
               c.accessibility AS Accessibility, c.born_on AS BornOn, c.identity_masked AS IdentityMasked,
               n.number AS Number, n.position AS NumberPosition
        FROM customer c LEFT JOIN customer_phone n ON n.customer_id = c.id
             AND n.position = (SELECT MIN(p.position) FROM customer_phone p WHERE p.customer_id = c.id)
        """;

    internal static bool Any(IDbConnection connection) =>
        connection.ExecuteScalar<long?>("SELECT 1 FROM customer LIMIT 1") is not null;

    public async Task<IReadOnlyList<CustomerCard>> ByNumber(string? e164, CancellationToken ct = default)
    {
        if (string.IsNullOrEmpty(e164))
            return [];
        var hashes = cipher.Hashes(CustomerFields.Phone, e164);
        return await Cards(
            """
            c.id IN (SELECT customer_id FROM customer_phone WHERE number_hash IN (@newest, @oldest)
                     UNION SELECT customer_id FROM customer_operator WHERE number_hash IN (@newest, @oldest))
            """,
            new { newest = hashes[0], oldest = hashes[^1] },
            ICustomers.LookupLimit,
            ct);
    }

    public async Task<CustomersFound> Find(string text, CancellationToken ct = default) => SearchText.Read(text) switch
    {
        SearchText.CustomerId id => Whole(await ById(id.Id, ct)),
        SearchText.Account account => Whole(await ByAccount(account.Number, ct)),
        SearchText.Phone phone => new CustomersFound(await ByNumber(phone.E164, ct), More: false),
        SearchText.Name name => await ByName(name.Part, ct),
        _ => CustomersFound.None,
    };

    public async Task<CustomerCard?> ByAccount(string account, CancellationToken ct = default) =>
        AccountNumbers.IsValid(account) && await owners.OwnerOf(account, ct) is { } owner ? await ById(owner, ct)
        : null;

    public async Task<CustomerCard?> ById(string customerId, CancellationToken ct = default) =>
        (await Cards("c.id = @customerId", new { customerId }, 1, ct)).SingleOrDefault();

    public async Task<IReadOnlyDictionary<string, string>> NamesOf(
        IReadOnlyCollection<string> customerIds, CancellationToken ct = default)
    {
        Dictionary<string, string> names = [];
        // A parameter each, as the two engines share no list as one; in portions, as a statement takes so many.
        foreach (var portion in customerIds.Chunk(500))
        {
            var values = new DynamicParameters();
            for (var at = 0; at < portion.Length; at++)
                values.Add($"c{at}", portion[at]);
            var wanted = string.Join(", ", Enumerable.Range(0, portion.Length).Select(at => $"@c{at}"));
            foreach (var (id, name) in await db.Read(
                connection => connection.Query<(string, string)>(
                    $"SELECT id, name FROM customer WHERE id IN ({wanted})", values).AsList(), ct))
                names[id] = name;
        }
        return names;
    }

    public async Task<CustomerCard?> ByIdentity(IdentityKind kind, string number, CancellationToken ct = default) =>
        (await Cards(
            "c.identity_kind = @kind AND c.identity_hash = @hash",
            new { kind = EnumWords.Of(kind), hash = identity.Of(kind, number) },
            1,
            ct)).SingleOrDefault();

    public Task<IReadOnlyList<CompanyOperator>> OperatorsOf(string customerId, CancellationToken ct = default) =>
        db.Read<IReadOnlyList<CompanyOperator>>(
            connection => connection.Query<OperatorRow>(
                    """
                    SELECT name AS Name, role AS Role, position AS Position, number AS Number, identity_masked AS IdentityMasked,
                           mandate AS Mandate
                    FROM customer_operator WHERE customer_id = @customerId ORDER BY name, position
                    """,
                    new { customerId })
                .Select(row => new CompanyOperator(
                    row.Name,
                    row.Role,
                    Masks.Phone(cipher.Decrypt(row.Number, CustomerFields.OperatorNumber(customerId, row.Position))),
                    cipher.Decrypt(row.IdentityMasked, CustomerFields.OperatorIdentity(customerId, row.Position)))
                {
                    Mandate = EnumWords.To<OperatorMandate>(row.Mandate),
                })
                .ToList(),
            ct);

    private static CustomersFound Whole(CustomerCard? card) => card is null ? CustomersFound.None
        : new CustomersFound([card], More: false);

    private async Task<CustomersFound> ByName(string part, CancellationToken ct)
    {
        var cards = await Cards(
            """
            lower(c.name) LIKE @like ESCAPE '\'
            OR c.id IN (SELECT customer_id FROM customer_operator WHERE lower(name) LIKE @like ESCAPE '\')
            """,
            new { like = SearchText.Contains(part) },
            ICustomers.SearchLimit + 1,
            ct);
        return new CustomersFound([.. cards.Take(ICustomers.SearchLimit)], More: cards.Count > ICustomers.SearchLimit);
    }

    private async Task<List<CustomerCard>> Cards(string where, object parameters, int limit, CancellationToken ct)
    {
        var rows = await db.Read(
            connection =>
            connection.Query<CardRow>($"{CardSql}\nWHERE {where}\nORDER BY c.id LIMIT {limit}", parameters).AsList(),
            ct);
        var today = kernel.DayOf(time.NowUs());
        return rows.ConvertAll(row => Card(row, today));
    }

    private CustomerCard Card(CardRow row, DateOnly today)
    {
        var age = row.BornOn is null ? (int?)null : Age.On(BirthDate(row), today);
        var elderly = age >= options.ElderlyFrom;
        return new CustomerCard(
            row.Id,
            EnumWords.To<CustomerKind>(row.Kind),
            row.Name,
            row.Surname,
            row.Title,
            EnumWords.To<Segment>(row.Segment),
            row.Number is null ? ""
            : Masks.Phone(cipher.Decrypt(row.Number, CustomerFields.Number(row.Id, row.NumberPosition!.Value))),
            cipher.Decrypt(row.IdentityMasked, CustomerFields.IdentityMasked(row.Id)),
            elderly,
            EnumWords.To<Accessibility>(row.Accessibility))
        {
            Age = elderly ? age : null,
        };
    }

    private DateOnly BirthDate(CardRow row) => DateOnly.ParseExact(
        cipher.Decrypt(row.BornOn!, CustomerFields.BornOn(row.Id)), "yyyy-MM-dd", CultureInfo.InvariantCulture);

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

        public long? NumberPosition { get; init; }
    }

    private sealed class OperatorRow
    {
        public required string Name { get; init; }

        public required string Role { get; init; }

        public long Position { get; init; }

        public required string Number { get; init; }

        public required string IdentityMasked { get; init; }

        public required string Mandate { get; init; }
    }
}
