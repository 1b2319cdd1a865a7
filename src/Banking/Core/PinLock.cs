namespace TellerLine.Banking;

/// <param name="PerDay">Wrong tries in a day, or in one call, that block the PIN for the day.</param>
/// <param name="InARow">Wrong tries without a right one between, over days, that freeze it until a branch lifts
/// it.</param>
internal readonly record struct PinLimits(int PerDay, int InARow);

/// <summary>
/// The lock of one PIN: Normal → BlockedToday → Frozen. A right try forgets the wrong ones; tries while it is locked
/// are neither verified nor counted. Days are the bank's, from 00:00 to 24:00 in its time zone.
/// </summary>
/// <param name="Day">The day <see cref="OnDay"/> counts.</param>
/// <param name="Contact">The call <see cref="InContact"/> counts: a call that crosses midnight gets no second set of
/// tries.</param>
/// <param name="BlockedOn">The last day on which it is blocked.</param>
internal sealed record PinLock(
    int InARow = 0, DateOnly? Day = null, int OnDay = 0, string? Contact = null, int InContact = 0,
    DateOnly? BlockedOn = null, bool Frozen = false)
{
    internal static PinLock Open { get; } = new();

    internal PinStanding StandingOn(DateOnly today) =>
        Frozen ? PinStanding.Frozen : BlockedOn >= today ? PinStanding.BlockedToday : PinStanding.Normal;

    /// <summary>Counts one try.</summary>
    /// <returns>The lock afterwards, and whether the try was right, wrong with some left, or met or made a
    /// lock.</returns>
    internal (PinLock Next, PinVerdict Verdict) Decide(bool matched, DateOnly today, string? contact, PinLimits limits)
    {
        if (StandingOn(today) is var standing and not PinStanding.Normal)
            return (this,
                standing == PinStanding.Frozen ? new PinVerdict.Frozen(InARow)
                : new PinVerdict.Blocked(Failures(today, contact)));
        if (matched)
            return (Open, new PinVerdict.Right());

        var next = this with
        {
            InARow = InARow + 1,
            Day = today,
            OnDay = (Day == today ? OnDay : 0) + 1,
            Contact = contact,
            InContact = contact is null ? 0 : (Contact == contact ? InContact : 0) + 1,
        };
        var failures = next.Failures(today, contact);
        if (next.InARow >= limits.InARow)
            return (next with { Frozen = true }, new PinVerdict.Frozen(next.InARow));
        return failures >= limits.PerDay
            ? (next with { BlockedOn = today }, new PinVerdict.Blocked(failures))
            : (next, new PinVerdict.Wrong(failures, Math.Min(limits.PerDay - failures, limits.InARow - next.InARow)));
    }

    private int Failures(DateOnly today, string? contact) =>
        Math.Max(Day == today ? OnDay : 0, contact is not null && Contact == contact ? InContact : 0);
}

internal abstract record PinVerdict
{
    private PinVerdict()
    {
    }

    internal sealed record Right : PinVerdict;

    internal sealed record Wrong(int Failures, int Left) : PinVerdict;

    internal sealed record Blocked(int Failures) : PinVerdict;

    internal sealed record Frozen(int Failures) : PinVerdict;
}
