using TellerLine.Kernel;

namespace TellerLine.Banking;

/// <summary>
/// 双人临柜: transfers that wait, during the call, for a second person to let them go. The customer's PIN was right and
/// its token is used up: what is void now cannot be sent by anybody.
/// </summary>
public interface ISecondPerson
{
    /// <summary>Those that wait, the oldest first.</summary>
    Task<IReadOnlyList<SecondRequest>> Open(CancellationToken ct = default);

    /// <summary>Those that waited, the newest first, at most 100.</summary>
    Task<IReadOnlyList<SecondRequest>> Past(CancellationToken ct = default);

    /// <returns>Null: no transaction of this number ever waited.</returns>
    Task<SecondRequest?> Find(string transactionId, CancellationToken ct = default);

    /// <summary>
    /// Lets it go: decided, signed and submitted in one transaction, then sent. Who comes second hears what became of
    /// it.
    /// </summary>
    /// <param name="sign">Signs in the deciding transaction; gives the signature's id.</param>
    Task<SecondOutcome> Approve(
        string transactionId, SecondDecider by, Func<WriteScope, SecondRequest, string> sign,
        CancellationToken ct = default);

    /// <param name="reason">In the second person's words; the agent hears it.</param>
    Task<SecondOutcome> Reject(
        string transactionId, SecondDecider by, string reason, CancellationToken ct = default);

    /// <summary>Nobody is to let it go any more. No news when it was decided already.</summary>
    Task Void(string transactionId, TransferVoid why);
}

/// <param name="Number">A user's.</param>
/// <param name="Session">The login session in which it is decided: never the maker's.</param>
/// <param name="AuthorityMinor">Up to which amount; null: any.</param>
public sealed record SecondDecider(string Number, string Session, long? AuthorityMinor);

/// <param name="Why"><c>contract</c>: the contract's type asks for it; <c>service</c>: the catalogue does for the
/// service; <c>authority</c>: more than the maker may alone;
/// <c>risk</c>.</param>
/// <param name="State"><c>pending</c>; <c>voided</c>; else it was let go: <c>submitted</c>, <c>posted</c>,
/// <c>failed</c>, <c>unknown</c>.</param>
/// <param name="Void">Of one that is void.</param>
/// <param name="By">Who let it go, or rejected it.</param>
/// <param name="Note">The words of who rejected it.</param>
public sealed record SecondRequest(
    string TransactionId, TransferKind Kind, string CustomerId, string ContactId, string Maker, string FromTail,
    string ToTail, Money Amount, string ReadBack, string Why, long AskedUs, long DueUs, string State,
    TransferVoid? Void, string? By, long? DecidedUs, string? Note);

public abstract record SecondOutcome
{
    private SecondOutcome()
    {
    }

    /// <param name="Transfer">What became of it at the core bank.</param>
    public sealed record Approved(TransferOutcome Transfer) : SecondOutcome;

    public sealed record Rejected : SecondOutcome;

    /// <summary>It does not wait any more.</summary>
    public sealed record TooLate(SecondRequest Request) : SecondOutcome;

    /// <summary>Not by this person; it goes on waiting.</summary>
    public sealed record NotYours(SecondRefusal Why) : SecondOutcome;

    public sealed record NotFound : SecondOutcome;
}

public enum SecondRefusal
{
    /// <summary>Who keyed it does not let it go.</summary>
    OwnTransfer,

    /// <summary>Of the maker's own login session.</summary>
    SameSession,

    /// <summary>The amount is more than this person may.</summary>
    AuthorityTooLow,
}

/// <summary>Why a transfer that waited is void; money has not moved and will not.</summary>
public enum TransferVoid
{
    Rejected,

    /// <summary>Nobody decided in time.</summary>
    Expired,

    /// <summary>The customer's line dropped, or another has the customer now.</summary>
    LineDropped,

    /// <summary>By the agent, for the customer.</summary>
    Cancelled,

    /// <summary>The program stopped meanwhile.</summary>
    Restarted,

    /// <summary>When it was to go, the contract did not allow it any more, or the contact was not recorded.</summary>
    NotAllowed,

    /// <summary>口述密码: when it was to go, the transaction PIN had to be changed: since it was keyed, somebody may
    /// have heard it.</summary>
    PinMustChange,
}
