using TellerLine.Customers;

namespace TellerLine.Banking;

/// <summary>Who holds which accounts.</summary>
internal static class Holdings
{
    /// <summary>
    /// The house's side of every entry: what came in before the month, what shops and offices are paid, notes, and
    /// interest.
    /// </summary>
    internal const string Opening = "house/opening";

    internal const string Clearing = "house/clearing";

    internal const string Cash = "house/cash";

    internal const string Interest = "house/interest";

    internal const int FrozenHolder = 10_012;

    internal const int ClosedHolder = 10_013;

    /// <summary>A card came by post, and waits to be activated.</summary>
    internal const int NewCardHolder = 10_003;

    private const long CardLimit = 5_000_000;

    internal static IReadOnlyList<DemonstrationAccount> Of(int seed, IReadOnlyList<CustomerProfile> customers)
    {
        var accounts = new List<DemonstrationAccount>();
        foreach (var name in new[] { Opening, Clearing, Cash, Interest })
            accounts.Add(new DemonstrationAccount(name, null, 0, null));
        foreach (var customer in customers)
        {
            var number = DemonstrationBook.NumberOf(customer.Id);
            accounts.AddRange(
                customer.Kind == CustomerKind.Company ? CompanyAccounts(seed, customer, number)
                : PersonAccounts(seed, customer, number));
        }

        return accounts;
    }

    private static List<DemonstrationAccount> PersonAccounts(int seed, CustomerProfile customer, int number)
    {
        var chance = Chance.For(seed + 1, number);
        List<DemonstrationAccount> held = [Account(customer.Id, number, 0, AccountKind.Current)];
        if (number <= 10_020 || Showcase.IsShown(number) || chance.Below(10) < 6)
            held.Add(Account(customer.Id, number, 1, AccountKind.Savings));
        if (number == 10_002 || Showcase.Debt(number) is not null || (number > 10_020 && chance.Below(3) == 0))
            held.Add(Account(customer.Id, number, 2, AccountKind.Credit) with { CreditLimit = CardLimit });
        if (number == NewCardHolder)
            held.Add(Account(customer.Id, number, 2, AccountKind.Credit) with
            {
                CreditLimit = CardLimit, Inactive = true,
            });
        if (number == FrozenHolder)
            held[1] = held[1] with { Status = AccountStatus.Frozen };
        if (number == ClosedHolder)
            held[1] = held[1] with { Status = AccountStatus.Closed };
        return held;
    }

    private static List<DemonstrationAccount> CompanyAccounts(int seed, CustomerProfile customer, int number)
    {
        var chance = Chance.For(seed + 1, number);
        return Enumerable.Range(0, 1 + chance.Below(3))
            .Select(i => new DemonstrationAccount(
                Numbering.Account(number, i, AccountKind.Current, company: true), customer.Id, i, AccountKind.Current))
            .ToList();
    }

    private static DemonstrationAccount Account(string customerId, int number, int position, AccountKind kind) => new(
        number == 10_001 && position == 0 ? Numbering.FixtureAccount
        : Numbering.Account(number, position, kind, company: false),
        customerId,
        position,
        kind);
}
