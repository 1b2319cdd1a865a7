using TellerLine.Kernel;

namespace TellerLine.Banking;

/// <summary>冲正: a bill paid by mistake is taken back at the biller, and the money goes back to the account.</summary>
public interface IBillReversals
{
    /// <summary>On the bank's day on which it was asked for, of one that is paid.</summary>
    /// <param name="sign">Signs in the deciding transaction.</param>
    Task<BillReversalOutcome> Reverse(
        string transactionId, Action<WriteScope, PostedTransaction> sign, CancellationToken ct = default);
}

public enum BillReversalRefusal
{
    NotFound,

    /// <summary>Not paid, not yet, or not any more.</summary>
    NotPosted,

    /// <summary>Its day is over.</summary>
    TooLate,

    /// <summary>The biller takes nothing back, or not this.</summary>
    BillerRefused,
}

public abstract record BillReversalOutcome
{
    private BillReversalOutcome()
    {
    }

    public sealed record Reversed : BillReversalOutcome;

    public sealed record Refused(BillReversalRefusal Why) : BillReversalOutcome;

    /// <summary>Asked for, and biller or core bank does not answer: it goes on by itself.</summary>
    public sealed record Unknown : BillReversalOutcome;
}

/// <summary>A bill as the bank's record has it.</summary>
/// <param name="Kind"><c>billTelecom</c> …</param>
/// <param name="State"><c>submitted</c>, <c>unknown</c>, <c>debited</c>, <c>returning</c>, <c>posted</c>,
/// <c>failed</c>, <c>reversing</c>, <c>reversed</c>; what waits for a second person: <c>pending</c>,
/// <c>voided</c>.</param>
/// <param name="Receipt">The biller's number.</param>
/// <param name="Way"><c>keypad</c>, <c>agent</c>.</param>
public sealed record BillStanding(
    string Id, string Kind, BillReference Bill, string CustomerId, string ContactId, string FromTail, Money Amount,
    DateOnly Day, long SubmittedUs, string State, TransferRefusal? Reason, string? Receipt, string Way, string? Agent)
{
    public override string ToString() => $"BillStanding {Id}";
}
