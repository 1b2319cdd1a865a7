using TellerLine.Banking;
using TellerLine.Customers;
using TellerLine.Kernel;
using TellerLine.SelfService.Core;

namespace TellerLine.SelfService.Steps;

/// <summary>
/// 定期存单质押贷款: on which time deposit, how much, for how long, into which account, read back with rate and last
/// day, confirmed, transaction PIN; pledged and paid out together, once.
/// </summary>
internal sealed class PledgedLoanStep(MoneyOrder order, ILoans loans, FlowWorld world) : IStep
{
    public const string Item = "pledgedLoan";

    private const string Family = "loan";

    private static readonly int[] Months = [3, 6, 12];

    public string Name => Item;

    /// <inheritdoc cref="TransferStep.WhenBroken"/>
    public IReadOnlyList<string> WhenBroken => ["loan.not-begun"];

    private sealed record Application(Pledgeable On, Money Amount, DateOnly Ends, Account To);

    public Task<Got<IReadOnlyList<string>>> Run(Visit visit) => order.Run(
        visit, Name, Family, payer => Wish(visit, payer),
        (payer, wish) =>
        {
            var loan = new LoanWish(wish.Ends, wish.On.RateBp);
            var (from, to) = (wish.On.Deposit.Number, wish.To.Number);
            return MoneyOrder.Keyed(
                visit, TransferKind.PledgedLoan, payer.Customer, from, to, wish.Amount,
                ReadBack.Of(loan, from, to, wish.Amount, english: visit.Language == Languages.English)) with
            {
                Loan = loan,
            };
        },
        (_, posted) =>
        [
            "loan.done",
            .. posted.ToBalance is not { } balance ? []
                : (IReadOnlyList<string>)
                ["loan.done-balance", .. Reading.Amount(visit.Language, balance.Minor), "pause"],
        ]);

    /// <summary>Asks for what is wanted; <c>*</c> goes back to the question before.</summary>
    private async Task<Got<Application>> Wish(Visit visit, Payer payer)
    {
        if (await loans.Pledges(visit.Who, visit.Ct) is not PledgesOutcome.Told told)
            return await AccountChoice.Down(visit, Name);
        var pledges = told.Pledges;
        if (pledges.Count == 0)
            return visit.NotDone(Name, "noDeposit", told.Deposits == 0 ? "loan.no-deposit" : "loan.none-to-pledge");
        IReadOnlyList<Account> own =
        [
            .. payer.Signed.Where(account => account.Kind is AccountKind.Current or AccountKind.Savings),
        ];
        if (own.Count == 0)
            return visit.NotDone(Name, "noAccount", "contract.account");
        while (!visit.IsLost)
        {
            var on = await Deposit(visit, pledges);
            if (on.Exit is not null)
                return on.Exit;
            var got = await Of(visit, on.Value!, own);
            if (got.Exit is Exit.Back && pledges.Count > 1)
                continue;
            if (got.Exit is not null)
                return got.Exit;
            var wish = got.Value!;
            if (payer.Waiting.Any(open => open.IsLoan && open.From == wish.On.Deposit.Number))
                await visit.Say("loan-apply-confirm", "loan.same");
            var answer = await Confirm(visit, wish);
            if (answer.Exit is Exit.Back)
                continue;
            if (answer.Exit is not null)
                return answer.Exit;
            return answer.Value == '1' ? wish : visit.NotDone(Name, "cancelled", "loan.cancelled", wish.Amount);
        }
        return await visit.ToPerson(Name, [], HumanReason.Error);
    }

    /// <summary>The only one without a question.</summary>
    private static async Task<Got<Pledgeable>> Deposit(Visit visit, IReadOnlyList<Pledgeable> pledges)
    {
        var got = await AccountChoice.Choose(
            visit, "loan-deposit", "loan.choose-deposit",
            [
                .. pledges.Select(one => new Account(
                    one.Deposit.Number, one.Deposit.CustomerId, AccountKind.Deposit, AccountStatus.Active,
                    one.Deposit.Amount, Money.Zero(one.Deposit.Amount.Currency))),
            ]);
        return got.Exit is { } exit ? exit : pledges.First(one => one.Deposit.Number == got.Value!.Number);
    }

    /// <summary>Amount, term and account; <c>*</c> in the first leaves it.</summary>
    private async Task<Got<Application>> Of(Visit visit, Pledgeable on, IReadOnlyList<Account> own)
    {
        while (!visit.IsLost)
        {
            var amount = await visit.Collect(
                "loan-amount",
                [
                    "loan.on-tail", .. Reading.Digits(visit.Language, on.Deposit.Tail),
                    "loan.most", .. Reading.Amount(visit.Language, on.Most.Minor), "pause", "loan.amount",
                ],
                AmountEntry.MaxKeys, starClears: false,
                keys => Task.FromResult(AmountReading.Of(keys, fen => fen <= on.Most.Minor ? null
                    : ["loan.amount-large", .. Reading.Amount(visit.Language, on.Most.Minor), "pause"])));
            if (amount.Exit is not null)
                return amount.Exit;
            var ends = await Term(visit, on);
            if (ends.Exit is Exit.Back)
                continue;
            if (ends.Exit is not null)
                return ends.Exit;
            var to = await AccountChoice.Choose(visit, "loan-to", "loan.choose-to", own);
            if (to.Exit is Exit.Back)
                continue;
            return to.Exit is { } exit ? exit
                : new Application(on, on.Most with { Minor = amount.Value }, ends.Value, to.Value!);
        }
        return await visit.ToPerson(Name, [], HumanReason.Error);
    }

    /// <summary>Three, six or twelve months, or as long as the deposit lasts.</summary>
    private async Task<Got<DateOnly>> Term(Visit visit, Pledgeable on)
    {
        var today = world.Today();
        List<(string Says, DateOnly Ends)> offered =
        [
            .. Months.Select(months => ($"loan.term-{months}", today.AddMonths(months)))
                .Where(one => one.Item2 < on.LastDay),
            ("loan.term-all", on.LastDay),
        ];
        visit.Enter("loan-term");
        var got = await visit.Choose(new Question("loan-term")
        {
            Body = ["loan.term"],
            Options =
            [
                .. offered.Select((one, i) => new Option(
                    (char)('1' + i),
                    [one.Says, .. Reading.Date(visit.Language, one.Ends), "pause", $"press.{i + 1}"])),
            ],
            Back = "menu.back",
        });
        return got.Exit is { } exit ? exit : offered[got.Value - '1'].Ends;
    }

    /// <summary>All is read back; 1 confirms, 2 cancels.</summary>
    private static Task<Got<char>> Confirm(Visit visit, Application wish)
    {
        visit.Enter("loan-apply-confirm");
        return visit.Choose(new Question("loan-apply-confirm")
        {
            Body =
            [
                "loan.on-tail", .. Reading.Digits(visit.Language, wish.On.Deposit.Tail),
                "loan.pledged-sum", .. Reading.Amount(visit.Language, wish.Amount.Minor), "pause",
                "loan.rate", .. Reading.Percent(visit.Language, wish.On.RateBp / 100m),
                "loan.ends", .. Reading.Date(visit.Language, wish.Ends), "pause",
                "loan.paid-to", .. Reading.Digits(visit.Language, wish.To.Tail), "pause",
            ],
            Options = [new Option('1', "menu.confirm"), new Option('2', "menu.cancel")],
            Back = "menu.back",
        });
    }
}
