using TellerLine.Customers;

namespace TellerLine.Banking;

/// <param name="Number">House accounts have a name instead, <c>house/clearing</c>.</param>
internal sealed record DemonstrationAccount(
    string Number, string? CustomerId, int Position, AccountKind? Kind, AccountStatus Status = AccountStatus.Active,
    long CreditLimit = 0)
{
    /// <inheritdoc cref="Banking.Account.Inactive"/>
    public bool Inactive { get; init; }
}

internal sealed record DemonstrationEntry(int Day, int Second, LedgerEntry Entry);

/// <summary>
/// The demonstration bank, whole: customers, accounts and thirty days of entries, a pure function of seed and last day.
/// Every entry adds up to zero and no customer's account is ever below what it may be.
/// </summary>
/// <param name="Entries">In order of time.</param>
internal sealed record DemonstrationBook(
    int Seed,
    DateOnly LastDay,
    IReadOnlyList<CustomerProfile> Customers,
    IReadOnlyList<DemonstrationAccount> Accounts,
    IReadOnlyList<DemonstrationEntry> Entries)
{
    internal const int Days = 30;

    internal const int Persons = 300;

    internal const int Companies = 40;

    internal const string Currency = "CNY";

    /// <param name="today">Ages are of this day; the month of entries ends the day before.</param>
    internal static DemonstrationBook Of(int seed, DateOnly today)
    {
        var customers = new List<CustomerProfile>(Persons + Companies);
        for (var i = 1; i <= Persons; i++)
            customers.Add(Fixture.Person(10_000 + i, today) ?? People.Person(seed, 10_000 + i, today));
        for (var i = 1; i <= Companies; i++)
            customers.Add(Fixture.Company(20_000 + i) ?? People.Company(seed, 20_000 + i));
        var accounts = Holdings.Of(seed, customers);
        return new DemonstrationBook(seed, today.AddDays(-1), customers, accounts, Month.Of(seed, customers, accounts));
    }

    internal static string PersonId(int number) => $"C{number}";

    internal static int NumberOf(string customerId) => int.Parse(customerId.AsSpan(1));
}
