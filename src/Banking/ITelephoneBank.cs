using TellerLine.Kernel;

namespace TellerLine.Banking;

/// <summary>
/// The telephone bank: what a customer may have done by voice, keypad or an agent's hand. It knows contracts, PINs and limits; the money
/// itself is the core bank's (<see cref="ICoreBank"/>).
/// </summary>
public interface ITelephoneBank
{
    /// <summary>The customer's accounts that are not closed, in the order the customer knows them (the main one first).</summary>
    Task<AccountsOutcome> Accounts(string customerId, CancellationToken ct = default);

    /// <summary>The balance now. The caller has checked the enquiry PIN.</summary>
    Task<BalanceOutcome> Balance(string customerId, string account, CancellationToken ct = default);

    /// <summary>
    /// Moves money between two accounts of one customer, who has heard it read back and confirmed. Once it is submitted neither a hang-up
    /// nor <paramref name="ct"/> stops it and the bank's record decides; asking again with the same key tells that record and posts nothing.
    /// </summary>
    /// <exception cref="OperationCanceledException">Cancelled before it was submitted: nothing was done.</exception>
    Task<TransferOutcome> TransferOwn(OwnTransfer transfer, CancellationToken ct = default);
}

/// <param name="Amount">More than zero.</param>
/// <param name="IdempotencyKey">Made once for the customer's wish (8–64 letters, digits, dashes), the same on every retry.</param>
/// <param name="ContactId">The contact in which it was asked for.</param>
/// <param name="Token">From <see cref="PinOutcome.Right"/> of the customer's transaction PIN; used up when the transfer is submitted.</param>
public sealed record OwnTransfer(
    string CustomerId, string From, string To, Money Amount, string IdempotencyKey, string ContactId, PinToken Token);

public abstract record AccountsOutcome
{
    private AccountsOutcome()
    {
    }

    public sealed record Listed(IReadOnlyList<Account> Accounts) : AccountsOutcome;

    /// <summary>The core bank does not answer: say so and offer a person.</summary>
    public sealed record Unavailable : AccountsOutcome;
}

public abstract record BalanceOutcome
{
    private BalanceOutcome()
    {
    }

    public sealed record Told(Account Account) : BalanceOutcome;

    /// <summary>No such account, or not this customer's: the answer is the same, so that it tells nothing about others.</summary>
    public sealed record NotFound : BalanceOutcome;

    public sealed record Unavailable : BalanceOutcome;
}

public abstract record TransferOutcome
{
    private TransferOutcome()
    {
    }

    /// <param name="FromBalance">Of the paying account, after it.</param>
    /// <param name="ToBalance">Of the receiving account, after it.</param>
    public sealed record Posted(string TransactionId, Money FromBalance, Money ToBalance) : TransferOutcome;

    /// <summary>Nothing moved, and nothing will.</summary>
    /// <param name="TransactionId">Null when it was refused before it became a transaction.</param>
    public sealed record Refused(string? TransactionId, RefusalReason Reason) : TransferOutcome;

    /// <summary>The core bank has not said what became of it: neither done nor failed until reconciled. Never try again under a new key.</summary>
    public sealed record Unknown(string TransactionId) : TransferOutcome;
}

public enum RefusalReason
{
    AmountNotPositive,
    SameAccount,
    AccountNotFound,
    NotTheCustomersAccount,
    CurrenciesDiffer,
    AccountFrozen,
    AccountClosed,
    InsufficientFunds,
    OverTransactionLimit,
    OverDayLimit,

    /// <summary>Not a transaction PIN's token of this customer, used already, or older than two minutes: ask for the PIN again.</summary>
    PinTokenNotValid,

    /// <summary>The initial PIN permits enquiry only: it must be changed first.</summary>
    PinIsInitial,

    /// <summary>The same key came before with another order.</summary>
    KeyReused,

    /// <summary>The order never reached the core bank, which now will never post it.</summary>
    NeverArrived,

    /// <summary>The core bank does not answer: nothing was begun.</summary>
    CoreUnavailable,

    /// <summary>Too much at once: nothing was begun, a later try with the same key is welcome.</summary>
    Busy,
}
