using TellerLine.Banking;
using TellerLine.Kernel;
using TellerLine.SelfService.Core;

namespace TellerLine.SelfService.Steps;

/// <summary>贷款查询: principal, rate, next instalment, what is overdue, what repays it today, its last day.</summary>
internal sealed class LoanStep(HisAccounts his, ILoans loans) : IStep
{
    public string Name => "loan";

    public async Task<Got<IReadOnlyList<string>>> Run(Visit visit)
    {
        var got = await his.Of(visit, Name);
        if (got.Exit is not null)
            return got.Exit;
        var loan = await Choose(visit, Name, loans);
        if (loan.Exit is not null)
            return loan.Exit;
        visit.Done(Name, "told", achieved: true);
        return new Got<IReadOnlyList<string>>(Sentences(visit.Language, loan.Value!), null);
    }

    /// <summary>The only loan without a question.</summary>
    private static async Task<Got<Loan>> Choose(Visit visit, string item, ILoans loans) =>
        (await ChooseOf(visit, item, loans)).Chosen;

    /// <inheritdoc cref="Choose"/>
    /// <returns>And of how many.</returns>
    internal static async Task<(Got<Loan> Chosen, int Of)> ChooseOf(Visit visit, string item, ILoans loans)
    {
        if (await loans.Of(visit.Who, visit.Ct) is not LoansOutcome.Told { Loans: var all })
            return (await AccountChoice.Down(visit, item), 0);
        if (all.Count == 0)
            return (visit.NotDone(item, "noLoan", "loan.none"), 0);
        var account = await AccountChoice.Choose(
            visit, "loan-account", "loan.choose",
            [
                .. all.Select(loan => new Account(
                    loan.Number, loan.CustomerId, AccountKind.Loan, AccountStatus.Active, -loan.Owed,
                    Money.Zero(loan.Owed.Currency))),
            ]);
        return (
            account.Exit is { } exit ? exit : all.First(loan => loan.Number == account.Value!.Number), all.Count);
    }

    private static IReadOnlyList<string> Sentences(string language, Loan loan)
    {
        return
        [
            "account.your-tail", .. Reading.Digits(language, loan.Tail), "account.of-loan",
            "loan.principal", .. Amount(loan.Principal), "pause",
            "loan.rate", .. Reading.Percent(language, loan.RateBp / 100m),
            .. loan.Overdue.Minor == 0 ? []
                : (IReadOnlyList<string>)["loan.overdue", .. Amount(loan.Overdue), "pause"],
            .. loan.Penalty.Minor == 0 ? []
                : (IReadOnlyList<string>)["loan.penalty", .. Amount(loan.Penalty), "pause"],
            .. loan.Next is not { } next ? []
                : (IReadOnlyList<string>)
                [
                    "loan.next", .. Reading.Date(language, next.Due), "pause",
                    "loan.next-amount", .. Amount(next.Amount), "pause",
                ],
            "loan.owed", .. Amount(loan.Owed), "pause",
            "loan.ends", .. Reading.Date(language, loan.Ends), "pause",
        ];

        IReadOnlyList<string> Amount(Money money) => Reading.Amount(language, money.Minor);
    }
}
