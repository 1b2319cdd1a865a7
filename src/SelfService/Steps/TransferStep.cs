using TellerLine.Banking;
using TellerLine.Customers;
using TellerLine.Kernel;
using TellerLine.SelfService.Core;

namespace TellerLine.SelfService.Steps;

/// <summary>
/// 本人账户转账 and 向收款人转账: what is untold of earlier ones, from, to, amount, read back, confirmed, transaction PIN,
/// posted once.
/// </summary>
internal sealed class TransferStep(
    TransferKind kind, MoneyOrder order, LaterTransfers later, ITelephoneBank bank, SelfServiceOptions options) : IStep
{
    private const string Family = "transfer";

    public string Name => kind == TransferKind.Own ? "transfer" : "pay";

    /// <summary>
    /// True of every fault of this step: what <see cref="ITelephoneBank.Transfer"/> has taken never throws.
    /// </summary>
    public IReadOnlyList<string> WhenBroken => ["transfer.not-begun"];

    public async Task<Got<IReadOnlyList<string>>> Run(Visit visit)
    {
        var caller = await order.Caller(visit, Name);
        if (caller.Exit is not null)
            return caller.Exit;
        if (kind == TransferKind.Payee && await later.Before(visit, Name, caller.Value!.Customer) is { } instead)
            return instead;
        var got = await order.Payer(visit, Name, caller.Value!);
        if (got.Exit is not null)
            return got.Exit;
        var payer = got.Value!;
        if (kind == TransferKind.Own && payer.All.Count(account => account.Moves) < 2)
            return visit.NotDone(Name, "oneAccount", "transfer.one-account");
        if (kind == TransferKind.Payee && payer.Payees.Count == 0)
            return visit.NotDone(Name, "noPayee", "pay.none");
        var wish = await Wish(visit, payer);
        if (wish.Exit is not null)
            return wish.Exit;
        return await Carry(visit, payer.Customer, wish.Value!);
    }

    private async Task<Got<IReadOnlyList<string>>> Carry(Visit visit, CustomerCard customer, Transfer wish)
    {
        var sent = await order.Send(visit, Name, Family, MoneyOrder.Keyed(
            visit, kind, customer, wish.From.Number, wish.To, wish.Amount,
            ReadBack.Of(
                kind, wish.From.Number, wish.To, null, wish.Amount, english: visit.Language == Languages.English,
                wish.Delayed ?? later.Arrives(wish.Speed), wish.First, wish.Delayed is not null)) with
        {
            Speed = wish.Speed, PayeeKnown = wish.First,
        });
        return sent.Exit is { } exit ? exit : order.Ended(
            visit, Name, Family, wish.Amount, sent.Value!,
            posted =>
            [
                .. AccountChoice.BalanceOf(
                    visit, wish.From, posted.FromBalance, "transfer.done", "transfer.done-owed"), "pause",
            ],
            deferred => wish.Speed == TransferSpeed.RealTime
                ? ["transfer.delayed", .. later.At(visit.Language, deferred.ArrivesUs), "transfer.arrival", "transfer.deferred"]
                : ["transfer.deferred"]);
    }

    /// <param name="To">An own account's number, or a payee's.</param>
    /// <param name="Delayed">When the bank's risk rules let it arrive; null: as the customer wants it.</param>
    /// <param name="First">To a payee who was never paid before, and whom the customer says he knows.</param>
    private sealed record Transfer(
        Account From, string To, Money Amount, TransferSpeed Speed = default, bool First = false,
        DateTime? Delayed = null);

    /// <summary>Asks what to move; <c>*</c> goes back to the question before.</summary>
    private async Task<Got<Transfer>> Wish(Visit visit, Payer payer)
    {
        while (!visit.IsLost)
        {
            var from = await AccountChoice.Choose(visit, "transfer-from", "transfer.from", payer.Signed);
            if (from.Exit is not null)
                return from.Exit;
            var to = kind == TransferKind.Payee
                ? await Payee(visit, payer.Payees)
                : await Other(visit, [.. payer.All.Where(a => a.Moves && a.Number != from.Value!.Number)]);
            if (to.Exit is Exit.Back)
                continue;
            if (to.Exit is not null)
                return to.Exit;
            var first = kind == TransferKind.Payee && await bank.IsFirstPayment(payer.Customer.Id, to.Value!, visit.Ct);
            if (first && await Known(visit) is { } unknown)
            {
                if (unknown is Exit.Back)
                    continue;
                return unknown;
            }
            var amount = await Amount(visit);
            if (amount.Exit is Exit.Back)
                continue;
            if (amount.Exit is not null)
                return amount.Exit;
            var wish = await Foreseen(visit, payer, new(
                from.Value!, to.Value!, new Money(amount.Value, from.Value!.Balance.Currency), First: first));
            if (payer.Waiting.Any(open => (open.From, open.To, open.Amount) == (
                wish.From.Number, wish.To, wish.Amount)))
                await visit.Say("transfer-confirm", "transfer.same");
            var answer = await Confirm(visit, wish);
            while (answer is { Exit: null, Value: '3' })
            {
                var speed = await LaterTransfers.Choose(visit);
                if (speed.Exit is not (null or Exit.Back))
                    return speed.Exit;
                if (speed.Exit is null)
                    wish = await Foreseen(visit, payer, wish with { Speed = speed.Value });
                answer = await Confirm(visit, wish);
            }
            if (answer.Exit is Exit.Back)
                continue;
            if (answer.Exit is not null)
                return answer.Exit;
            if (answer.Value == '1')
                return wish;
            return visit.NotDone(Name, "cancelled", "transfer.cancelled", wish.Amount);
        }
        return await visit.ToPerson(Name, [], HumanReason.Error);
    }

    /// <summary>What the bank's risk rules will make of it is read back with it.</summary>
    private async Task<Transfer> Foreseen(Visit visit, Payer payer, Transfer wish) => kind == TransferKind.Own ? wish
        : wish with
        {
            Delayed = later.Local(
                await bank.DelayedUntil(payer.Customer.Id, wish.To, wish.Amount, wish.Speed, visit.Ct)),
        };

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

    /// <summary>防诈骗提示: who does not know the payee is told whom to ask, and pays nothing.</summary>
    /// <returns>Null: he says he knows the payee.</returns>
    private async Task<Exit?> Known(Visit visit)
    {
        visit.Enter("pay-known");
        var got = await visit.Choose(new Question("pay-known")
        {
            Body = ["pay.first", "pay.fraud"],
            Options = [new Option('1', "pay.known"), new Option('2', "pay.not-known")],
            Back = "menu.back",
        });
        return got.Exit ?? (got.Value == '1' ? null : visit.NotDone(Name, "payeeNotKnown", "pay.not-made"));
    }

    private Task<Got<long>> Amount(Visit visit) =>
        visit.Collect(
            "transfer-amount", ["transfer.amount"], AmountEntry.MaxKeys, starClears: false,
            keys => Task.FromResult(Read(visit, keys)));

    private Understood<long> Read(Visit visit, string keys) => AmountReading.Of(
        keys, fen => fen > options.MaxTransferYuan * 100
            ? ["transfer.amount-large", .. Reading.Amount(visit.Language, options.MaxTransferYuan * 100), "pause"]
            : null);

    /// <summary>
    /// Both tails, the amount and, of a payment, when it arrives are read back; 1 confirms, 2 cancels, 3 changes when.
    /// </summary>
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
                .. kind == TransferKind.Own ? []
                    : wish.Delayed is { } at ? LaterTransfers.Delayed(visit.Language, at)
                    : later.When(visit.Language, wish.Speed),
            ],
            Options =
            [
                new Option('1', "menu.confirm"), new Option('2', "menu.cancel"),
                .. kind == TransferKind.Payee && later.Offered ? [new Option('3', "menu.when")]
                    : Array.Empty<Option>(),
            ],
            Back = "menu.back",
        });
    }
}
