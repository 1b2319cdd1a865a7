using TellerLine.Customers;

namespace TellerLine.SelfService;

/// <param name="ContactId">The contact's id: part of every idempotency key.</param>
/// <param name="Caller">The caller's number as E.164, or null when hidden or unknown.</param>
public sealed record CallerContext(string ContactId, string? Caller);

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

    /// <summary>Three wrong PINs ended self-service for this call (domain §E.2): inform and take loss reports, move no money.</summary>
    PinFailed,

    LossReport,

    /// <summary>The core bank did not answer.</summary>
    BankDown,
}

/// <summary>Who waits first: higher is earlier.</summary>
public static class Priorities
{
    public const int Ordinary = 0;
    public const int Elderly = 10;
    public const int Vip = 20;
    public const int LossReport = 30;
}

/// <summary>How a caller's way through self-service ended; a hang-up is an <see cref="OperationCanceledException"/> instead.</summary>
public abstract record FlowOutcome
{
    private FlowOutcome()
    {
    }

    /// <param name="Path">The nodes taken, in order, from <c>greeting</c>.</param>
    /// <param name="SelfServiceEnded">Three wrong PINs: no more self-service in this call.</param>
    public sealed record HumanRequested(
        IReadOnlyList<string> Path, HumanReason Reason, Identification? Who, int Priority, bool SelfServiceEnded = false) : FlowOutcome;

    /// <summary>The caller has heard goodbye; hang up.</summary>
    /// <param name="Achieved">At least one service was.</param>
    public sealed record Completed(IReadOnlyList<string> Path, Identification? Who, bool Achieved) : FlowOutcome;
}
