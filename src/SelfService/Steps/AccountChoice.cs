using TellerLine.Banking;
using TellerLine.Customers;
using TellerLine.Kernel;
using TellerLine.SelfService.Core;

namespace TellerLine.SelfService.Steps;

/// <summary>The customer's accounts: fetched, named by their tails, chosen by a key.</summary>
internal sealed class AccountChoice(ITelephoneBank bank)
{
    /// <summary>Keys 1 to 8; a customer with more hears the first eight and asks a person for the rest.</summary>
    public const int MaxOffered = 8;

    /// <summary>All accounts; the core bank's silence is said, and a person offered.</summary>
    public async Task<Got<IReadOnlyList<Account>>> All(Visit visit, CustomerCard customer, string item) =>
        await bank.Accounts(customer.Id, visit.Ct) switch
        {
            AccountsOutcome.Listed listed => new Got<IReadOnlyList<Account>>(listed.Accounts, null),
            _ => await Down(visit, item),
        };

    public static async Task<Exit> Down(Visit visit, string item)
    {
        visit.Done(item, "bankDown");
        return await visit.Offer(
            new Question("bank-down") { Result = ["bank.down"], Back = "menu.to-main" }, HumanReason.BankDown);
    }

    /// <summary>The only account without a question; else by key.</summary>
    public static async Task<Got<Account>> Choose(Visit visit, string node, string ask, IReadOnlyList<Account> accounts)
    {
        if (accounts is [var only])
            return only;
        visit.Enter(node);
        var offered = accounts.Take(MaxOffered).ToList();
        var got = await visit.Choose(new Question(node)
        {
            Body = [ask],
            Options = [.. offered.Select((a, i) => new Option(
                (char)('1' + i),
                ["account.tail", .. Reading.Digits(visit.Language, a.Tail), Kind(a), $"press.{i + 1}"]))],
            Back = "menu.back",
        });
        return got.Exit is { } exit ? exit : offered[got.Value - '1'];
    }

    public static string Kind(Account account) => account.Kind switch
    {
        AccountKind.Current => "account.of-current",
        AccountKind.Savings => "account.of-savings",
        AccountKind.Deposit => "account.of-deposit",
        AccountKind.Loan => "account.of-loan",
        _ => "account.of-credit",
    };

    /// <summary>欠款 … for what a credit account or a loan owes; else the words before, and the amount.</summary>
    public static IReadOnlyList<string> BalanceOf(
        Visit visit, Account account, Money balance, string before, string beforeOwed)
    {
        var owed = account.Kind is AccountKind.Credit or AccountKind.Loan && balance.Minor < 0;
        var lead = owed ? beforeOwed : before;
        return [.. lead.Length == 0 ? Array.Empty<string>() : [lead],
            .. Reading.Amount(visit.Language, balance.Minor, owed)];
    }
}
