using TellerLine.Banking;
using TellerLine.Customers;
using TellerLine.Kernel;
using TellerLine.SelfService.Core;

namespace TellerLine.SelfService.Steps;

/// <summary>
/// 本人账户转账: what is untold of earlier ones, from, to, amount, read back, confirmed, transaction PIN, posted once. What
/// was confirmed has one idempotency key: keying the PIN again because the first came too late repeats the key, a new
/// confirmation makes a new one.
/// </summary>
internal sealed class TransferStep(
    Recognition recognition, PinEntry pin, AccountChoice accounts, EarlierTransfers earlier, ITelephoneBank bank,
    SelfServiceOptions options) : IStep
{
    private const int MaxPinTries = 2;

    public string Name => "transfer";

    /// <summary>
    /// True of every fault of this step: what <see cref="ITelephoneBank.TransferOwn"/> has taken never throws.
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
        if (all.Value!.Count < 2)
            return NotDone(visit, "oneAccount", all.Value.Count == 0 ? "account.none" : "transfer.one-account");

        var wish = await Wish(visit, all.Value, waiting);
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
                return NotDone(visit, "pinIsInitial", "pin.initial", wish.Amount);
            var outcome = await bank.TransferOwn(
                new OwnTransfer(
                    customer.Id, wish.From.Number, wish.To.Number, wish.Amount, key, visit.Caller.ContactId,
                    right.Value.Token),
                visit.Ct);
            if (outcome is TransferOutcome.Refused { Reason: TransferRefusal.PinTokenNotValid } && tried < MaxPinTries)
                await visit.Say(Name, "transfer.pin-late");
            else
                return Told(visit, wish, outcome);
        }
    }

    private sealed record Transfer(Account From, Account To, Money Amount);

    /// <summary>Asks what to move; <c>*</c> goes back to the question before.</summary>
    private async Task<Got<Transfer>> Wish(
        Visit visit, IReadOnlyList<Account> all, IReadOnlyList<UntoldTransfer> waiting)
    {
        while (!visit.IsLost)
        {
            var from = await AccountChoice.Choose(visit, "transfer-from", "transfer.from", all);
            if (from.Exit is not null)
                return from.Exit;
            IReadOnlyList<Account> others = [.. all.Where(a => a.Number != from.Value!.Number)];
            var to = await AccountChoice.Choose(visit, "transfer-to", "transfer.to", others);
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
                wish.From.Number, wish.To.Number, wish.Amount)))
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
    private static Task<Got<char>> Confirm(Visit visit, Transfer wish)
    {
        visit.Enter("transfer-confirm");
        return visit.Choose(new Question("transfer-confirm")
        {
            Body =
            [
                "transfer.from-tail", .. Reading.Digits(visit.Language, wish.From.Tail),
                "transfer.to-tail", .. Reading.Digits(visit.Language, wish.To.Tail),
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
            TransferRefusal.PinIsInitial => ("pinIsInitial", "pin.initial"),
            TransferRefusal.Busy => ("busy", "transfer.busy"),
            TransferRefusal.NotRecorded => ("notRecorded", "transfer.not-begun"),
            TransferRefusal.PinTokenNotValid => ("pinTooLate", "transfer.pin-late"),
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
