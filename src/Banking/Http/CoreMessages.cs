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

    internal static TransferRefusal ReasonOf(string? word) =>
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
        TransferRefusal.AccountHeld, TransferRefusal.MoreThanOwed, TransferRefusal.DepositPledged,
        TransferRefusal.LoanTerms, TransferRefusal.AlreadyArrived, TransferRefusal.AlreadyRevoked,
        TransferRefusal.NoSuchTransfer,
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

/// <param name="CustomerId">Asked for the loans, or the time deposits, of.</param>
internal sealed record CoreCustomer(string CustomerId);

/// <param name="Loans">Not repaid.</param>
internal sealed record CoreLoans(string? CustomerId, IReadOnlyList<CoreLoan>? Loans);

/// <param name="RateBp">Hundredths of a per cent of a year.</param>
/// <param name="NextDue">Null with its amount: all that is owed is overdue.</param>
internal sealed record CoreLoan(
    string? Number, string? Currency, long? PrincipalMinor, long? OwedMinor, int? RateBp, DateOnly? Started,
    DateOnly? Ends, DateOnly? NextDue, long? NextMinor, long? OverdueMinor, string? Deposit, long? PenaltyMinor = null)
{
    /// <summary>Null when something that must be said is not, or cannot be.</summary>
    internal Loan? Read(string customerId) =>
        Number is { Length: > 0 } && Currency is { Length: 3 } && PrincipalMinor is { } principal and > 0
        && OwedMinor is { } owed && owed >= principal && RateBp is { } rate and >= 0 && Started is { } started
        && Ends is { } ends && ends >= started && OverdueMinor is { } overdue and >= 0 && overdue <= owed
        && NextDue is null == (NextMinor is null) && NextMinor is null or > 0
        && (PenaltyMinor ?? 0) is var penalty and >= 0 && penalty <= overdue
            ? new Loan(
                Number, customerId, new Money(principal, Currency), new Money(owed, Currency), rate, started, ends)
            {
                Next = NextDue is { } due ? new Instalment(due, new Money(NextMinor!.Value, Currency)) : null,
                Overdue = new Money(overdue, Currency),
                Penalty = new Money(penalty, Currency),
                Deposit = Deposit,
            }
            : null;
}

internal sealed record CoreDeposits(string? CustomerId, IReadOnlyList<CoreDeposit>? Deposits);

/// <param name="LoanRateBp">Null or not said: the bank does not lend on it.</param>
internal sealed record CoreDeposit(
    string? Number, string? Currency, long? AmountMinor, int? RateBp, DateOnly? Matures, bool? Stopped, int? LoanRateBp)
{
    /// <summary>Null when something that must be said is not, or cannot be.</summary>
    internal TimeDeposit? Read(string customerId) =>
        Number is { Length: > 0 } && Currency is { Length: 3 } && AmountMinor is { } amount and >= 0
        && RateBp is { } rate and >= 0 && Matures is { } matures && Stopped is { } stopped && LoanRateBp is null or >= 0
            ? new TimeDeposit(Number, customerId, new Money(amount, Currency), rate, matures)
            {
                Stopped = stopped,
                LoanRateBp = LoanRateBp,
            }
            : null;
}

/// <summary>A loan pledged on a time deposit. Its answer is a transfer's, from the deposit.</summary>
internal sealed record CorePledge(
    string Key, string Deposit, string To, long AmountMinor, string Currency, DateOnly Ends, int RateBp,
    string Reference)
{
    internal static CorePledge Of(PledgeOrder order) => new(
        order.Key, order.Deposit, order.To, order.Amount.Minor, order.Amount.Currency, order.Ends, order.RateBp,
        order.Reference);
}

/// <param name="Transfers">Made at an ATM to another person, and not arrived.</param>
internal sealed record CoreAtmTransfers(string? Number, IReadOnlyList<CoreAtmTransfer>? Transfers);

internal sealed record CoreAtmTransfer(
    string? Id, DateTimeOffset? MadeAt, DateTimeOffset? ArrivesAt, string? Atm, string? Place, long? AmountMinor,
    string? Currency, string? Payee, string? PayeeTail)
{
    /// <summary>Null when something that must be said is not, or cannot be.</summary>
    internal AtmTransfer? Read(string account) =>
        Id is { Length: > 0 and <= 64 } && MadeAt is { } made && ArrivesAt is { } arrives && arrives > made
        && AmountMinor is { } amount and > 0 && Currency is { Length: 3 } && PayeeTail is { Length: 4 }
        && PayeeTail.All(char.IsAsciiDigit)
            ? new AtmTransfer(
                Id, account, Atm ?? "", Place ?? "", new Money(amount, Currency), Payee ?? "", PayeeTail,
                Clock.ToUs(made), Clock.ToUs(arrives))
            : null;
}

internal sealed record CoreRevoke(
    string Key, string Id, string Account, long AmountMinor, string Currency, string Reference)
{
    internal static CoreRevoke Of(AtmRevokeOrder order) => new(
        order.Key, order.Id, order.Account, order.Amount.Minor, order.Amount.Currency, order.Reference);
}

/// <param name="BalanceMinor">Of the account, after it.</param>
/// <inheritdoc cref="CoreOutcome"/>
internal sealed record CoreRevoked(
    string? Key, string? Outcome, string? Reason, string? EntryId, string? Id, string? Account, long? AmountMinor,
    string? Currency, long? BalanceMinor)
{
    /// <inheritdoc cref="CoreOutcome.For"/>
    internal CoreAnswer For(AtmRevokeOrder order)
    {
        if (Key != order.Key)
            return new CoreAnswer.Unknown("an answer to another order");
        if (Outcome == "refused")
            return new CoreAnswer.Refused(CoreOutcome.ReasonOf(Reason));
        if (Outcome != "posted" || string.IsNullOrEmpty(EntryId) || BalanceMinor is not { } balance)
            return new CoreAnswer.Unknown("an answer that is neither posted nor refused");
        var after = order.Amount with { Minor = balance };
        return (Id, Account, AmountMinor, Currency)
            == (order.Id, order.Account, order.Amount.Minor, order.Amount.Currency)
            ? new CoreAnswer.Posted(EntryId, after, after)
            : new CoreAnswer.Unknown("another transfer was taken back, or another amount");
    }
}

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
[JsonSerializable(typeof(CoreCustomer))]
[JsonSerializable(typeof(CoreLoans))]
[JsonSerializable(typeof(CoreDeposits))]
[JsonSerializable(typeof(CorePledge))]
[JsonSerializable(typeof(CoreAtmTransfers))]
[JsonSerializable(typeof(CoreRevoke))]
[JsonSerializable(typeof(CoreRevoked))]
internal sealed partial class CoreJson : JsonSerializerContext;
