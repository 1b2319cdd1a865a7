using TellerLine.Banking;
using TellerLine.Kernel;

namespace TellerLine.Rules.Banking;

public sealed class LedgerTests
{
    private static readonly Account From = Account("1", 100_00);

    private static readonly Account To = Account("2", 0);

    [Fact]
    public void a_transfer_takes_from_one_and_gives_to_the_other()
    {
        var post = Assert.IsType<LedgerDecision.Post>(Decide(60_00));
        Assert.Equal([new Posting("1", Money.Cny(-60_00)), new Posting("2", Money.Cny(60_00))], post.Entry.Postings);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(long.MinValue)]
    public void nothing_and_less_is_no_transfer(long fen) => Refused(TransferRefusal.AmountNotPositive, Decide(fen));

    [Fact]
    public void the_last_fen_may_go_and_not_one_more()
    {
        Assert.IsType<LedgerDecision.Post>(Decide(100_00));
        Refused(TransferRefusal.InsufficientFunds, Decide(100_01));
    }

    [Theory]
    [InlineData(long.MaxValue)]
    [InlineData(Ledger.LargestMinor + 1)]
    public void a_huge_amount_is_refused_before_it_can_overflow(long fen) =>
        Refused(TransferRefusal.OverTransactionLimit, Decide(fen));

    [Fact]
    public void credit_goes_below_zero_to_its_limit()
    {
        var card = Account("1", -4_000_00) with { Kind = AccountKind.Credit, CreditLimit = Money.Cny(5_000_00) };
        Assert.IsType<LedgerDecision.Post>(Decide(1_000_00, card));
        Refused(TransferRefusal.InsufficientFunds, Decide(1_000_01, card));
    }

    [Fact]
    public void an_account_does_not_pay_itself() =>
        Refused(TransferRefusal.SameAccount,
            Ledger.Decide(new TransferOrder("k", "1", "1", Money.Cny(1), "t"), From, From));

    [Fact]
    public void closed_and_frozen_accounts_neither_pay_nor_receive()
    {
        Refused(TransferRefusal.AccountClosed, Decide(1, From with { Status = AccountStatus.Closed }));
        Refused(TransferRefusal.AccountFrozen, Decide(1, From with { Status = AccountStatus.Frozen }));
        Refused(TransferRefusal.AccountClosed, Decide(1, From, To with { Status = AccountStatus.Closed }));
        Refused(TransferRefusal.AccountFrozen, Decide(1, From, To with { Status = AccountStatus.Frozen }));
    }

    [Fact]
    public void accounts_that_are_not_there_are_refused()
    {
        Refused(TransferRefusal.AccountNotFound, Ledger.Decide(Order(1), null, To));
        Refused(TransferRefusal.AccountNotFound, Ledger.Decide(Order(1), From, null));
    }

    [Fact]
    public void currencies_do_not_mix() =>
        Refused(TransferRefusal.CurrenciesDiffer,
            Decide(1, From, To with { Balance = Money.Zero("USD"), CreditLimit = Money.Zero("USD") }));

    [Fact]
    public void an_entry_that_does_not_add_up_cannot_be_made()
    {
        Assert.Throws<InvalidOperationException>(
            () => new LedgerEntry(
                LedgerEntryKind.Transfer, "", [new Posting("1", Money.Cny(-1)), new Posting("2", Money.Cny(2))]));
        Assert.Throws<InvalidOperationException>(
            () => new LedgerEntry(
                LedgerEntryKind.Transfer, "",
                [new Posting("1", Money.Cny(-1)), new Posting("2", new Money(1, "USD"))]));
        Assert.Throws<InvalidOperationException>(
            () => new LedgerEntry(
                LedgerEntryKind.Transfer, "", [new Posting("1", Money.Cny(0)), new Posting("2", Money.Cny(0))]));
        Assert.Throws<InvalidOperationException>(
            () => new LedgerEntry(LedgerEntryKind.Transfer, "", [new Posting("1", Money.Cny(0))]));
    }

    [Fact]
    public void whatever_is_ordered_money_is_conserved_and_no_account_goes_below_its_floor()
    {
        var random = new Random(96_558);
        for (var run = 0; run < 200; run++)
        {
            var accounts = Enumerable.Range(0, 4)
                .ToDictionary(i => $"{i}", i => Account($"{i}", random.Next(0, 1_000)));
            accounts["3"] = accounts["3"] with { Kind = AccountKind.Credit, CreditLimit = Money.Cny(500) };
            var total = accounts.Values.Sum(account => account.Balance.Minor);
            for (var i = 0; i < 50; i++)
            {
                var order = new TransferOrder(
                    "k", $"{random.Next(4)}", $"{random.Next(4)}", Money.Cny(random.Next(-50, 900)), "t");
                if (Ledger.Decide(order, accounts[order.From], accounts[order.To]) is LedgerDecision.Post post)
                {
                    foreach (var posting in post.Entry.Postings)
                        accounts[posting.Account] = accounts[posting.Account]
                            with { Balance = accounts[posting.Account].Balance + posting.Amount };
                }

                Assert.Equal(total, accounts.Values.Sum(account => account.Balance.Minor));
                Assert.All(accounts.Values, account => Assert.True(account.Available.Minor >= 0));
            }
        }
    }

    private static Account Account(string number, long fen) =>
        new(number, "C1", AccountKind.Current, AccountStatus.Active, Money.Cny(fen), Money.Cny(0));

    private static TransferOrder Order(long fen) => new("key", "1", "2", Money.Cny(fen), "t");

    private static LedgerDecision Decide(long fen, Account? from = null, Account? to = null) =>
        Ledger.Decide(Order(fen), from ?? From, to ?? To);

    private static void Refused(TransferRefusal reason, LedgerDecision decision) =>
        Assert.Equal(reason, Assert.IsType<LedgerDecision.Refuse>(decision).Reason);
}
