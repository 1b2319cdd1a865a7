namespace TellerLine.Banking;

/// <summary>Two secrets: the first never moves money.</summary>
public enum PinKind
{
    /// <summary>查询密码.</summary>
    Enquiry,

    /// <summary>交易密码.</summary>
    Transaction,
}

/// <summary>
/// The customers' PINs. Digits come as ASCII bytes in memory the caller pins and zeroes; they are never a string, and
/// no exception, log, event or column carries one.
/// </summary>
public interface IPins
{
    /// <summary>
    /// Loads what a check needs, so that <see cref="PinCheck.Matches"/> can answer at once where the digits lie.
    /// </summary>
    /// <param name="contactId">The call in which the PIN is asked for; its wrong tries count together, over midnight
    /// too.</param>
    Task<PinCheck> Open(string customerId, PinKind kind, string? contactId = null, CancellationToken ct = default);

    /// <summary>Sets a PIN (branch, tests) and lifts its lock.</summary>
    /// <param name="initial">Given by the bank: permits enquiry only until the customer changes it.</param>
    /// <param name="actor">Who did it: a user's number, or <c>branch</c>.</param>
    /// <exception cref="ArgumentException">Not six ASCII digits.</exception>
    Task Set(string customerId, PinKind kind, ReadOnlySpan<byte> digits, bool initial = false, string actor = "branch");

    /// <summary>The customer chooses a new PIN, after the present one was right in this contact.</summary>
    Task<PinChange> Change(string customerId, PinKind kind, string contactId, CancellationToken ct = default);
}

/// <summary>Why a PIN moves no money until the customer has changed it.</summary>
public enum PinMustChange
{
    No,

    /// <summary>初始密码: the bank's own first one.</summary>
    Initial,

    /// <summary>口述密码: said aloud in a conversation.</summary>
    Spoken,
}

/// <summary>Whether a PIN may be tried at all.</summary>
public enum PinStanding
{
    Normal,
    BlockedToday,

    /// <summary>Only a branch lifts it.</summary>
    Frozen,

    /// <summary>The customer has no such PIN.</summary>
    NotSet,
}

/// <summary>
/// One try. In this order: <see cref="Matches"/> once, where the digits are; then <see cref="Settle"/>, which counts it
/// in the database before anybody hears the result. A try that matched or not and was never settled is settled by
/// disposal: no free guesses.
/// </summary>
public abstract class PinCheck : IAsyncDisposable
{
    /// <summary>As it stood when opened; what counts is decided in <see cref="Settle"/>.</summary>
    public abstract PinStanding Standing { get; }

    /// <summary>
    /// Constant in time for all digits; works synchronously for some twenty milliseconds and zeroes what it makes.
    /// </summary>
    public abstract bool Matches(ReadOnlySpan<byte> asciiDigits);

    /// <summary>Counts the try and tells the outcome. Not cancellable; idempotent.</summary>
    /// <param name="matched">What <see cref="Matches"/> said.</param>
    public abstract Task<PinOutcome> Settle(bool matched);

    public abstract ValueTask DisposeAsync();
}

/// <summary>Why a PIN is too easily guessed.</summary>
public enum PinWeakness
{
    /// <summary>Not six digits.</summary>
    Incomplete,

    /// <summary>A digit, or a group of two or three, again and again: 111111, 121212, 123123.</summary>
    Repeated,

    /// <summary>Straight up or down: 123456, 987654.</summary>
    Run,

    /// <summary>The customer's day of birth, in any order of its parts.</summary>
    BirthDate,

    /// <summary>The customer's other PIN.</summary>
    SameAsOther,

    /// <summary>The PIN that is to be replaced.</summary>
    Same,
}

public enum PinChangeOutcome
{
    Changed,

    /// <summary>The proof of the present PIN is not fresh any more: begin anew.</summary>
    TooLate,
}

/// <summary>
/// One change of a PIN. In this order: <see cref="First"/> until it finds nothing, <see cref="Again"/>, then <see
/// cref="Settle"/>. Only the new PIN's hash is kept in between.
/// </summary>
public abstract class PinChange
{
    /// <summary>Looks at the new PIN where its digits are; works synchronously for some sixty milliseconds.</summary>
    /// <returns>Null: it may be.</returns>
    public abstract PinWeakness? First(ReadOnlySpan<byte> asciiDigits);

    /// <returns>The second time it was the same.</returns>
    public abstract bool Again(ReadOnlySpan<byte> asciiDigits);

    /// <summary>Stores it and uses the proof up. Not cancellable.</summary>
    /// <param name="proof">Of the present PIN, of this contact.</param>
    /// <exception cref="InvalidOperationException">It was not keyed twice.</exception>
    public abstract Task<PinChangeOutcome> Settle(PinToken proof);
}

public abstract record PinOutcome
{
    private PinOutcome()
    {
    }

    /// <param name="Token">Proof for <see cref="ITelephoneBank"/>.</param>
    /// <param name="MustChange">Other than <see cref="PinMustChange.No"/>: permits enquiry only.</param>
    public sealed record Right(PinToken Token, PinMustChange MustChange) : PinOutcome;

    /// <param name="Failures">Wrong tries so far, today or in this call, whichever is more.</param>
    /// <param name="Left">How many more before it is blocked: at least 1.</param>
    public sealed record Wrong(int Failures, int Left) : PinOutcome;

    /// <summary>This try or one before was the last for today.</summary>
    public sealed record BlockedToday(int Failures) : PinOutcome;

    public sealed record Frozen(int Failures) : PinOutcome;

    public sealed record NotSet : PinOutcome;
}

/// <summary>
/// Says that a PIN was right just now: for one use, within two minutes. Not the PIN, and of no use to who learns it
/// late.
/// </summary>
public sealed record PinToken(string Value)
{
    public override string ToString() => "PinToken";
}
