using TellerLine.Banking;
using TellerLine.Customers;

namespace TellerLine.Rules.Banking;

public sealed class DemonstrationBookTests
{
    private static readonly DateOnly Today = new(2026, 11, 22);

    private static readonly DemonstrationBook Book = DemonstrationBook.Of(96_558, Today);

    private static readonly Dictionary<string, long> Balances = Book.Entries.SelectMany(e => e.Entry.Postings)
        .GroupBy(p => p.Account).ToDictionary(g => g.Key, g => g.Sum(p => p.Amount.Minor));

    [Fact]
    public void the_same_seed_and_day_make_the_same_bank()
    {
        var again = DemonstrationBook.Of(96_558, Today);
        Assert.Equal(Print(Book), Print(again));
        Assert.NotEqual(Print(Book), Print(DemonstrationBook.Of(1, Today)));
    }

    [Fact]
    public void three_hundred_persons_and_forty_companies_have_valid_profiles_and_accounts()
    {
        Assert.Equal(
            (300, 40),
            (Book.Customers.Count(c => c.Kind == CustomerKind.Personal),
                Book.Customers.Count(c => c.Kind == CustomerKind.Company)));
        Assert.All(Book.Customers, customer => Assert.Null(ProfileRules.Broken(customer)));
        var numbers = Book.Accounts.Where(a => a.CustomerId is not null).Select(a => a.Number).ToList();
        Assert.All(numbers, number => Assert.True(AccountNumbers.IsValid(number), number));
        Assert.Equal(numbers.Count, numbers.Distinct().Count());
        Assert.Equal([16, 17, 19], numbers.Select(n => n.Length).Distinct().Order());
        Assert.Equal(340, Book.Customers.Select(c => (c.IdentityKind, c.IdentityNumber)).Distinct().Count());
    }

    [Fact]
    public void nobody_has_two_accounts_with_one_tail() =>
        Assert.All(
            Book.Accounts.Where(a => a.CustomerId is not null).GroupBy(a => a.CustomerId),
            own => Assert.Equal(own.Count(), own.Select(a => AccountNumbers.Tail(a.Number)).Distinct().Count()));

    [Fact]
    public void all_postings_together_are_nothing() => Assert.Equal(0, Balances.Values.Sum());

    [Fact]
    public void no_customers_account_is_ever_below_what_it_may_be()
    {
        var accounts = Book.Accounts.ToDictionary(a => a.Number);
        var running = Book.Accounts.ToDictionary(a => a.Number, _ => 0L);
        foreach (var posting in Book.Entries.SelectMany(e => e.Entry.Postings))
        {
            running[posting.Account] += posting.Amount.Minor;
            if (accounts[posting.Account].CustomerId is not null)
                Assert.True(running[posting.Account] >= -accounts[posting.Account].CreditLimit, posting.Account);
        }
    }

    [Fact]
    public void entries_come_in_order_over_thirty_days()
    {
        var times = Book.Entries.Select(e => (e.Day * 86_400) + e.Second).ToList();
        Assert.Equal(times.Order(), times);
        Assert.Equal((0, 29), (Book.Entries[0].Day, Book.Entries[^1].Day));
        Assert.True(Book.Entries.Count > 3_000);
        Assert.Superset(
            new HashSet<LedgerEntryKind> { LedgerEntryKind.Salary, LedgerEntryKind.Payment, LedgerEntryKind.Transfer,
                LedgerEntryKind.Interest, LedgerEntryKind.Cash }, Book.Entries.Select(e => e.Entry.Kind).ToHashSet());
    }

    [Fact]
    public void the_fixture_is_as_written()
    {
        var zhang = Customer("C10001");
        Assert.Equal(("张伟", Segment.Vip, "+8613800000001"), (zhang.Name, zhang.Segment, zhang.Numbers[0]));
        var own = Book.Accounts.Where(a => a.CustomerId == "C10001").ToList();
        Assert.Equal([12_345_67, 50_000_05], own.Select(a => Balances[a.Number]));
        Assert.EndsWith("62221000", own[0].Number);
        Assert.Equal(Accessibility.Sight, Customer("C10020").Accessibility);
        Assert.Equal(67, Age.On(Customer("C10065").BornOn!.Value, Today));
        Assert.Equal(("宁川商贸有限公司", "经理"), (Customer("E20001").Name, Customer("E20001").Operators[0].Role));
        Assert.Equal("𠮷建国", Customer("C10002").Name);
        Assert.EndsWith("X", Customer("C10009").IdentityNumber);
    }

    [Fact]
    public void some_callers_are_ambiguous_and_some_are_withheld()
    {
        Assert.Equal(
            ["C10005", "C10006"], Book.Customers.Where(c => c.Numbers.Contains("+8613800000005")).Select(c => c.Id));
        Assert.Equal(2, Book.Customers.Count(c => c.Operators.Any(o => o.Number == "+8613900020002")));
        Assert.Empty(Customer("C10008").Numbers);
    }

    [Fact]
    public void the_showcase_reads_what_is_hard_to_read()
    {
        var main = Book.Accounts.Where(a => a.Position == 0 && a.CustomerId is not null)
            .Select(a => Balances.GetValueOrDefault(a.Number)).ToHashSet();
        Assert.Superset(Showcase.AllBalances.ToHashSet(), main);
        var cards = Book.Accounts.Where(a => a.Kind == AccountKind.Credit)
            .Select(a => Balances.GetValueOrDefault(a.Number)).ToHashSet();
        Assert.Superset(new HashSet<long> { -3_456_78, -5, -10_005_00 }, cards);
    }

    [Fact]
    public void every_guest_is_a_customer_with_that_number_and_account() =>
        Assert.All(Fixture.Guests, guest =>
        {
            Assert.Equal(guest.Name, Customer(guest.Id).Name);
            Assert.Contains("+86" + guest.Number, Customer(guest.Id).Numbers);
            Assert.Equal(guest.Account, Book.Accounts.First(a => a.CustomerId == guest.Id).Number);
        });

    [Theory]
    [InlineData("2028-02-29")]
    [InlineData("2027-03-01")]
    [InlineData("2027-01-01")]
    public void any_day_will_do(string day) =>
        Assert.All(
            DemonstrationBook.Of(1, DateOnly.Parse(day)).Customers,
            customer => Assert.Null(ProfileRules.Broken(customer)));

    private static CustomerProfile Customer(string id) => Book.Customers.Single(c => c.Id == id);

    private static string Print(DemonstrationBook book) =>
        string.Join(
            '\n', book.Customers.Select(c => $"{c.Id} {c.Name} {c.IdentityNumber} {string.Join(',', c.Numbers)}"))
        + string.Join('\n', book.Accounts)
        + string.Join(
            '\n', book.Entries.Select(
                e => $"{e.Day} {e.Second} {e.Entry.Kind} {e.Entry.Postings[0]} {e.Entry.Postings[1]}"));
}
