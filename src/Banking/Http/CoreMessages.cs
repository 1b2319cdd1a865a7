using System.Text.Json.Serialization;
using TellerLine.Kernel;

namespace TellerLine.Banking;

// What is said to a core bank and what it answers, as docs/core-bank.openapi.yaml publishes it. Amounts are integer
// minor units.

/// <param name="CustomerId">Asked for the accounts of; or null.</param>
/// <param name="Number">Asked for one account; or null.</param>
internal sealed record CoreQuestion(string? CustomerId, string? Number);

/// <param name="Accounts">Empty for a customer or a number that the core does not know.</param>
internal sealed record CoreAccounts(IReadOnlyList<CoreAccount>? Accounts);

internal sealed record CoreAccount(
    string? Number, string? CustomerId, AccountKind? Kind, AccountStatus? Status, string? Currency,
    long? BalanceMinor, long? CreditLimitMinor, bool? Inactive)
{
    /// <summary>Null when something that must be said is not: what a core forgets is not guessed.</summary>
    internal Account? Read() =>
        Number is { Length: > 0 } && CustomerId is { Length: > 0 } && Kind is { } kind && Status is { } status
        && Currency is { Length: 3 } && BalanceMinor is { } balance
            ? new Account(
                Number, CustomerId, kind, status, new Money(balance, Currency),
                new Money(CreditLimitMinor ?? 0, Currency)) { Inactive = Inactive ?? false }
            : null;
}

internal sealed record CoreTransfer(
    string Key, string From, string To, long AmountMinor, string Currency, string Reference)
{
    internal static CoreTransfer Of(TransferOrder order) => new(
        order.Key, order.From, order.To, order.Amount.Minor, order.Amount.Currency, order.Reference);
}

/// <summary>What became of an order. It repeats the order, so that an answer to another one is seen as such.</summary>
/// <param name="Outcome"><c>posted</c> or <c>refused</c>.</param>
/// <param name="Reason">Of a refusal, a <see cref="TransferRefusal"/> in camel case; any other word counts as the
/// core's own reason.</param>
internal sealed record CoreOutcome(
    string? Key, string? Outcome, string? Reason, string? EntryId, string? From, string? To, long? AmountMinor,
    string? Currency, long? FromBalanceMinor, long? ToBalanceMinor)
{
    /// <summary>
    /// <see cref="CoreAnswer.Unknown"/> for whatever does not answer this very order: another key, account, amount or
    /// currency, or a word that is none of the two outcomes.
    /// </summary>
    internal CoreAnswer For(TransferOrder order)
    {
        if (Key != order.Key)
            return new CoreAnswer.Unknown("an answer to another order");
        if (Outcome == "refused")
            return new CoreAnswer.Refused(ReasonOf(Reason));
        if (Outcome != "posted" || string.IsNullOrEmpty(EntryId) || FromBalanceMinor is null || ToBalanceMinor is null)
            return new CoreAnswer.Unknown("an answer that is neither posted nor refused");
        return (From, To, AmountMinor, Currency) == (order.From, order.To, order.Amount.Minor, order.Amount.Currency)
            ? new CoreAnswer.Posted(
                EntryId, new Money(FromBalanceMinor.Value, Currency!), new Money(ToBalanceMinor.Value, Currency!))
            : new CoreAnswer.Unknown("posted with other accounts or another amount");
    }

    private static TransferRefusal ReasonOf(string? word) =>
        Said(word, out TransferRefusal reason) && TheCoresToSay.Contains(reason) ? reason : TransferRefusal.CoreRefused;

    /// <summary>By its word: a number is none.</summary>
    internal static bool Said<T>(string? word, out T value)
        where T : struct, Enum =>
        Enum.TryParse(word, ignoreCase: true, out value) && Enum.IsDefined(value) && char.IsAsciiLetter(word[0]);

    private static readonly HashSet<TransferRefusal> TheCoresToSay =
    [
        TransferRefusal.AmountNotPositive, TransferRefusal.SameAccount, TransferRefusal.AccountNotFound,
        TransferRefusal.CurrenciesDiffer, TransferRefusal.AccountFrozen, TransferRefusal.AccountClosed,
        TransferRefusal.InsufficientFunds, TransferRefusal.KeyReused, TransferRefusal.NeverArrived,
        TransferRefusal.AccountHeld,
    ];
}

/// <summary>Payments from an account stopped, or let go again, under a key.</summary>
internal sealed record CoreHold(string Key, string Account, string Reference);

/// <param name="Outcome"><c>done</c> or <c>refused</c>.</param>
/// <param name="Reason">Of a refusal, a <see cref="HoldRefusal"/> in camel case.</param>
/// <param name="At">When it was done: of a key that came before, then.</param>
internal sealed record CoreHeld(string? Key, string? Account, string? Outcome, string? Reason, DateTimeOffset? At)
{
    /// <summary><see cref="HoldAnswer.Unknown"/> for whatever does not answer this very order.</summary>
    internal HoldAnswer For(HoldOrder order) =>
        Key != order.Key ? new HoldAnswer.Unknown()
        : Outcome == "refused" && CoreOutcome.Said(Reason, out HoldRefusal reason)
            ? new HoldAnswer.Refused(reason)
        : Outcome == "done" && Account == order.Account && At is { } at ? new HoldAnswer.Done(Clock.ToUs(at))
        : new HoldAnswer.Unknown();
}

/// <param name="To">Not included.</param>
internal sealed record CorePeriod(string Number, DateTimeOffset From, DateTimeOffset To, int Limit);

/// <param name="Movements">Newest first.</param>
internal sealed record CoreMovements(string? Number, IReadOnlyList<CoreMovement>? Movements);

internal sealed record CoreMovement(
    DateTimeOffset? At, long? AmountMinor, long? BalanceMinor, string? Currency, string? Kind)
{
    /// <summary>Null when something that must be said is not.</summary>
    internal Movement? Read() =>
        At is { } at && AmountMinor is { } amount && BalanceMinor is { } balance && Currency is { Length: 3 }
            ? new Movement(Clock.ToUs(at), new Money(amount, Currency), new Money(balance, Currency), Kind ?? "")
            : null;
}

/// <param name="Bill">Null or not said: the last statement asked for nothing.</param>
internal sealed record CoreCardAnswer(string? Number, CoreBill? Bill);

/// <param name="Closed"><c>2026-03-05</c>.</param>
internal sealed record CoreBill(
    DateOnly? Closed, DateOnly? Due, string? Currency, long? BilledMinor, long? MinimumMinor, long? PaidMinor)
{
    /// <summary>Null when something that must be said is not, or cannot be.</summary>
    internal CardBill? Read() =>
        Closed is { } closed && Due is { } due && due >= closed && Currency is { Length: 3 }
        && BilledMinor is { } billed and > 0 && MinimumMinor is { } minimum and > 0 && minimum <= billed
        && PaidMinor is { } paid and >= 0
            ? new CardBill(
                closed, due, new Money(billed, Currency), new Money(minimum, Currency), new Money(paid, Currency))
            : null;
}

/// <param name="Reference">The contact.</param>
internal sealed record CoreActivate(string Number, string Reference);

/// <param name="Outcome">A <see cref="CardActivation"/> in camel case.</param>
internal sealed record CoreActivated(string? Number, string? Outcome);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(CoreQuestion))]
[JsonSerializable(typeof(CoreAccounts))]
[JsonSerializable(typeof(CoreTransfer))]
[JsonSerializable(typeof(CoreOutcome))]
[JsonSerializable(typeof(CoreHold))]
[JsonSerializable(typeof(CoreHeld))]
[JsonSerializable(typeof(CorePeriod))]
[JsonSerializable(typeof(CoreMovements))]
[JsonSerializable(typeof(CoreCardAnswer))]
[JsonSerializable(typeof(CoreActivate))]
[JsonSerializable(typeof(CoreActivated))]
internal sealed partial class CoreJson : JsonSerializerContext;
