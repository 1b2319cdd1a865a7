using TellerLine.Banking;
using TellerLine.Customers;
using TellerLine.SelfService.Core;

namespace TellerLine.SelfService.Steps;

/// <summary>查询余额. The bank is asked first: nobody keys a PIN for a bank that does not answer.</summary>
internal sealed class BalanceStep(Recognition recognition, PinEntry pin, AccountChoice accounts, ITelephoneBank bank) : IStep
{
    public string Name => "balance";

    public async Task<Got<IReadOnlyList<string>>> Run(Call call)
    {
        var customer = await recognition.Required(call);
        if (customer.Exit is not null)
            return customer.Exit;
        var all = await accounts.All(call, customer.Value!, Name);
        if (all.Exit is not null)
            return all.Exit;
        if (all.Value!.Count == 0)
            return Over(call, "noAccount", "account.none");
        if (call.Who!.Level < IdentificationLevel.EnquiryPin)
        {
            var right = await pin.Ask(call, customer.Value!, PinKind.Enquiry);
            if (right.Exit is not null)
                return right.Exit;
        }
        var account = await AccountChoice.Choose(call, "balance-account", "account.choose", all.Value);
        if (account.Exit is not null)
            return account.Exit;

        switch (await bank.Balance(customer.Value!.Id, account.Value!.Number, call.Ct))
        {
            case BalanceOutcome.Told told:
                call.Done(Name, "told", achieved: true);
                return new Got<IReadOnlyList<string>>(Sentence(call, told.Account), null);
            case BalanceOutcome.NotFound:
                return Over(call, "noAccount", "account.none");
            default:
                return await AccountChoice.Down(call, Name);
        }
    }

    private static IReadOnlyList<string> Sentence(Call call, Account account) =>
    [
        "account.your-tail", .. Reading.Digits(call.Language, account.Tail), AccountChoice.Kind(account),
        .. AccountChoice.BalanceOf(call, account, account.Balance, before: "balance.now", beforeOwed: ""), "pause",
    ];

    private Exit.Over Over(Call call, string outcome, string prompt)
    {
        call.Done(Name, outcome);
        return new Exit.Over([prompt]);
    }
}
