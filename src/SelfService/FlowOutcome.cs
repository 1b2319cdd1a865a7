using TellerLine.Customers;

namespace TellerLine.SelfService;

/// <param name="ContactId">The contact's id: part of every idempotency key.</param>
/// <param name="Caller">The caller's number as E.164, or null when hidden or unknown.</param>
/// <param name="Returned">An agent sent the caller back: greeted already.</param>
/// <param name="Visit">Which time the contact is in self-service, from 1: keys of one time are none of another.</param>
public sealed record CallerContext(string ContactId, string? Caller, bool Returned = false, int Visit = 1)
{
    /// <summary>An agent is at the caller's side; null: he is alone.</summary>
    public Guided? Guided { get; init; }
}

public enum HumanReason
{
    /// <summary>The caller pressed 0.</summary>
    Key0,

    /// <summary>Too many wrong keys or entries.</summary>
    Error,

    /// <summary>Too many time-outs.</summary>
    Timeout,

    /// <summary>A menu's key leads to a person.</summary>
    Menu,

    /// <summary>
    /// Three wrong PINs ended self-service for this call: inform and take loss reports, move no money.
    /// </summary>
    PinFailed,

    LossReport,

    /// <summary>The core bank did not answer.</summary>
    BankDown,

    /// <summary>A fault of ours: the service broke off.</summary>
    ServiceDown,

    /// <summary>Nobody asked: an agent called the customer.</summary>
    CalledOut,
}

/// <summary>The service a caller tried last before a person was asked for, and how it ended.</summary>
/// <param name="Item"><c>balance</c>, <c>transfer</c>; the words are at <c>/api/self-service/words</c>.</param>
/// <param name="Outcome">As in <see cref="ServiceDone"/>.</param>
/// <param name="Number">The transaction's number, or null.</param>
/// <param name="AmountMinor">In minor units of <paramref name="Currency"/>, or null.</param>
public sealed record LastService(string Item, string Outcome, string? Number, long? AmountMinor, string? Currency);

/// <summary>
/// How a caller's way through self-service ended; a hang-up is an <see cref="OperationCanceledException"/> instead.
/// </summary>
public abstract record FlowOutcome
{
    private FlowOutcome()
    {
    }

    /// <param name="Path">The nodes taken, in order, from <c>greeting</c>.</param>
    /// <param name="SelfServiceEnded">Three wrong PINs: no more self-service in this call.</param>
    /// <param name="Last">Null when no service was tried to its end.</param>
    public sealed record HumanRequested(
        IReadOnlyList<string> Path, HumanReason Reason, Identification? Who, bool SelfServiceEnded = false,
        LastService? Last = null) : FlowOutcome;

    /// <summary>The caller has heard goodbye, unless he was guided; hang up.</summary>
    /// <param name="Achieved">At least one service was.</param>
    public sealed record Completed(IReadOnlyList<string> Path, Identification? Who, bool Achieved) : FlowOutcome;
}
