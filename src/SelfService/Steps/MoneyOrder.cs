using TellerLine.Banking;
using TellerLine.Catalogue;
using TellerLine.Customers;
using TellerLine.Kernel;

namespace TellerLine.SelfService.Steps;

/// <summary>Who pays, and from which accounts he may.</summary>
/// <param name="All">Not closed.</param>
/// <param name="Signed">Those of the contract, from which money may move.</param>
/// <param name="Payees">Accounts of others, in the contract's order.</param>
/// <param name="Waiting">Earlier ones without an end, told in this call.</param>
internal sealed record Payer(
    CustomerCard Customer, IReadOnlyList<Account> All, IReadOnlyList<Account> Signed, IReadOnlyList<string> Payees,
    IReadOnlyList<UntoldTransfer> Waiting);

/// <param name="All">Not closed.</param>
/// <param name="Waiting">Earlier orders without an end, told in this call.</param>
internal sealed record ToldCaller(
    CustomerCard Customer, IReadOnlyList<Account> All, IReadOnlyList<UntoldTransfer> Waiting);

/// <summary>
/// What every order that moves money has in common by keypad: who pays, the transaction PIN, posted once, how it ended.
/// What was confirmed has one idempotency key: keying the PIN again because the first came too late repeats the key, a
/// new confirmation makes a new one.
/// </summary>
internal sealed class MoneyOrder(
    HisAccounts his, PinEntry pin, PinRenewalEntry renewal, EarlierTransfers earlier, ITelephoneBank bank,
    IOfferedServices services)
{
    private const int MaxPinTries = 2;

    /// <summary>The way of an order: who pays, what is wanted, the PIN, posted once, how it ended.</summary>
    /// <param name="item">The step's name.</param>
    /// <param name="family">Of its prompts: <c>transfer</c>, <c>bills</c>.</param>
    /// <param name="wish">Asks what is wanted, until it is confirmed.</param>
    /// <param name="order">What was confirmed, as the bank is asked for it.</param>
    /// <param name="done">What is said of one that was posted.</param>
    public async Task<Got<IReadOnlyList<string>>> Run<T>(
        Visit visit, string item, string family, Func<Payer, Task<Got<T>>> wish, Func<Payer, T, TransferWish> order,
        Func<T, TransferOutcome.Posted, IReadOnlyList<string>> done)
    {
        var payer = await Payer(visit, item);
        if (payer.Exit is not null)
            return payer.Exit;
        var wanted = await wish(payer.Value!);
        if (wanted.Exit is not null)
            return wanted.Exit;
        var asked = order(payer.Value!, wanted.Value!);
        var sent = await Send(visit, item, family, asked);
        return sent.Exit is { } exit ? exit : Ended(
            visit, item, family, asked.Amount, sent.Value!, posted => done(wanted.Value!, posted));
    }

    /// <summary>What was confirmed by keypad, with everything but key and token.</summary>
    public static TransferWish Keyed(
        Visit visit, TransferKind kind, CustomerCard customer, string from, string to, Money amount, string readBack) =>
        new(kind, customer.Id, from, to, amount, "", visit.Caller.ContactId, new PinToken(""))
        {
            Caller = visit.Caller.Caller,
            Origin = new OrderOrigin(OrderWay.Keypad, null, readBack, IdentificationLevel.TransactionPin),
        };

    /// <param name="item">The step's name.</param>
    public async Task<Got<Payer>> Payer(Visit visit, string item)
    {
        var got = await Caller(visit, item);
        return got.Exit is { } exit ? exit : await Payer(visit, item, got.Value!);
    }

    /// <summary>Whoever calls, with a contract or without, and what is untold of his earlier orders.</summary>
    /// <inheritdoc cref="Payer(Visit, string)"/>
    public async Task<Got<ToldCaller>> Caller(Visit visit, string item)
    {
        var got = await his.Of(visit, item, orders: true);
        return got.Exit is { } exit ? exit
            : new ToldCaller(
                got.Value!.Customer, got.Value.All, await earlier.Tell(visit, got.Value.Customer));
    }

    /// <summary>Who may pay, of those who call.</summary>
    /// <inheritdoc cref="Payer(Visit, string)"/>
    public async Task<Got<Payer>> Payer(Visit visit, string item, ToldCaller caller)
    {
        var (customer, all, waiting) = caller;
        if (waiting.Count > 0 && await EarlierTransfers.AskForAnother(visit, waiting, item) is { Exit: { } left })
            return left;
        var signed = await bank.Signed(customer.Id, visit.Ct);
        if (signed is not SignedOutcome.Active { Accounts: var accountsSigned, Payees: var payees })
            return signed is SignedOutcome.Suspended
                ? visit.NotDone(item, "contractSuspended", "contract.suspended")
                : visit.NotDone(item, "notSigned", "contract.none");
        IReadOnlyList<Account> own =
        [
            .. all.Where(account => account.Moves && accountsSigned.Contains(account.Number)),
        ];
        return own.Count == 0
            ? visit.NotDone(item, "noAccount", all.Count == 0 ? "account.none" : "contract.account")
            : new Payer(customer, all, own, payees, waiting);
    }

    /// <param name="family">Of its prompts: <c>transfer</c>, <c>bills</c>.</param>
    /// <param name="wish">What was confirmed, with everything but key and token.</param>
    public async Task<Got<TransferOutcome>> Send(Visit visit, string item, string family, TransferWish wish)
    {
        // Before a PIN is asked for in vain.
        if (services.Most(item) < wish.Amount.Minor)
            return new TransferOutcome.Refused(null, TransferRefusal.OverServiceLimit);
        var customer = visit.Who!.Customer;
        var time = visit.Caller.Visit == 1 ? "" : $"-v{visit.Caller.Visit}";
        var key = $"{visit.Caller.ContactId}{time}-t{++visit.Confirmations}";
        for (var tried = 1; ; tried++)
        {
            var right = await pin.Ask(visit, customer, PinKind.Transaction);
            if (right.Exit is not null)
                return right.Exit;
            if (right.Value!.MustChange is not PinMustChange.No and var why)
            {
                // It moves no money: it is changed here and now, and the new one asked for.
                var lead = PinRenewalEntry.Lead(why);
                if (await renewal.Ask(visit, customer, PinKind.Transaction, right.Value.Token, lead) is { } unchanged)
                {
                    var word = why == PinMustChange.Initial ? "pinIsInitial" : "pinIsSpoken";
                    visit.Done(item, word, achieved: false, number: null, wish.Amount);
                    return unchanged;
                }
                tried--;
                continue;
            }

            var outcome = await bank.Transfer(
                wish with { IdempotencyKey = key, Token = right.Value.Token }, visit.Ct);
            if (outcome is not TransferOutcome.Refused { Reason: TransferRefusal.PinTokenNotValid }
                || tried >= MaxPinTries)
                return outcome;
            await visit.Say(item, $"{family}.pin-late");
        }
    }

    /// <summary>Tells how it ended.</summary>
    /// <param name="family">Of its prompts.</param>
    /// <param name="done">What is said of one that was posted.</param>
    /// <param name="later">What is said of one that arrives later.</param>
    public Got<IReadOnlyList<string>> Ended(
        Visit visit, string item, string family, Money amount, TransferOutcome outcome,
        Func<TransferOutcome.Posted, IReadOnlyList<string>> done,
        Func<TransferOutcome.Deferred, IReadOnlyList<string>>? later = null)
    {
        if (outcome is TransferOutcome.Deferred deferred)
        {
            visit.Done(item, "deferred", achieved: true, deferred.TransactionId, amount);
            return new(later?.Invoke(deferred) ?? [$"{family}.deferred"], null);
        }
        if (outcome is TransferOutcome.Posted posted)
        {
            bank.MarkTold([posted.TransactionId]);
            visit.Done(item, "posted", achieved: true, posted.TransactionId, amount);
            return new(done(posted), null);
        }
        var (word, prompt, number) = outcome switch
        {
            TransferOutcome.Unknown unknown => ("unknown", $"{family}.unknown", unknown.TransactionId),
            TransferOutcome.NotBegun => ("notBegun", $"{family}.not-begun", null),
            TransferOutcome.Refused refused => Refusal(refused, family),
            _ => throw new InvalidOperationException($"An order ended in {outcome.GetType().Name}."),
        };
        if (outcome is TransferOutcome.Refused { TransactionId: { } id })
            bank.MarkTold([id]);
        return visit.NotDone(item, word, prompt, amount, number);
    }

    private static (string Word, string Prompt, string? Number) Refusal(
        TransferOutcome.Refused refused, string family)
    {
        var (word, prompt) = refused.Reason switch
        {
            TransferRefusal.InsufficientFunds => ("insufficientFunds", $"{family}.insufficient"),
            TransferRefusal.OverTransactionLimit or TransferRefusal.OverDayLimit or TransferRefusal.OverServiceLimit =>
                ("overLimit", $"{family}.limit"),
            TransferRefusal.AccountFrozen or TransferRefusal.AccountClosed => ("accountFrozen", $"{family}.frozen"),
            TransferRefusal.AccountHeld => ("accountHeld", $"{family}.held"),
            TransferRefusal.PinIsInitial => ("pinIsInitial", "pin.initial"),
            TransferRefusal.PinIsSpoken => ("pinIsSpoken", "pin.spoken"),
            TransferRefusal.Busy => ("busy", $"{family}.busy"),
            TransferRefusal.NotRecorded => ("notRecorded", $"{family}.not-begun"),
            TransferRefusal.PinTokenNotValid => ("pinTooLate", $"{family}.pin-late"),
            TransferRefusal.NotSigned => ("notSigned", "contract.none"),
            TransferRefusal.ContractSuspended => ("contractSuspended", "contract.suspended"),
            TransferRefusal.AccountNotSigned => ("noAccount", "contract.account"),
            TransferRefusal.NotOnSale => ("notOnSale", "wealth.none"),
            TransferRefusal.QuotaUsedUp => ("soldOut", "wealth.sold-out"),
            TransferRefusal.NotRated => ("notRated", "wealth.not-rated"),
            TransferRefusal.RatingExpired => ("ratingExpired", "wealth.rating-expired"),
            TransferRefusal.RiskTooHigh => ("riskTooHigh", "wealth.risk-too-high"),
            TransferRefusal.NeedsPerson => ("needsPerson", "wealth.needs-person"),
            TransferRefusal.NoSuchHolding => ("noHolding", "wealth.no-holding"),
            TransferRefusal.NotRedeemableYet or TransferRefusal.RedeemedAlready =>
                ("notRedeemable", "wealth.none-redeemable"),
            TransferRefusal.BillerClosed => ("billerDown", "bills.down"),
            _ => ("refused", $"{family}.refused"),
        };
        return (word, prompt, refused.TransactionId);
    }
}
