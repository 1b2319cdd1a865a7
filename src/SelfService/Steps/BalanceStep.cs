using TellerLine.Banking;
using TellerLine.Customers;
using TellerLine.SelfService.Core;

namespace TellerLine.SelfService.Steps;

/// <summary>查询余额.</summary>
internal sealed class BalanceStep(HisAccounts his, EarlierTransfers earlier, ITelephoneBank bank) : IStep
{
    public string Name => "balance";

    public async Task<Got<IReadOnlyList<string>>> Run(Visit visit)
    {
        var got = await his.Of(visit, Name);
        if (got.Exit is not null)
            return got.Exit;
        var (customer, all) = got.Value!;
        await earlier.Tell(visit, customer);
        if (all.Count == 0)
            return visit.NotDone(Name, "noAccount", "account.none");
        var account = await AccountChoice.Choose(visit, "balance-account", "account.choose", all);
        if (account.Exit is not null)
            return account.Exit;

        switch (await bank.Balance(customer.Id, account.Value!.Number, visit.Ct))
        {
            case BalanceOutcome.Told told:
                visit.Done(Name, "told", achieved: true);
                return new Got<IReadOnlyList<string>>(Sentence(visit, told.Account), null);
            case BalanceOutcome.NotFound:
                return visit.NotDone(Name, "noAccount", "account.none");
            default:
                return await AccountChoice.Down(visit, Name);
        }
    }

    private static IReadOnlyList<string> Sentence(Visit visit, Account account) =>
    [
        "account.your-tail", .. Reading.Digits(visit.Language, account.Tail), AccountChoice.Kind(account),
        .. AccountChoice.BalanceOf(visit, account, account.Balance, before: "balance.now", beforeOwed: ""), "pause",
    ];
}
