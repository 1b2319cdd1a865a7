using TellerLine.Banking;
using TellerLine.Customers;

namespace TellerLine.SelfService.Steps;

/// <param name="All">Not closed.</param>
internal sealed record KnownCaller(CustomerCard Customer, IReadOnlyList<Account> All);

/// <summary>
/// What every service about accounts begins with: who calls, his accounts, the enquiry PIN. The bank is asked first:
/// nobody keys a PIN for a bank that does not answer.
/// </summary>
internal sealed class HisAccounts(
    Recognition recognition, PinEntry pin, OperatorEntry operators, AccountChoice accounts)
{
    /// <param name="item">The step's name.</param>
    /// <param name="orders">Something is to be done; else it is only told.</param>
    public async Task<Got<KnownCaller>> Of(Visit visit, string item, bool orders = false)
    {
        var customer = await recognition.Required(visit);
        if (customer.Exit is not null)
            return customer.Exit;
        var all = await accounts.All(visit, customer.Value!, item);
        if (all.Exit is not null)
            return all.Exit;
        if (await pin.Hearing(visit, customer.Value!) is { } unheard)
            return unheard;
        return await operators.Ask(visit, customer.Value!, item, orders) is { } notHe
            ? notHe : new KnownCaller(customer.Value!, all.Value!);
    }

    /// <summary>One account after the other, as long as the caller comes back for another.</summary>
    /// <param name="node">Where it is chosen.</param>
    public async Task<Got<IReadOnlyList<string>>> Each(
        Visit visit, string item, string node, Func<Account, Task<Got<IReadOnlyList<string>>>> of)
    {
        var got = await Of(visit, item);
        if (got.Exit is not null)
            return got.Exit;
        var all = got.Value!.All;
        if (all.Count == 0)
            return visit.NotDone(item, "noAccount", "account.none");
        while (!visit.IsLost)
        {
            var account = await AccountChoice.Choose(visit, node, "account.choose", all);
            if (account.Exit is not null)
                return account.Exit;
            var ended = await of(account.Value!);
            if (ended.Exit is not Exit.Back || all.Count == 1)
                return ended;
        }
        return await visit.ToPerson(item, [], HumanReason.Error);
    }
}
