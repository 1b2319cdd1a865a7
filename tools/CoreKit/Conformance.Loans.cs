using static TellerLine.CoreKit.Trial;

namespace TellerLine.CoreKit;

/// <summary>Loans: only of a bank that lends by telephone. One that does not leaves the customer without a deposit to
/// lend on, and is asked nothing more.</summary>
internal sealed partial class Conformance
{
    private const long LentMinor = 1_00;

    private async Task Loans()
    {
        if (!await Lends())
            return;
        var (loans, deposits) = (await core.Loans(customer), await core.Deposits(customer));
        Demand(loans.CustomerId == customer && deposits.CustomerId == customer, "they are of another customer");
        foreach (var loan in loans.Loans ?? [])
            Demand(
                loan is
                {
                    Number.Length: > 0, Currency.Length: 3, PrincipalMinor: > 0, RateBp: >= 0, Started: not null,
                    Ends: not null, OverdueMinor: >= 0,
                } && loan.OwedMinor >= loan.PrincipalMinor && loan.OverdueMinor <= loan.OwedMinor
                && loan.NextDue is null == (loan.NextMinor is null),
                $"loan …{loan.Number?[^4..]} is not whole, or owes less than its principal or what is overdue");
        foreach (var deposit in deposits.Deposits ?? [])
            Demand(
                deposit is
                {
                    Number.Length: > 0, Currency.Length: 3, AmountMinor: >= 0, RateBp: >= 0, Matures: not null,
                    Stopped: not null,
                }, $"deposit …{deposit.Number?[^4..]} is not whole");
    }

    private async Task Pledges()
    {
        if (!await Lends() || await Free() is not { } deposit)
            return;
        var before = await core.Balance(from);
        var barred = Wish(deposit);
        Refused("neverArrived", await core.Settle(barred));
        Refused("neverArrived", await core.Pledge(barred));
        Refused("loanTerms", await core.Pledge(Wish(deposit) with { RateBp = deposit.LoanRateBp + 1 }));
        Refused("loanTerms", await core.Pledge(Wish(deposit) with { Ends = deposit.Matures!.Value.AddDays(1) }));
        Demand(await core.Balance(from) == before, "a loan that was refused was paid out");

        var order = Wish(deposit);
        var answers = await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(_ => core.Pledge(order)));
        Demand(answers[0].IsPosted, $"answered {answers[0].Outcome} {answers[0].Reason}");
        foreach (var answer in answers.Append(await core.Settle(order)))
            Same(answers[0], answer);
        Demand(await core.Balance(from) == before + LentMinor, "it was not paid out once");
        Refused("keyReused", await core.Pledge(order with { AmountMinor = LentMinor + 1 }));
        Refused("depositPledged", await core.Pledge(Wish(deposit)));
        Demand(
            (await core.Deposits(customer)).Deposits!.Single(one => one.Number == deposit.Number).Stopped == true,
            "the deposit is not stopped");

        var loan = (await core.Loans(customer)).Loans!.Single(one => one.Deposit == deposit.Number);
        Refused("moreThanOwed", await core.Transfer(New(loan.OwedMinor!.Value + 1) with { To = loan.Number! }));
        Demand(
            (await core.Transfer(New(loan.OwedMinor.Value) with { To = loan.Number! })).IsPosted,
            "all that is owed does not repay it");
        Demand(await Free() is not null, "the deposit is still stopped though its loan is repaid");
    }

    private async Task<bool> Lends() =>
        ((await core.Accounts(customer, null)).Accounts ?? []).Any(one => one.Kind is "deposit" or "loan");

    private async Task<Deposit?> Free() => (await core.Deposits(customer)).Deposits!.FirstOrDefault(
        one => one is { Stopped: false, LoanRateBp: not null, AmountMinor: >= LentMinor });

    private Pledge Wish(Deposit deposit) => new(
        Key(), deposit.Number, from, LentMinor, deposit.Currency, deposit.Matures, deposit.LoanRateBp, "conformance");
}
