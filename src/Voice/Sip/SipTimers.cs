namespace TellerLine.Voice.Sip;

/// <summary>RFC 3261 table 4, in ms. Timers named where they are armed.</summary>
internal static class SipTimers
{
    public const int T1 = 500;
    public const int T2 = 4_000;
    public const int T4 = 5_000;

    /// <summary>64·T1: timers B, F, H, J, L, M, and how long a 2xx waits for its ACK.</summary>
    public const int GiveUp = 64 * T1;

    /// <summary>
    /// An INVITE may ring for so long, whoever asked (timer C's idea, §16.6 step 11: more than three minutes). Nothing
    /// lives without an end.
    /// </summary>
    public const int LongestRinging = 300_000;

    /// <summary>Timer D: how long an answered INVITE client transaction absorbs repeated finals.</summary>
    public const int D = 32_000;
}
