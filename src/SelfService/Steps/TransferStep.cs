using TellerLine.Banking;
using TellerLine.Customers;
using TellerLine.Kernel;
using TellerLine.SelfService.Core;

namespace TellerLine.SelfService.Steps;

/// <summary>
/// 本人账户转账: from, to, amount, read back, confirmed, transaction PIN, posted once. What was confirmed has one idempotency key: keying the
/// PIN again because the first came too late repeats the key, a new confirmation makes a new one.
/// </summary>
internal sealed class TransferStep(
    Recognition recognition, PinEntry pin, AccountChoice accounts, ITelephoneBank bank, SelfServiceOptions options) : IStep
{
    private const int MaxPinTries = 2;

    public string Name => "transfer";

    public async Task<Got<IReadOnlyList<string>>> Run(Call call)
    {
        var customer = await recognition.Required(call);
        if (customer.Exit is not null)
            return customer.Exit;
        var all = await accounts.All(call, customer.Value!, Name);
        if (all.Exit is not null)
            return all.Exit;
        if (all.Value!.Count < 2)
            return Over(call, "oneAccount", all.Value.Count == 0 ? "account.none" : "transfer.one-account");

        var wish = await Wish(call, all.Value);
        if (wish.Exit is not null)
            return wish.Exit;
        var key = $"{call.Caller.ContactId}-t{++call.Confirmations}";
        for (var tried = 1; ; tried++)
        {
            var right = await pin.Ask(call, customer.Value!, PinKind.Transaction);
            if (right.Exit is not null)
                return right.Exit;
            if (right.Value!.Initial)
                return Over(call, "pinIsInitial", "pin.initial");
            var outcome = await bank.TransferOwn(
                new OwnTransfer(
                    customer.Value!.Id, wish.Value!.From.Number, wish.Value.To.Number, wish.Value.Amount, key, call.Caller.ContactId,
                    right.Value.Token),
                call.Ct);
            if (outcome is TransferOutcome.Refused { Reason: RefusalReason.PinTokenNotValid } && tried < MaxPinTries)
                await call.Say(Name, "transfer.pin-late");
            else
                return Told(call, wish.Value.From, outcome);
        }
    }

    private sealed record Transfer(Account From, Account To, Money Amount);

    /// <summary>Asks what to move; <c>*</c> goes back to the question before.</summary>
    private async Task<Got<Transfer>> Wish(Call call, IReadOnlyList<Account> all)
    {
        while (!call.IsLost)
        {
            var from = await AccountChoice.Choose(call, "transfer-from", "transfer.from", all);
            if (from.Exit is not null)
                return from.Exit;
            IReadOnlyList<Account> others = [.. all.Where(a => a.Number != from.Value!.Number)];
            var to = await AccountChoice.Choose(call, "transfer-to", "transfer.to", others);
            if (to.Exit is Exit.Back)
                continue;
            if (to.Exit is not null)
                return to.Exit;
            var amount = await Amount(call);
            if (amount.Exit is Exit.Back)
                continue;
            if (amount.Exit is not null)
                return amount.Exit;
            var wish = new Transfer(from.Value!, to.Value!, new Money(amount.Value, from.Value!.Balance.Currency));
            var answer = await Confirm(call, wish);
            if (answer.Exit is Exit.Back)
                continue;
            if (answer.Exit is not null)
                return answer.Exit;
            if (answer.Value == '1')
                return wish;
            return Over(call, "cancelled", "transfer.cancelled");
        }
        return await call.ToPerson(Name, [], HumanReason.Error);
    }

    private Task<Got<long>> Amount(Call call) =>
        call.Collect("transfer-amount", ["transfer.amount"], AmountEntry.MaxKeys, starClears: false, keys => Task.FromResult(Read(call, keys)));

    private Entry<long> Read(Call call, string keys) => AmountEntry.Read(keys) switch
    {
        AmountEntry.Amount { Fen: 0 } => new(0, ["transfer.amount-zero"]),
        AmountEntry.Amount { Fen: var fen } when fen > options.MaxTransferYuan * 100 =>
            new(0, ["transfer.amount-large", .. Reading.Amount(call.Language, options.MaxTransferYuan * 100), "pause"]),
        AmountEntry.Amount { Fen: var fen } => new(fen),
        AmountEntry.PersonWanted => new(0, null, new Exit.Person(HumanReason.Key0)),
        AmountEntry.Left => new(0, ["entry.left"]),
        _ => new(0, ["transfer.amount-wrong"]),
    };

    /// <summary>Both tails and the amount are read back; 1 confirms, 2 cancels.</summary>
    private static Task<Got<char>> Confirm(Call call, Transfer wish)
    {
        call.Enter("transfer-confirm");
        return call.Choose(new Question("transfer-confirm")
        {
            Body =
            [
                "transfer.from-tail", .. Reading.Digits(call.Language, wish.From.Tail),
                "transfer.to-tail", .. Reading.Digits(call.Language, wish.To.Tail),
                "transfer.sum", .. Reading.Amount(call.Language, wish.Amount.Minor), "pause",
            ],
            Options = [new Option('1', "menu.confirm"), new Option('2', "menu.cancel")],
            Back = "menu.back",
        });
    }

    private Got<IReadOnlyList<string>> Told(Call call, Account from, TransferOutcome outcome)
    {
        switch (outcome)
        {
            case TransferOutcome.Posted posted:
                call.Done(Name, "posted", achieved: true, posted.TransactionId);
                return new([.. AccountChoice.BalanceOf(call, from, posted.FromBalance, "transfer.done", "transfer.done-owed"), "pause"], null);
            case TransferOutcome.Unknown unknown:
                call.Done(Name, "unknown", achieved: false, unknown.TransactionId);
                return new Exit.Over(["transfer.unknown"]);
            case TransferOutcome.Refused { Reason: RefusalReason.InsufficientFunds }:
                return Over(call, "insufficientFunds", "transfer.insufficient");
            case TransferOutcome.Refused { Reason: RefusalReason.OverTransactionLimit or RefusalReason.OverDayLimit }:
                return Over(call, "overLimit", "transfer.limit");
            case TransferOutcome.Refused { Reason: RefusalReason.AccountFrozen or RefusalReason.AccountClosed }:
                return Over(call, "accountFrozen", "transfer.frozen");
            case TransferOutcome.Refused { Reason: RefusalReason.PinIsInitial }:
                return Over(call, "pinIsInitial", "pin.initial");
            case TransferOutcome.Refused { Reason: RefusalReason.Busy }:
                return Over(call, "busy", "transfer.busy");
            case TransferOutcome.Refused { Reason: RefusalReason.PinTokenNotValid }:
                return Over(call, "pinTooLate", "transfer.pin-late");
            default:
                return Over(call, "refused", "transfer.refused");
        }
    }

    private Exit.Over Over(Call call, string outcome, string prompt)
    {
        call.Done(Name, outcome);
        return new Exit.Over([prompt]);
    }
}
