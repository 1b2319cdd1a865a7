namespace TellerLine.Banking;

/// <summary>Why an order was not taken, or not carried out.</summary>
public enum TransferRefusal
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

    /// <summary>More than the bank's catalogue takes in one order of this service.</summary>
    OverServiceLimit,

    /// <summary>The customer has no contract for the telephone bank.</summary>
    NotSigned,

    /// <summary>The contract is suspended.</summary>
    ContractSuspended,

    /// <summary>The contract does not name the paying account.</summary>
    AccountNotSigned,

    /// <summary>The contract does not name the payee.</summary>
    PayeeNotSigned,

    /// <summary>A first payment to the payee, whom the customer did not say he knows.</summary>
    PayeeNotConfirmed,

    /// <summary>
    /// Not a transaction PIN's token of this customer, used already, or older than two minutes: ask for the PIN again.
    /// </summary>
    PinTokenNotValid,

    /// <summary>The initial PIN permits enquiry only: it must be changed first.</summary>
    PinIsInitial,

    /// <summary>口述密码: it was said aloud, and must be changed first.</summary>
    PinIsSpoken,

    /// <summary>The same key came before with another order.</summary>
    KeyReused,

    /// <summary>The order never reached the core bank, which now will never post it.</summary>
    NeverArrived,

    /// <summary>For a reason of the core bank's own.</summary>
    CoreRefused,

    /// <summary>The core bank does not answer: nothing was begun.</summary>
    CoreUnavailable,

    /// <summary>The contact is not being recorded: without evidence nothing was begun.</summary>
    NotRecorded,

    /// <summary>Too much at once: nothing was begun, a later try with the same key is welcome.</summary>
    Busy,

    /// <summary>It waited for a second person who did not let it go: <see cref="SecondRequest.Void"/> says
    /// why.</summary>
    NotLetGo,

    /// <summary>A risk rule of the bank's says that nobody lets it go.</summary>
    RiskBlocked,

    /// <summary>A risk rule wants a second person to look at it: by keypad there is none.</summary>
    RiskReview,

    /// <summary>挂失: payments from the account are stopped.</summary>
    AccountHeld,

    /// <summary>The biller does not take payments now, or is none of the bank's.</summary>
    BillerClosed,

    /// <summary>Less or more than this biller takes by telephone.</summary>
    BillAmount,

    /// <summary>What is owed is not that amount any more: ask again what it is.</summary>
    BillChanged,

    /// <summary>For a reason of the biller's own.</summary>
    BillerRefused,

    /// <summary>The customer took it back before it arrived.</summary>
    Revoked,

    /// <summary>Only payments to payees may arrive later, and only where the bank offers it.</summary>
    SpeedNotOffered,

    /// <summary>More than the loan owes.</summary>
    MoreThanOwed,

    /// <summary>A loan stands on the time deposit already.</summary>
    DepositPledged,

    /// <summary>Amount, last day or rate of the loan are not what the bank lends on this deposit today.</summary>
    LoanTerms,

    /// <summary>The bank does not offer this now.</summary>
    NotOffered,

    /// <summary>Nobody has rated what risk the customer bears.</summary>
    NotRated,

    /// <summary>The customer's risk rating is too old.</summary>
    RatingExpired,

    /// <summary>The product's risk is more than the customer bears.</summary>
    RiskTooHigh,

    /// <summary>By keypad: an elderly customer buys a product of high risk from a person alone.</summary>
    NeedsPerson,

    /// <summary>The product is not sold now.</summary>
    NotOnSale,

    /// <summary>Less than the product's least amount, or not in its steps.</summary>
    ProductAmount,

    /// <summary>There is not so much left of the product.</summary>
    QuotaUsedUp,

    /// <summary>The customer has no such holding, or not in this amount.</summary>
    NoSuchHolding,

    /// <summary>The product does not pay back yet.</summary>
    NotRedeemableYet,

    /// <summary>An order to pay it back is on its way.</summary>
    RedeemedAlready,

    /// <summary>Of a transfer made at an ATM: it has arrived, and is not taken back any more.</summary>
    AlreadyArrived,

    /// <summary>Of a transfer made at an ATM: the money went back before.</summary>
    AlreadyRevoked,

    /// <summary>No such transfer of this account, or of another amount.</summary>
    NoSuchTransfer,

    /// <summary>At an ATM: to an account of the payer's own nothing arrives later.</summary>
    NotToAnother,
}
