using TellerLine.Customers;
using TellerLine.Kernel;

namespace TellerLine.Banking;

/// <summary>
/// Thirty days of a bank: openings, salaries from the companies, shops and bills, cash, transfers, card debts repaid,
/// interest. Wishes are laid out in time first and then fulfilled in order; one that the account cannot pay is left
/// out, as at any counter.
/// </summary>
internal sealed class Month
{
    private readonly List<Wish> _wishes = [];

    private Month()
    {
    }

    internal static IReadOnlyList<DemonstrationEntry> Of(
        int seed, IReadOnlyList<CustomerProfile> customers, IReadOnlyList<DemonstrationAccount> accounts)
    {
        var month = new Month();
        var held = accounts.Where(account => account.CustomerId is not null).ToLookup(account => account.CustomerId!);
        var employers = customers.Where(c => c.Kind == CustomerKind.Company).Select(c => held[c.Id].First().Number)
            .ToList();
        foreach (var customer in customers)
        {
            var number = DemonstrationBook.NumberOf(customer.Id);
            if (customer.Kind == CustomerKind.Company)
                month.Company(Chance.For(seed + 2, number), [.. held[customer.Id]]);
            else if (number == 10_001)
                month.FixturePerson([.. held[customer.Id]]);
            else if (Showcase.IsShown(number))
                month.Shown(number, [.. held[customer.Id]]);
            else
                month.Person(Chance.For(seed + 2, number), number, [.. held[customer.Id]], employers);
        }

        return Fulfil(month._wishes, accounts);
    }

    /// <summary>Ends at 12,345.67 and 50,000.05.</summary>
    private void FixturePerson(DemonstrationAccount[] own)
    {
        var (main, savings) = (own[0].Number, own[1].Number);
        Open(main, 8_000_00);
        Open(savings, 45_000_05);
        Add(9, 36_000, LedgerEntryKind.Salary, "工资", Holdings.Clearing, main, 9_800_00);
        Add(11, 40_000, LedgerEntryKind.Payment, "话费", main, Holdings.Clearing, 128_50);
        Add(14, 68_000, LedgerEntryKind.Payment, "超市", main, Holdings.Clearing, 325_83);
        Add(20, 52_000, LedgerEntryKind.Transfer, "转存", main, savings, 5_000_00);
    }

    private void Shown(int number, DemonstrationAccount[] own)
    {
        Open(own[0].Number, Showcase.Balance(number) + 66_60);
        Add(12, 50_000, LedgerEntryKind.Payment, "话费", own[0].Number, Holdings.Clearing, 66_60);
        Open(own[1].Number, 1_000_00);
        if (Showcase.Debt(number) is { } debt)
            Add(15, 61_000, LedgerEntryKind.Payment, "网购", own[2].Number, Holdings.Clearing, -debt);
    }

    private void Company(Chance chance, DemonstrationAccount[] own)
    {
        foreach (var account in own)
            Open(account.Number, chance.Between(3_000_000_00, 50_000_000_00));
        for (var i = 0; i < 12; i++)
        {
            var pays = chance.OneIn(2);
            var (from, to) = pays ? (own[0].Number, Holdings.Clearing) : (Holdings.Clearing, own[0].Number);
            Add(chance.Below(30), Office(chance), LedgerEntryKind.Payment, pays ? "货款" : "销售款", from, to,
                chance.Between(1_000_00, 200_000_00));
        }
    }

    private void Person(Chance chance, int number, DemonstrationAccount[] own, List<string> employers)
    {
        var main = own[0].Number;
        Open(main, chance.Between(500_00, 60_000_00));
        if (chance.Below(10) < 7)
            Add(12 + chance.Below(5), 36_000 + (number % 600), LedgerEntryKind.Salary, "工资", chance.Of(employers), main,
                chance.Between(4_200_00, 28_000_00));
        for (var i = chance.Below(8) + 4; i > 0; i--)
            Add(chance.Below(30), Waking(chance), LedgerEntryKind.Payment, chance.Of(Names.Spending), main,
                Holdings.Clearing, chance.Between(8_50, 900_00));
        if (chance.OneIn(2))
            Add(chance.Below(30), Waking(chance), LedgerEntryKind.Cash, "取款", main, Holdings.Cash,
                chance.Between(1, 30) * 100_00);
        var other = DemonstrationBook.Persons + 10_000 - (number - 10_001);
        if (chance.OneIn(3) && !Showcase.IsShown(other) && other != number && other != 10_001)
            Add(chance.Below(30), Waking(chance), LedgerEntryKind.Transfer, "转账", main, MainOf(other),
                chance.Between(50_00, 3_000_00));
        foreach (var account in own.Skip(1).Where(account => !account.Inactive))
            Further(chance, main, account);
    }

    private void Further(Chance chance, string main, DemonstrationAccount account)
    {
        if (account.Kind == AccountKind.Savings)
        {
            // A closed account ends empty; what is frozen has its money still.
            if (account.Status == AccountStatus.Closed)
                return;
            var opening = chance.Between(1_000_00, 300_000_00);
            Open(account.Number, opening);
            Add(28, 3_600, LedgerEntryKind.Interest, "结息", Holdings.Interest, account.Number,
                Math.Max(1, opening / 1_142));
            if (chance.OneIn(2) && account.Status == AccountStatus.Active)
                Add(19, Waking(chance), LedgerEntryKind.Transfer, "转存", main, account.Number,
                    chance.Between(1, 40) * 100_00);
            return;
        }

        for (var i = chance.Below(8) + 3; i > 0; i--)
            Add(chance.Below(25), Waking(chance), LedgerEntryKind.Payment, chance.Of(Names.Spending), account.Number,
                Holdings.Clearing, chance.Between(20_00, 2_400_00));
        Add(26, Waking(chance), LedgerEntryKind.Repayment, "信用卡还款", main, account.Number,
            chance.Between(100_00, 2_000_00));
    }

    private static string MainOf(int number) => Numbering.Account(number, 0, AccountKind.Current, company: false);

    private static int Waking(Chance chance) => chance.Below(14 * 3_600) + (8 * 3_600);

    private static int Office(Chance chance) => chance.Below(8 * 3_600) + (9 * 3_600);

    private void Open(string account, long minor)
    {
        if (minor > 0)
            Add(0, 60, LedgerEntryKind.Opening, "上月结余", Holdings.Opening, account, minor);
    }

    private void Add(int day, int second, LedgerEntryKind kind, string reference, string from, string to, long minor) =>
        _wishes.Add(new Wish(day, second, kind, reference, from, to, minor));

    private static List<DemonstrationEntry> Fulfil(List<Wish> wishes, IReadOnlyList<DemonstrationAccount> accounts)
    {
        var floor = accounts.ToDictionary(
            account => account.Number, account => account.CustomerId is null ? long.MinValue : -account.CreditLimit);
        var balance = accounts.ToDictionary(account => account.Number, _ => 0L);
        var entries = new List<DemonstrationEntry>(wishes.Count);

        // OrderBy is stable: wishes of one second keep the order in which they were made.
        foreach (var wish in wishes.OrderBy(wish => wish.Day).ThenBy(wish => wish.Second))
        {
            if (balance[wish.From] - wish.Minor < floor[wish.From])
                continue;
            balance[wish.From] -= wish.Minor;
            balance[wish.To] += wish.Minor;
            var amount = Money.Cny(wish.Minor);
            entries.Add(new DemonstrationEntry(
                wish.Day, wish.Second,
                new LedgerEntry(
                    wish.Kind, wish.Reference, [new Posting(wish.From, -amount), new Posting(wish.To, amount)])));
        }

        return entries;
    }

    private readonly record struct Wish(
        int Day, int Second, LedgerEntryKind Kind, string Reference, string From, string To, long Minor);
}
