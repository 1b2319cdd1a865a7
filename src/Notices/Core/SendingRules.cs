namespace TellerLine.Notices.Core;

/// <summary>What is known when a message is about to go out.</summary>
/// <param name="Now">By the bank's clocks.</param>
/// <param name="Waited">Since it was written.</param>
/// <param name="SentOn">Days on which messages of its purpose went out to the customer.</param>
internal sealed record SendingFacts(
    NoticePurpose Purpose, ConsentState Consent, DateTime Now, TimeSpan Waited, IReadOnlyList<DateOnly> SentOn,
    bool IsConnected);

internal abstract record SendingDecision
{
    private SendingDecision()
    {
    }

    public sealed record Send : SendingDecision;

    /// <param name="Until">By the bank's clocks.</param>
    public sealed record Hold(string Reason, DateTime Until) : SendingDecision;

    public sealed record Suppress(string Reason) : SendingDecision;

    public sealed record Fail(string Reason) : SendingDecision;
}

/// <summary>Whether a message may go out now. Asked at that moment, not when it was written. Pure.</summary>
internal static class SendingRules
{
    public static SendingDecision Decide(SendingFacts facts, NoticePolicy policy)
    {
        var rule = policy.RuleOf(facts.Purpose);
        if (!facts.IsConnected)
            return new SendingDecision.Suppress("noGateway");
        if (rule.Consent && facts.Consent != ConsentState.Granted)
            return new SendingDecision.Suppress(facts.Consent == ConsentState.Withdrawn ? "withdrawn" : "noConsent");
        if (facts.Waited >= TimeSpan.FromHours(policy.LapseHours))
            return new SendingDecision.Fail("lapsed");
        if (rule.Quiet && QuietUntil(facts.Now, policy) is { } until)
            return new SendingDecision.Hold("quietHours", until);
        var today = DateOnly.FromDateTime(facts.Now);
        return policy.Caps.Where(cap => cap.Purpose == facts.Purpose)
            .Any(cap => facts.SentOn.Count(day => day > today.AddDays(-cap.Days) && day <= today) >= cap.Most)
            ? new SendingDecision.Suppress("capped")
            : new SendingDecision.Send();
    }

    /// <returns>Null: it is not quiet now.</returns>
    public static DateTime? QuietUntil(DateTime now, NoticePolicy policy)
    {
        var (time, from, to) = (TimeOnly.FromDateTime(now), policy.Quiet, policy.Awake);
        var overMidnight = from > to;
        var quiet = overMidnight ? time >= from || time < to : time >= from && time < to;
        if (!quiet)
            return null;
        var end = now.Date + to.ToTimeSpan();
        return overMidnight && time >= from ? end.AddDays(1) : end;
    }

    /// <summary>Tries at the gateway, then it has failed.</summary>
    public const int Tries = 7;

    private static readonly int[] PausesS = [5, 30, 120, 600, 1_800, 3_600];

    /// <param name="failed">1 after the first try.</param>
    /// <returns>How long it is waited before the next; null: that was the last.</returns>
    public static TimeSpan? PauseAfter(int failed) =>
        failed >= Tries ? null : TimeSpan.FromSeconds(PausesS[Math.Clamp(failed, 1, PausesS.Length) - 1]);
}
