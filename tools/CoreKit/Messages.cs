namespace TellerLine.CoreKit;

// The contract's messages (docs/core-bank.openapi.yaml), written from the document and not from the program's code:
// what both sides understand is what it says.

internal sealed record Question(string? CustomerId, string? Number);

internal sealed record AccountList(IReadOnlyList<Account>? Accounts);

internal sealed record Account(
    string Number, string CustomerId, string Kind, string Status, string Currency, long BalanceMinor,
    long CreditLimitMinor, bool Inactive = false);

internal sealed record Hold(string? Key, string? Account, string? Reference)
{
    internal bool IsWhole => Key is { Length: >= 8 and <= 64 } && Account is { Length: > 0 };
}

internal sealed record Held(
    string? Key, string? Outcome, string? Account = null, string? Reason = null, DateTimeOffset? At = null)
{
    internal bool IsDone => Outcome == "done" && Account is not null && At is not null;
}

internal sealed record Period(string? Number, DateTimeOffset From, DateTimeOffset To, int Limit)
{
    internal bool IsWhole => Number is { Length: > 0 } && Limit > 0;
}

internal sealed record MovementList(string? Number, IReadOnlyList<Movement>? Movements);

internal sealed record Movement(DateTimeOffset At, long AmountMinor, long BalanceMinor, string? Currency, string? Kind);

internal sealed record CardQuestion(string? Number);

internal sealed record Activate(string? Number, string? Reference);

internal sealed record Activated(string? Number, string? Outcome);

internal sealed record CardAnswer(string? Number, CardBill? Bill);

internal sealed record CardBill(
    DateOnly? Closed, DateOnly? Due, string? Currency, long? BilledMinor, long? MinimumMinor, long? PaidMinor);

internal sealed record CustomerQuestion(string? CustomerId);

internal sealed record LoanList(string? CustomerId, IReadOnlyList<Loan>? Loans);

internal sealed record Loan(
    string? Number, string? Currency, long? PrincipalMinor, long? OwedMinor, int? RateBp, DateOnly? Started,
    DateOnly? Ends, DateOnly? NextDue, long? NextMinor, long? OverdueMinor, string? Deposit);

internal sealed record DepositList(string? CustomerId, IReadOnlyList<Deposit>? Deposits);

internal sealed record Deposit(
    string? Number, string? Currency, long? AmountMinor, int? RateBp, DateOnly? Matures, bool? Stopped,
    int? LoanRateBp);

internal sealed record Pledge(
    string? Key, string? Deposit, string? To, long? AmountMinor, string? Currency, DateOnly? Ends, int? RateBp,
    string? Reference)
{
    internal bool IsWhole =>
        Key is { Length: >= 8 and <= 64 } && Deposit is { Length: > 0 } && To is { Length: > 0 }
        && AmountMinor is not null && Currency is { Length: 3 } && Ends is not null && RateBp is not null;
}

internal sealed record AtmQuestion(string? Number);

internal sealed record AtmList(string? Number, IReadOnlyList<AtmTransfer>? Transfers);

internal sealed record AtmTransfer(
    string? Id, DateTimeOffset? MadeAt, DateTimeOffset? ArrivesAt, string? Atm, string? Place, long? AmountMinor,
    string? Currency, string? Payee, string? PayeeTail);

internal sealed record Revoke(
    string? Key, string? Id, string? Account, long? AmountMinor, string? Currency, string? Reference)
{
    internal bool IsWhole =>
        Key is { Length: >= 8 and <= 64 } && Id is { Length: > 0 } && Account is { Length: > 0 }
        && AmountMinor is not null && Currency is { Length: 3 };
}

internal sealed record Revoked(
    string? Key, string? Outcome, string? Reason = null, string? EntryId = null, string? Id = null,
    string? Account = null, long? AmountMinor = null, string? Currency = null, long? BalanceMinor = null)
{
    internal bool IsPosted => Outcome == "posted";
}

internal sealed record Order(
    string? Key, string? From, string? To, long? AmountMinor, string? Currency, string? Reference)
{
    internal bool IsWhole =>
        Key is { Length: >= 8 and <= 64 } && From is { Length: > 0 } && To is { Length: > 0 } && AmountMinor is not null
        && Currency is { Length: 3 };
}

internal sealed record Answer(
    string? Key, string? Outcome, string? Reason = null, string? EntryId = null, string? From = null, string? To = null,
    long? AmountMinor = null, string? Currency = null, long? FromBalanceMinor = null, long? ToBalanceMinor = null)
{
    internal bool IsPosted => Outcome == "posted";

    internal bool Refuses(string reason) => Outcome == "refused" && Reason == reason;
}
