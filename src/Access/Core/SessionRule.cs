namespace TellerLine.Access.Core;

/// <summary>How long a session lasts.</summary>
internal static class SessionRule
{
    /// <summary>
    /// To its end; beyond it only while its user has a customer in hand, who is not to pay for it.
    /// </summary>
    public static bool Lasts(long untilUs, long nowUs, bool inHand) => nowUs < untilUs || inHand;
}
