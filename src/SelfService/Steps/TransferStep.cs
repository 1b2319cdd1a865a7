using TellerLine.Banking;
using TellerLine.Customers;
using TellerLine.Kernel;
using TellerLine.SelfService.Core;

namespace TellerLine.SelfService.Steps;

/// <summary>
/// 本人账户转账 and 向收款人转账: what is untold of earlier ones, from, to, amount, read back, confirmed, transaction PIN,
/// posted once. What was confirmed has one idempotency key: keying the PIN again because the first came too late
/// repeats the key, a new confirmation makes a new one.
/// </summary>
internal sealed class TransferStep(
    TransferKind kind, Recognition recognition, PinEntry pin, PinRenewalEntry renewal, AccountChoice accounts,
    EarlierTransfers earlier, ITelephoneBank bank, SelfServiceOptions options) : IStep
{
    private const int MaxPinTries = 2;

    public string Name => kind == TransferKind.Own ? "transfer" : "pay";

    /// <summary>
    /// True of every fault of this step: what <see cref="ITelephoneBank.Transfer"/> has taken never throws.
    /// </summary>
    public IReadOnlyList<string> WhenBroken => ["transfer.not-begun"];

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
        var waiting = await earlier.Tell(visit, customer.Value!);
        if (waiting.Count > 0 && await EarlierTransfers.AskForAnother(visit) is { Exit: { } left })
            return left;
        var signed = await bank.Signed(customer.Value!.Id, visit.Ct);
        if (signed is not SignedOutcome.Active { Accounts: var accountsSigned, Payees: var payees })
            return signed is SignedOutcome.Suspended
                ? NotDone(visit, "contractSuspended", "contract.suspended")
                : NotDone(visit, "notSigned", "contract.none");
        IReadOnlyList<Account> own = [.. all.Value!.Where(account => accountsSigned.Contains(account.Number))];
        if (own.Count == 0)
            return NotDone(visit, "noAccount", all.Value!.Count == 0 ? "account.none" : "contract.account");
        if (kind == TransferKind.Own && all.Value!.Count < 2)
            return NotDone(visit, "oneAccount", "transfer.one-account");
        if (kind == TransferKind.Payee && payees.Count == 0)
            return NotDone(visit, "noPayee", "pay.none");

        var wish = await Wish(visit, own, all.Value!, payees, waiting);
        if (wish.Exit is not null)
            return wish.Exit;
        return await Carry(visit, customer.Value!, wish.Value!);
    }

    private async Task<Got<IReadOnlyList<string>>> Carry(Visit visit, CustomerCard customer, Transfer wish)
    {
        var time = visit.Caller.Visit == 1 ? "" : $"-v{visit.Caller.Visit}";
        var key = $"{visit.Caller.ContactId}{time}-t{++visit.Confirmations}";
        for (var tried = 1; ; tried++)
        {
            var right = await pin.Ask(visit, customer, PinKind.Transaction);
            if (right.Exit is not null)
                return right.Exit;
            if (right.Value!.Initial)
            {
                // The bank's own first PIN moves no money: it is changed here and now, and the new one asked for.
                if (await renewal.Ask(visit, customer, PinKind.Transaction, right.Value.Token, "pin.initial-now")
                    is { } unchanged)
                    return Unchanged(visit, wish, unchanged);
                tried--;
                continue;
            }

            var outcome = await bank.Transfer(
                new TransferWish(
                    kind, customer.Id, wish.From.Number, wish.To, wish.Amount, key, visit.Caller.ContactId,
                    right.Value.Token)
                {
                    Caller = visit.Caller.Caller,
                    Origin = new OrderOrigin(
                        OrderWay.Keypad, null,
                        ReadBack.Of(
                            kind, wish.From.Number, wish.To, null, wish.Amount,
                            english: visit.Language == Languages.English),
                        IdentificationLevel.TransactionPin),
                },
                visit.Ct);
            if (outcome is TransferOutcome.Refused { Reason: TransferRefusal.PinTokenNotValid } && tried < MaxPinTries)
                await visit.Say(Name, "transfer.pin-late");
            else
                return Told(visit, wish, outcome);
        }
    }

    private Exit Unchanged(Visit visit, Transfer wish, Exit exit)
    {
        visit.Done(Name, "pinIsInitial", achieved: false, number: null, wish.Amount);
        return exit;
    }

    /// <param name="To">An own account's number, or a payee's.</param>
    private sealed record Transfer(Account From, string To, Money Amount);

    /// <summary>Asks what to move; <c>*</c> goes back to the question before.</summary>
    private async Task<Got<Transfer>> Wish(
        Visit visit, IReadOnlyList<Account> signed, IReadOnlyList<Account> all, IReadOnlyList<string> payees,
        IReadOnlyList<UntoldTransfer> waiting)
    {
        while (!visit.IsLost)
        {
            var from = await AccountChoice.Choose(visit, "transfer-from", "transfer.from", signed);
            if (from.Exit is not null)
                return from.Exit;
            var to = kind == TransferKind.Payee
                ? await Payee(visit, payees)
                : await Other(visit, [.. all.Where(a => a.Number != from.Value!.Number)]);
            if (to.Exit is Exit.Back)
                continue;
            if (to.Exit is not null)
                return to.Exit;
            var amount = await Amount(visit);
            if (amount.Exit is Exit.Back)
                continue;
            if (amount.Exit is not null)
                return amount.Exit;
            var wish = new Transfer(from.Value!, to.Value!, new Money(amount.Value, from.Value!.Balance.Currency));
            if (waiting.Any(open => (open.From, open.To, open.Amount) == (
                wish.From.Number, wish.To, wish.Amount)))
                await visit.Say("transfer-confirm", "transfer.same");
            var answer = await Confirm(visit, wish);
            if (answer.Exit is Exit.Back)
                continue;
            if (answer.Exit is not null)
                return answer.Exit;
            if (answer.Value == '1')
                return wish;
            return NotDone(visit, "cancelled", "transfer.cancelled", wish.Amount);
        }
        return await visit.ToPerson(Name, [], HumanReason.Error);
    }

    private static async Task<Got<string>> Other(Visit visit, IReadOnlyList<Account> others)
    {
        var got = await AccountChoice.Choose(visit, "transfer-to", "transfer.to", others);
        return got.Exit is { } exit ? exit : got.Value!.Number;
    }

    /// <summary>Also one alone is chosen with its key: nobody pays a stranger unheard.</summary>
    private static async Task<Got<string>> Payee(Visit visit, IReadOnlyList<string> payees)
    {
        visit.Enter("pay-to");
        var offered = payees.Take(AccountChoice.MaxOffered).ToList();
        var got = await visit.Choose(new Question("pay-to")
        {
            Body = ["pay.to"],
            Options = [.. offered.Select((payee, i) => new Option(
                (char)('1' + i),
                ["pay.payee-tail", .. Reading.Digits(visit.Language, AccountNumbers.Tail(payee)), $"press.{i + 1}"]))],
            Back = "menu.back",
        });
        return got.Exit is { } exit ? exit : offered[got.Value - '1'];
    }

    private Task<Got<long>> Amount(Visit visit) =>
        visit.Collect(
            "transfer-amount", ["transfer.amount"], AmountEntry.MaxKeys, starClears: false,
            keys => Task.FromResult(Read(visit, keys)));

    private Understood<long> Read(Visit visit, string keys) => AmountEntry.Read(keys) switch
    {
        AmountEntry.Amount { Fen: 0 } => new(0, ["transfer.amount-zero"]),
        AmountEntry.Amount { Fen: var fen } when fen > options.MaxTransferYuan * 100 =>
            new(0, ["transfer.amount-large", .. Reading.Amount(visit.Language, options.MaxTransferYuan * 100), "pause"]),
        AmountEntry.Amount { Fen: var fen } => new(fen),
        AmountEntry.PersonWanted => new(0, null, new Exit.Person(HumanReason.Key0)),
        AmountEntry.Left => new(0, ["entry.left"]),
        _ => new(0, ["transfer.amount-wrong"]),
    };

    /// <summary>Both tails and the amount are read back; 1 confirms, 2 cancels.</summary>
    private Task<Got<char>> Confirm(Visit visit, Transfer wish)
    {
        visit.Enter("transfer-confirm");
        return visit.Choose(new Question("transfer-confirm")
        {
            Body =
            [
                "transfer.from-tail", .. Reading.Digits(visit.Language, wish.From.Tail),
                kind == TransferKind.Own ? "transfer.to-tail" : "pay.to-tail",
                .. Reading.Digits(visit.Language, AccountNumbers.Tail(wish.To)),
                "transfer.sum", .. Reading.Amount(visit.Language, wish.Amount.Minor), "pause",
            ],
            Options = [new Option('1', "menu.confirm"), new Option('2', "menu.cancel")],
            Back = "menu.back",
        });
    }

    private Got<IReadOnlyList<string>> Told(Visit visit, Transfer wish, TransferOutcome outcome)
    {
        if (outcome is TransferOutcome.Posted posted)
        {
            bank.MarkTold([posted.TransactionId]);
            visit.Done(Name, "posted", achieved: true, posted.TransactionId, wish.Amount);
            return new(
                [.. AccountChoice.BalanceOf(visit, wish.From, posted.FromBalance, "transfer.done", "transfer.done-owed"),
                    "pause"], null);
        }
        var (word, prompt, number) = outcome switch
        {
            TransferOutcome.Unknown unknown => ("unknown", "transfer.unknown", unknown.TransactionId),
            TransferOutcome.NotBegun => ("notBegun", "transfer.not-begun", null),
            TransferOutcome.Refused refused => Refusal(refused),
            _ => throw new InvalidOperationException($"A transfer ended in {outcome.GetType().Name}."),
        };
        if (outcome is TransferOutcome.Refused { TransactionId: { } id })
            bank.MarkTold([id]);
        return NotDone(visit, word, prompt, wish.Amount, number);
    }

    private static (string Word, string Prompt, string? Number) Refusal(TransferOutcome.Refused refused)
    {
        var (word, prompt) = refused.Reason switch
        {
            TransferRefusal.InsufficientFunds => ("insufficientFunds", "transfer.insufficient"),
            TransferRefusal.OverTransactionLimit or TransferRefusal.OverDayLimit => ("overLimit", "transfer.limit"),
            TransferRefusal.AccountFrozen or TransferRefusal.AccountClosed => ("accountFrozen", "transfer.frozen"),
            TransferRefusal.AccountHeld => ("accountHeld", "transfer.held"),
            TransferRefusal.PinIsInitial => ("pinIsInitial", "pin.initial"),
            TransferRefusal.Busy => ("busy", "transfer.busy"),
            TransferRefusal.NotRecorded => ("notRecorded", "transfer.not-begun"),
            TransferRefusal.PinTokenNotValid => ("pinTooLate", "transfer.pin-late"),
            TransferRefusal.NotSigned => ("notSigned", "contract.none"),
            TransferRefusal.ContractSuspended => ("contractSuspended", "contract.suspended"),
            TransferRefusal.AccountNotSigned => ("noAccount", "contract.account"),
            _ => ("refused", "transfer.refused"),
        };
        return (word, prompt, refused.TransactionId);
    }

    private Exit.NotDone NotDone(
        Visit visit, string outcome, string prompt, Money? amount = null, string? number = null)
    {
        visit.Done(Name, outcome, achieved: false, number, amount);
        return new Exit.NotDone([prompt]);
    }
}
