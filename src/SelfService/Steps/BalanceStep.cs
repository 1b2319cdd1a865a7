using TellerLine.Banking;
using TellerLine.Customers;
using TellerLine.SelfService.Core;

namespace TellerLine.SelfService.Steps;

/// <summary>查询余额. The bank is asked first: nobody keys a PIN for a bank that does not answer.</summary>
internal sealed class BalanceStep(
    Recognition recognition, PinEntry pin, AccountChoice accounts, EarlierTransfers earlier, ITelephoneBank bank)
        : IStep
{
    public string Name => "balance";

    public async Task<Got<IReadOnlyList<string>>> Run(Visit visit)
    {
        var customer = await recognition.Required(visit);
        if (customer.Exit is not null)
            return customer.Exit;
        var all = await accounts.All(visit, customer.Value!, Name);
        if (all.Exit is not null)
            return all.Exit;
        if (await pin.Hearing(visit, customer.Value!) is { } unheard)
            return unheard;
        await earlier.Tell(visit, customer.Value!);
        if (all.Value!.Count == 0)
            return visit.NotDone(Name, "noAccount", "account.none");
        var account = await AccountChoice.Choose(visit, "balance-account", "account.choose", all.Value);
        if (account.Exit is not null)
            return account.Exit;

        switch (await bank.Balance(customer.Value!.Id, account.Value!.Number, visit.Ct))
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
