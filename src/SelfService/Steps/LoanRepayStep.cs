using TellerLine.Banking;
using TellerLine.Customers;
using TellerLine.Kernel;
using TellerLine.SelfService.Core;

namespace TellerLine.SelfService.Steps;

/// <summary>
/// 贷款还款: which loan, the next instalment or all that is owed, from which account, read back, confirmed, transaction
/// PIN, posted once. At the bank it is a transfer between the customer's own accounts, with all its rules and limits.
/// </summary>
internal sealed class LoanRepayStep(MoneyOrder order, ILoans loans) : IStep
{
    private const string Family = "repay";

    public string Name => "loanRepay";

    /// <inheritdoc cref="TransferStep.WhenBroken"/>
    public IReadOnlyList<string> WhenBroken => ["repay.not-begun"];

    private sealed record Repayment(Loan Loan, Account From, Money Amount);

    public async Task<Got<IReadOnlyList<string>>> Run(Visit visit)
    {
        var got = await order.Payer(visit, Name);
        if (got.Exit is not null)
            return got.Exit;
        var wish = await Wish(visit, got.Value!);
        if (wish.Exit is not null)
            return wish.Exit;
        var (loan, from, amount) = wish.Value!;
        var sent = await order.Send(visit, Name, Family, new TransferWish(
            TransferKind.Own, got.Value!.Customer.Id, from.Number, loan.Number, amount, "", visit.Caller.ContactId,
            new PinToken(""))
        {
            Caller = visit.Caller.Caller,
            Origin = new OrderOrigin(
                OrderWay.Keypad, null,
                ReadBack.Of(
                    TransferKind.Own, from.Number, loan.Number, null, amount,
                    english: visit.Language == Languages.English),
                IdentificationLevel.TransactionPin),
        });
        return sent.Exit is { } exit ? exit : order.Ended(
            visit, Name, Family, amount, sent.Value!,
            posted =>
            [
                "card.done", .. Reading.Amount(visit.Language, posted.FromBalance.Minor), "pause",
                .. posted.ToBalance is not { } left ? []
                    : left.Minor >= 0 ? ["loan.repaid"]
                    : (IReadOnlyList<string>)
                    ["loan.owes-still", .. Reading.Amount(visit.Language, -left.Minor), "pause"],
            ]);
    }

    /// <summary>Asks what to repay; <c>*</c> goes back to the question before.</summary>
    private async Task<Got<Repayment>> Wish(Visit visit, Payer payer)
    {
        IReadOnlyList<Account> own =
        [
            .. payer.Signed.Where(account => account.Moves && account.Kind != AccountKind.Credit),
        ];
        while (!visit.IsLost)
        {
            var loan = await LoanStep.Choose(visit, Name, loans);
            if (loan.Exit is not null)
                return loan.Exit;
            if (own.Count == 0)
                return visit.NotDone(Name, "noAccount", "contract.account");
            var amount = await HowMuch(visit, loan.Value!);
            if (amount.Exit is not null)
                return amount.Exit;
            var from = await AccountChoice.Choose(visit, "loan-from", "bills.from", own);
            if (from.Exit is Exit.Back)
                continue;
            if (from.Exit is not null)
                return from.Exit;
            var wish = new Repayment(loan.Value!, from.Value!, amount.Value);
            if (payer.Waiting.Any(open => (open.From, open.To, open.Amount) == (
                wish.From.Number, wish.Loan.Number, wish.Amount)))
                await visit.Say("loan-confirm", "repay.same");
            var answer = await Confirm(visit, wish);
            if (answer.Exit is Exit.Back)
                continue;
            if (answer.Exit is not null)
                return answer.Exit;
            return answer.Value == '1' ? wish : visit.NotDone(Name, "cancelled", "repay.cancelled", wish.Amount);
        }
        return await visit.ToPerson(Name, [], HumanReason.Error);
    }

    /// <summary>The next instalment, with what is overdue before it, or all that is owed.</summary>
    private static async Task<Got<Money>> HowMuch(Visit visit, Loan loan)
    {
        List<(string Says, Money Amount)> offered =
            loan.NextPayment.Minor < loan.Owed.Minor ? [("loan.repay-next", loan.NextPayment)] : [];
        offered.Add(("loan.repay-all", loan.Owed));
        visit.Enter("loan-amount-how");
        var how = await visit.Choose(new Question("loan-amount-how")
        {
            Body = ["card.how-much"],
            Options =
            [
                .. offered.Select((one, i) => new Option(
                    (char)('1' + i),
                    [one.Says, .. Reading.Amount(visit.Language, one.Amount.Minor), "pause", $"press.{i + 1}"])),
            ],
            Back = "menu.back",
        });
        return how.Exit is { } exit ? exit : offered[how.Value - '1'].Amount;
    }

    /// <summary>Both tails and the amount are read back; 1 confirms, 2 cancels.</summary>
    private static Task<Got<char>> Confirm(Visit visit, Repayment wish)
    {
        visit.Enter("loan-confirm");
        return visit.Choose(new Question("loan-confirm")
        {
            Body =
            [
                "transfer.from-tail", .. Reading.Digits(visit.Language, wish.From.Tail),
                "loan.to-tail", .. Reading.Digits(visit.Language, wish.Loan.Tail),
                "loan.sum", .. Reading.Amount(visit.Language, wish.Amount.Minor), "pause",
            ],
            Options = [new Option('1', "menu.confirm"), new Option('2', "menu.cancel")],
            Back = "menu.back",
        });
    }
}
