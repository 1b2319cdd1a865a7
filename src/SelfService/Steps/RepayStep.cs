using TellerLine.Banking;
using TellerLine.Customers;
using TellerLine.Kernel;
using TellerLine.SelfService.Core;

namespace TellerLine.SelfService.Steps;

/// <summary>
/// 还款: what is owed, how much of it, from which account, read back, confirmed, transaction PIN, posted once. At the
/// bank it is a transfer between the customer's own accounts, with all its rules and limits.
/// </summary>
internal sealed class RepayStep(MoneyOrder order, IOwed owed) : IStep
{
    private const string Family = "repay";

    public string Name => $"{owed.Words}Repay";

    /// <inheritdoc cref="TransferStep.WhenBroken"/>
    public IReadOnlyList<string> WhenBroken => ["repay.not-begun"];

    private sealed record Repayment(Debt Debt, Account From, Money Amount);

    public Task<Got<IReadOnlyList<string>>> Run(Visit visit) => order.Run(
        visit, Name, Family, payer => Wish(visit, payer),
        (payer, wish) => MoneyOrder.Keyed(
            visit, TransferKind.Own, payer.Customer, wish.From.Number, wish.Debt.Account, wish.Amount,
            ReadBack.Of(
                TransferKind.Own, wish.From.Number, wish.Debt.Account, null, wish.Amount,
                english: visit.Language == Languages.English)),
        (_, posted) =>
        [
            "card.done", .. Reading.Amount(visit.Language, posted.FromBalance.Minor), "pause",
            .. posted.ToBalance is { } left ? owed.Left(visit.Language, left) : [],
        ]);

    /// <summary>Asks what to repay; <c>*</c> goes back to the question before.</summary>
    private async Task<Got<Repayment>> Wish(Visit visit, Payer payer)
    {
        IReadOnlyList<Account> own = [.. payer.Signed.Where(account => account.Kind != AccountKind.Credit)];
        while (!visit.IsLost)
        {
            var chosen = await owed.Choose(visit, Name, payer);
            if (chosen.Exit is not null)
                return chosen.Exit;
            if (own.Count == 0)
                return visit.NotDone(Name, "noAccount", "contract.account");
            var debt = chosen.Value!;
            var amount = await HowMuch(visit, debt);
            if (amount.Exit is Exit.Back && debt.OneOfSeveral)
                continue;
            if (amount.Exit is not null)
                return amount.Exit;
            var from = await AccountChoice.Choose(visit, $"{owed.Words}-from", "bills.from", own);
            if (from.Exit is Exit.Back)
                continue;
            if (from.Exit is not null)
                return from.Exit;
            var wish = new Repayment(debt, from.Value!, amount.Value);
            if (payer.Waiting.Any(open => (open.From, open.To, open.Amount) == (
                wish.From.Number, debt.Account, wish.Amount)))
                await visit.Say($"{owed.Words}-confirm", "repay.same");
            var answer = await Confirm(visit, wish);
            if (answer.Exit is Exit.Back)
                continue;
            if (answer.Exit is not null)
                return answer.Exit;
            return answer.Value == '1' ? wish : visit.NotDone(Name, "cancelled", "repay.cancelled", wish.Amount);
        }
        return await visit.ToPerson(Name, [], HumanReason.Error);
    }

    /// <summary>One of the sums that are named, or an amount keyed: never more than is owed.</summary>
    private async Task<Got<Money>> HowMuch(Visit visit, Debt debt)
    {
        var (all, offered) = (debt.All, debt.Offered);
        while (!visit.IsLost)
        {
            visit.Enter($"{owed.Words}-amount-how");
            var how = await visit.Choose(new Question($"{owed.Words}-amount-how")
            {
                Body = ["card.how-much"],
                Options =
                [
                    .. offered.Select((one, i) => new Option(
                        (char)('1' + i),
                        [one.Says, .. Reading.Amount(visit.Language, one.Amount.Minor), "pause", $"press.{i + 1}"])),
                    .. owed.OtherAmount is { } other ? [new Option((char)('1' + offered.Count), other)]
                        : Array.Empty<Option>(),
                ],
                Back = "menu.back",
            });
            if (how.Exit is not null)
                return how.Exit;
            var chosen = how.Value - '1';
            if (chosen < offered.Count)
                return offered[chosen].Amount;
            var keyed = await visit.Collect(
                $"{owed.Words}-amount", ["card.amount"], AmountEntry.MaxKeys, starClears: false,
                keys => Task.FromResult(AmountReading.Of(keys, fen => fen <= all.Minor ? null
                    : ["card.amount-large", .. Reading.Amount(visit.Language, all.Minor), "pause"])));
            if (keyed.Exit is Exit.Back)
                continue;
            return keyed.Exit is { } exit ? exit : all with { Minor = keyed.Value };
        }
        return await visit.ToPerson(Name, [], HumanReason.Error);
    }

    /// <summary>Both tails and the amount are read back; 1 confirms, 2 cancels.</summary>
    private Task<Got<char>> Confirm(Visit visit, Repayment wish)
    {
        visit.Enter($"{owed.Words}-confirm");
        return visit.Choose(new Question($"{owed.Words}-confirm")
        {
            Body =
            [
                "transfer.from-tail", .. Reading.Digits(visit.Language, wish.From.Tail),
                $"{owed.Words}.to-tail", .. Reading.Digits(visit.Language, AccountNumbers.Tail(wish.Debt.Account)),
                $"{owed.Words}.sum", .. Reading.Amount(visit.Language, wish.Amount.Minor), "pause",
            ],
            Options = [new Option('1', "menu.confirm"), new Option('2', "menu.cancel")],
            Back = "menu.back",
        });
    }
}

/// <summary>What a customer owes and may repay by keypad, of one kind.</summary>
internal interface IOwed
{
    /// <summary>What its prompts and nodes begin with, and its step: <c>card</c>, <c>loan</c>.</summary>
    string Words { get; }

    /// <summary>The prompt by which an amount of one's own may be keyed; null: only the sums that are named.</summary>
    string? OtherAmount { get; }

    /// <summary>Which, and what is owed of it now; the only one without a question.</summary>
    Task<Got<Debt>> Choose(Visit visit, string item, Payer payer);

    /// <summary>What is said once it was repaid.</summary>
    /// <param name="balance">Its account's: below zero while something is owed.</param>
    IReadOnlyList<string> Left(string language, Money balance);
}

/// <param name="Account">What is paid into.</param>
/// <param name="All">No more is taken.</param>
/// <param name="Offered">Sums that are named, each with the words before it, no two the same.</param>
/// <param name="OneOfSeveral">It was asked which: whoever goes back is asked again.</param>
internal sealed record Debt(
    string Account, Money All, IReadOnlyList<(string Says, Money Amount)> Offered, bool OneOfSeveral);

/// <summary>信用卡: the bill, the least of it, all that is owed, or another amount.</summary>
internal sealed class CardDebts(ICreditCards cards) : IOwed
{
    public string Words => "card";

    public string OtherAmount => "card.other-amount";

    public async Task<Got<Debt>> Choose(Visit visit, string item, Payer payer)
    {
        var card = await CardBillStep.Choose(visit, item, payer.All);
        if (card.Exit is not null)
            return card.Exit;
        return await cards.Of(visit.Who, card.Value!.Number, visit.Ct) switch
        {
            CardOutcome.NotFound => visit.NotDone(item, "noCard", "card.none"),
            CardOutcome.Told { Owed.Minor: 0 } => visit.NotDone(item, "nothingOwed", "card.nothing-owed"),
            CardOutcome.Told told => new Debt(
                card.Value.Number, told.Owed, Offered(told),
                payer.All.Count(account => account.Kind == AccountKind.Credit) > 1),
            _ => await AccountChoice.Down(visit, item),
        };
    }

    public IReadOnlyList<string> Left(string language, Money balance) => balance.Minor >= 0 ? ["card.nothing-owed"]
        : ["card.owes-still", .. Reading.Amount(language, balance.Minor, owed: true), "pause"];

    /// <summary>What is the same amount is offered once, by the first of its names.</summary>
    private static IReadOnlyList<(string Says, Money Amount)> Offered(CardOutcome.Told told)
    {
        List<(string Says, Money Amount)> all = [];
        if (told.Bill is { } bill)
        {
            // Money may have been given back since the statement: no more than is owed now.
            all.Add(("card.repay-bill", Least(bill.Left, told.Owed)));
            all.Add(("card.repay-minimum", Least(bill.MinimumLeft, told.Owed)));
        }
        all.Add(("card.repay-all", told.Owed));
        return [.. all.Where(one => one.Amount.Minor > 0).DistinctBy(one => one.Amount.Minor)];

        static Money Least(Money one, Money other) => one.Minor <= other.Minor ? one : other;
    }
}

/// <summary>贷款: the next instalment, with what is overdue before it, or all that is owed.</summary>
internal sealed class LoanDebts(ILoans loans) : IOwed
{
    public string Words => "loan";

    public string? OtherAmount => null;

    public async Task<Got<Debt>> Choose(Visit visit, string item, Payer payer)
    {
        var (chosen, of) = await LoanStep.ChooseOf(visit, item, loans);
        if (chosen.Exit is { } exit)
            return exit;
        var loan = chosen.Value!;
        List<(string Says, Money Amount)> offered =
            loan.NextPayment.Minor < loan.Owed.Minor ? [("loan.repay-next", loan.NextPayment)] : [];
        offered.Add(("loan.repay-all", loan.Owed));
        return new Debt(loan.Number, loan.Owed, offered, of > 1);
    }

    public IReadOnlyList<string> Left(string language, Money balance) => balance.Minor >= 0 ? ["loan.repaid"]
        : ["loan.owes-still", .. Reading.Amount(language, -balance.Minor), "pause"];
}
