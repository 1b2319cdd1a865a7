using TellerLine.Customers;
using TellerLine.Kernel;

namespace TellerLine.Banking;

/// <summary>
/// The telephone bank: what a customer may have done by voice, keypad or an agent's hand. It knows contracts, PINs and
/// limits; the money itself is the core bank's (<see cref="ICoreBank"/>).
/// </summary>
public interface ITelephoneBank
{
    /// <summary>
    /// The customer's accounts that are not closed, in the order the customer knows them (the main one first).
    /// </summary>
    Task<AccountsOutcome> Accounts(string customerId, CancellationToken ct = default);

    /// <summary>
    /// What a desk may show of the customer's accounts at this level (<see cref="Disclosure"/>). Never throws but for
    /// its token, and never holds up who asks: wait for it beside the call, not in it.
    /// </summary>
    /// <param name="who">Null for a caller nobody knows.</param>
    Task<ShownAccounts> AccountsAtDesk(Identification? who, CancellationToken ct = default);

    /// <summary>The balance now. The caller has checked the enquiry PIN.</summary>
    Task<BalanceOutcome> Balance(string customerId, string account, CancellationToken ct = default);

    /// <summary>
    /// 交易明细: what went in and out of an account of the customer's, newest first, at most <see
    /// cref="StatementLimit"/>. Waited for as long as any answer of the core bank's.
    /// </summary>
    /// <param name="who">Whom the contact is known to be with: the enquiry PIN was right, or nothing is told.</param>
    Task<StatementOutcome> Statement(
        Identification? who, string account, StatementPeriod period, CancellationToken ct = default);

    const int StatementLimit = 500;

    /// <summary>
    /// Moves a customer's money to another account of the customer's, or to a payee of the contract, after the customer
    /// has heard it read back and confirmed it. Once it is submitted
    /// neither a hang-up nor <paramref name="ct"/> stops it and the bank's record decides; asking again with the same
    /// key tells that record and posts nothing.
    /// A fault never throws: before it is sent the outcome is <see cref="TransferOutcome.NotBegun"/>, from then on
    /// <see cref="TransferOutcome.Unknown"/>.
    /// </summary>
    /// <exception cref="OperationCanceledException">Cancelled before it was submitted: nothing was done.</exception>
    Task<TransferOutcome> Transfer(TransferWish transfer, CancellationToken ct = default);

    /// <summary>What the customer has signed for: from which accounts, to whom money may move.</summary>
    /// <exception cref="Exception">The record cannot be read.</exception>
    Task<SignedOutcome> Signed(string customerId, CancellationToken ct = default);

    /// <summary>
    /// The customer has never paid this account: a warning against fraud is heard first, and asked whether he knows the
    /// payee (<see cref="TransferWish.PayeeKnown"/>).
    /// </summary>
    /// <exception cref="Exception">The record cannot be read.</exception>
    Task<bool> IsFirstPayment(string customerId, string payee, CancellationToken ct = default);

    /// <summary>
    /// 延迟到账: what the bank's risk rules would make of this payment to a payee now, told before it is confirmed. It
    /// is judged once more when it is ordered.
    /// </summary>
    /// <returns>When it arrives then; null: no rule delays it beyond what the customer wants.</returns>
    /// <exception cref="Exception">The record cannot be read.</exception>
    Task<DateTimeOffset?> DelayedUntil(
        string customerId, string payee, Money amount, TransferSpeed speed, CancellationToken ct = default);

    /// <summary>
    /// The customer's transfers whose end nobody has told: of a line that dropped, of an answer that did not come, from
    /// any call and over restarts. The core bank is asked once more about those without an end. Newest first, at most
    /// <see cref="UntoldLimit"/>.
    /// </summary>
    /// <exception cref="Exception">The record cannot be read: then nothing may be paid.</exception>
    Task<IReadOnlyList<UntoldTransfer>> Untold(string customerId, CancellationToken ct = default);

    /// <summary>
    /// The customer has been told how these ended. Those without an end stay untold. Not waited for: should it be lost,
    /// the customer hears it once more.
    /// </summary>
    void MarkTold(IReadOnlyList<string> transactionIds);

    const int UntoldLimit = 5;
}

/// <param name="TransactionId">The number people read: <c>T260302000001</c>.</param>
/// <param name="Day">The bank's day on which it was asked for.</param>
public sealed record UntoldTransfer(
    string TransactionId, DateOnly Day, string From, string To, Money Amount, TransferEnd End)
{
    public OrderClass Class { get; init; }

    public bool IsBill => Class == OrderClass.Bill;

    /// <summary>Of a loan: lent on <see cref="From"/>.</summary>
    public bool IsLoan => Class == OrderClass.Loan;

    /// <summary>Of one that failed: the money had left the account, and is back.</summary>
    public bool WentBack { get; init; }
}

public enum TransferEnd
{
    Posted,

    /// <summary>Nothing moved, and nothing will.</summary>
    Failed,

    /// <summary>No word from the core bank yet.</summary>
    Unknown,
}

/// <summary>A customer's accounts as a desk shows them.</summary>
public abstract record ShownAccounts
{
    private ShownAccounts()
    {
    }

    /// <summary>The caller is not known well enough for the desk to show any.</summary>
    public sealed record Hidden : ShownAccounts;

    public sealed record Listed(IReadOnlyList<ShownAccount> Accounts) : ShownAccounts;

    /// <summary>The core bank did not answer in time.</summary>
    public sealed record Unavailable : ShownAccounts;
}

/// <param name="Balance">Null where it may not be told.</param>
public sealed record ShownAccount(string Tail, AccountKind Kind, Money? Balance);

public enum TransferKind
{
    /// <summary>本人账户互转: between two accounts of the customer's.</summary>
    Own,

    /// <summary>向收款人转账: to a payee whom the customer's contract names.</summary>
    Payee,

    // 缴费, by what is paid for.
    BillTelecom,
    BillMobile,
    BillCable,
    BillElectricity,
    BillWater,
    BillGas,

    /// <summary>定期存单质押贷款: lent on the time deposit it is from, paid out to an account of the contract.</summary>
    PledgedLoan,

    // 理财.
    WealthPurchase,
    WealthRedemption,

    /// <summary>撤销自助设备转账: from is the payee's tail, to the account it came from, the subject the transfer's
    /// id.</summary>
    AtmRevocation,
}

/// <param name="Amount">More than zero.</param>
/// <param name="IdempotencyKey">Made once for the customer's wish (8–64 letters, digits, dashes), the same on every
/// retry.</param>
/// <param name="ContactId">The contact in which it was asked for.</param>
/// <param name="Token">From <see cref="PinOutcome.Right"/> of the customer's transaction PIN; used up when the transfer
/// is submitted.</param>
public sealed record TransferWish(
    TransferKind Kind, string CustomerId, string From, string To, Money Amount, string IdempotencyKey, string ContactId,
    PinToken Token)
{
    public OrderClass Class => Kind.Class;

    /// <summary>E.164 of where the customer calls from: the contract may bind it. Null: withheld or unknown.</summary>
    public string? Caller { get; init; }

    /// <summary>Of a bill: which.</summary>
    public BillReference? Bill { get; init; }

    /// <summary>Of a loan: its last day and its rate.</summary>
    public LoanWish? Loan { get; init; }

    /// <summary>Of an order about something a book is kept of (<see cref="IOrderBook"/>): what, as the book calls
    /// it; of a transfer that is taken back: its id.</summary>
    public string? Subject { get; init; }

    /// <summary>Of a payment to a payee: when it arrives.</summary>
    public TransferSpeed Speed { get; init; }

    /// <summary>
    /// Of a first payment to a payee: the customer was warned of fraud and said that he knows the payee.
    /// </summary>
    public bool PayeeKnown { get; init; }

    /// <summary>Who keyed it and how the customer confirmed it.</summary>
    public required OrderOrigin Origin { get; init; }
}

public enum OrderWay
{
    /// <summary>The customer's own keys.</summary>
    Keypad,

    /// <summary>代客交易: an agent keyed it in the conversation, the customer the PIN.</summary>
    Agent,
}

/// <param name="Agent">A user's number; null by keypad.</param>
/// <param name="ReadBack">What the customer heard and confirmed, personal data masked (<see
/// cref="Banking.ReadBack"/>).</param>
/// <param name="Level">How surely the customer was known when the order left.</param>
public sealed record OrderOrigin(OrderWay Way, string? Agent, string ReadBack, IdentificationLevel Level)
{
    /// <summary>Up to which amount the agent may alone; null: any. More waits for a second person.</summary>
    public long? AloneMinor { get; init; }

    /// <summary>The agent's login session.</summary>
    public string? Session { get; init; }
}

public abstract record SignedOutcome
{
    private SignedOutcome()
    {
    }

    /// <param name="Accounts">The customer's own, from which money may move.</param>
    /// <param name="Payees">Accounts of others, in the contract's order; people say their tails.</param>
    public sealed record Active(IReadOnlyList<string> Accounts, IReadOnlyList<string> Payees) : SignedOutcome;

    public sealed record Suspended : SignedOutcome;

    /// <summary>No contract.</summary>
    public sealed record Nothing : SignedOutcome;
}

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

    /// <summary>
    /// No such account, or not this customer's: the answer is the same, so that it tells nothing about others.
    /// </summary>
    public sealed record NotFound : BalanceOutcome;

    public sealed record Unavailable : BalanceOutcome;
}

public abstract record TransferOutcome
{
    private TransferOutcome()
    {
    }

    /// <param name="FromBalance">Of the paying account, after it; where the bank pays, of the receiving one.</param>
    /// <param name="ToBalance">Of the receiving account, after it; null of a payee's, which is nobody's business
    /// here.</param>
    public sealed record Posted(string TransactionId, Money FromBalance, Money? ToBalance) : TransferOutcome
    {
        /// <summary>Of a bill: the biller's number.</summary>
        public string? Receipt { get; init; }
    }

    /// <summary>Nothing moved, and nothing will.</summary>
    /// <param name="TransactionId">Null when it was refused before it became a transaction.</param>
    public sealed record Refused(string? TransactionId, TransferRefusal Reason) : TransferOutcome;

    /// <summary>
    /// It was sent, and what became of it is not on record: neither done nor failed until reconciled. Never try again
    /// under a new key; the customer hears the end from <see cref="ITelephoneBank.Untold"/>.
    /// </summary>
    /// <param name="TransactionId">Null: whether it has one is not known either.</param>
    public sealed record Unknown(string? TransactionId) : TransferOutcome;

    /// <summary>
    /// The money has left the account, and arrives later; until then the customer may take it back
    /// (<see cref="IDeferredTransfers"/>).
    /// </summary>
    /// <param name="FromBalance">Of the paying account, after it.</param>
    public sealed record Deferred(string TransactionId, Money FromBalance, long ArrivesUs) : TransferOutcome;

    /// <summary>It waits for a second person until then (<see cref="ISecondPerson"/>); nothing was sent.</summary>
    public sealed record Pending(string TransactionId, long DueUs) : TransferOutcome;

    /// <summary>
    /// Our own record could not be reached before anything was sent: this request moved nothing and will move nothing.
    /// (What an earlier one with the same key did, it does not say.)
    /// </summary>
    public sealed record NotBegun : TransferOutcome;
}
