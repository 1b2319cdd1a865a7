using TellerLine.Banking;
using TellerLine.Customers;
using TellerLine.Kernel;
using TellerLine.SelfService.Core;

namespace TellerLine.SelfService.Steps;

/// <summary>
/// 信用卡还款: which card, how much of what it owes, from which account, read back, confirmed, transaction PIN, posted
/// once. At the bank it is a transfer between the customer's own accounts, with all its rules and limits.
/// </summary>
internal sealed class CardRepayStep(MoneyOrder order, ICreditCards cards) : IStep
{
    private const string Family = "repay";

    public string Name => "cardRepay";

    /// <inheritdoc cref="TransferStep.WhenBroken"/>
    public IReadOnlyList<string> WhenBroken => ["repay.not-begun"];

    private sealed record Repayment(Account Card, Account From, Money Amount);

    public async Task<Got<IReadOnlyList<string>>> Run(Visit visit)
    {
        var got = await order.Payer(visit, Name);
        if (got.Exit is not null)
            return got.Exit;
        var wish = await Wish(visit, got.Value!);
        if (wish.Exit is not null)
            return wish.Exit;
        var (card, from, amount) = wish.Value!;
        var sent = await order.Send(visit, Name, Family, new TransferWish(
            TransferKind.Own, got.Value!.Customer.Id, from.Number, card.Number, amount, "", visit.Caller.ContactId,
            new PinToken(""))
        {
            Caller = visit.Caller.Caller,
            Origin = new OrderOrigin(
                OrderWay.Keypad, null,
                ReadBack.Of(
                    TransferKind.Own, from.Number, card.Number, null, amount,
                    english: visit.Language == Languages.English),
                IdentificationLevel.TransactionPin),
        });
        return sent.Exit is { } exit ? exit : order.Ended(
            visit, Name, Family, amount, sent.Value!,
            posted =>
            [
                "card.done", .. Reading.Amount(visit.Language, posted.FromBalance.Minor), "pause",
                .. posted.ToBalance is not { } left ? []
                    : left.Minor >= 0 ? ["card.nothing-owed"]
                    : (IReadOnlyList<string>)
                    ["card.owes-still", .. Reading.Amount(visit.Language, left.Minor, owed: true), "pause"],
            ]);
    }

    /// <summary>Asks what to repay; <c>*</c> goes back to the question before.</summary>
    private async Task<Got<Repayment>> Wish(Visit visit, Payer payer)
    {
        IReadOnlyList<Account> own = [.. payer.Signed.Where(account => account.Kind != AccountKind.Credit)];
        while (!visit.IsLost)
        {
            var card = await CardBillStep.Choose(visit, Name, payer.All);
            if (card.Exit is not null)
                return card.Exit;
            if (own.Count == 0)
                return visit.NotDone(Name, "noAccount", "contract.account");
            var amount = await HowMuch(visit, card.Value!);
            if (amount.Exit is Exit.Back && payer.All.Count(account => account.Kind == AccountKind.Credit) > 1)
                continue;
            if (amount.Exit is not null)
                return amount.Exit;
            var from = await AccountChoice.Choose(visit, "card-from", "bills.from", own);
            if (from.Exit is Exit.Back)
                continue;
            if (from.Exit is not null)
                return from.Exit;
            var wish = new Repayment(card.Value!, from.Value!, amount.Value);
            if (payer.Waiting.Any(open => (open.From, open.To, open.Amount) == (
                wish.From.Number, wish.Card.Number, wish.Amount)))
                await visit.Say("card-confirm", "repay.same");
            var answer = await Confirm(visit, wish);
            if (answer.Exit is Exit.Back)
                continue;
            if (answer.Exit is not null)
                return answer.Exit;
            return answer.Value == '1' ? wish : visit.NotDone(Name, "cancelled", "repay.cancelled", wish.Amount);
        }
        return await visit.ToPerson(Name, [], HumanReason.Error);
    }

    /// <summary>The bill, the least of it, all that is owed, or an amount keyed: never more than is owed.</summary>
    private async Task<Got<Money>> HowMuch(Visit visit, Account card)
    {
        var answer = await cards.Of(visit.Who, card.Number, visit.Ct);
        if (answer is CardOutcome.NotFound)
            return visit.NotDone(Name, "noCard", "card.none");
        if (answer is not CardOutcome.Told told)
            return await AccountChoice.Down(visit, Name);
        var owed = told.Owed;
        if (owed.Minor == 0)
            return visit.NotDone(Name, "nothingOwed", "card.nothing-owed");
        var offered = Offered(told);
        while (!visit.IsLost)
        {
            visit.Enter("card-amount-how");
            var how = await visit.Choose(new Question("card-amount-how")
            {
                Body = ["card.how-much"],
                Options =
                [
                    .. offered.Select((one, i) => new Option(
                        (char)('1' + i),
                        [one.Says, .. Reading.Amount(visit.Language, one.Amount.Minor), "pause", $"press.{i + 1}"])),
                    new Option((char)('1' + offered.Count), "card.other-amount"),
                ],
                Back = "menu.back",
            });
            if (how.Exit is not null)
                return how.Exit;
            var chosen = how.Value - '1';
            if (chosen < offered.Count)
                return offered[chosen].Amount;
            var keyed = await visit.Collect(
                "card-amount", ["card.amount"], AmountEntry.MaxKeys, starClears: false,
                keys => Task.FromResult(AmountReading.Of(keys, fen => fen <= owed.Minor ? null
                    : ["card.amount-large", .. Reading.Amount(visit.Language, owed.Minor), "pause"])));
            if (keyed.Exit is Exit.Back)
                continue;
            return keyed.Exit is { } exit ? exit : owed with { Minor = keyed.Value };
        }
        return await visit.ToPerson(Name, [], HumanReason.Error);
    }

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

    /// <summary>Both tails and the amount are read back; 1 confirms, 2 cancels.</summary>
    private static Task<Got<char>> Confirm(Visit visit, Repayment wish)
    {
        visit.Enter("card-confirm");
        return visit.Choose(new Question("card-confirm")
        {
            Body =
            [
                "transfer.from-tail", .. Reading.Digits(visit.Language, wish.From.Tail),
                "card.to-tail", .. Reading.Digits(visit.Language, wish.Card.Tail),
                "card.sum", .. Reading.Amount(visit.Language, wish.Amount.Minor), "pause",
            ],
            Options = [new Option('1', "menu.confirm"), new Option('2', "menu.cancel")],
            Back = "menu.back",
        });
    }
}
