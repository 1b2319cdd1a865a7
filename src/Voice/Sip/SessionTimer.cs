namespace TellerLine.Voice.Sip;

/// <summary>
/// Session timers (RFC 4028): a call whose peer vanished without BYE ends. We ask for none ourselves, and honour who
/// does.
/// </summary>
internal sealed record SessionTimer(int Seconds, bool WeRefresh)
{
    /// <summary>§4: nobody may ask for less.</summary>
    public const int MinSeconds = 90;

    /// <returns>Null without a session timer; <paramref name="tooSmall"/> when it gets 422.</returns>
    public static SessionTimer? Of(SipMessage request, out bool tooSmall)
    {
        tooSmall = false;
        if (!request.Names(HeaderName.Supported, "timer") || request.Header(HeaderName.SessionExpires) is not { } text)
            return null;
        var semicolon = text.IndexOf(';');
        var seconds = semicolon < 0 ? text : text[..semicolon];
        if (!int.TryParse(seconds.AsSpan().Trim(), out var interval))
            return null;
        tooSmall = interval < MinSeconds;
        // The asking side refreshes unless it names us (§9, table 2).
        var refresher = semicolon < 0 ? null : new HeaderParams(text[semicolon..]).Get("refresher");
        return tooSmall ? null : new SessionTimer(Math.Min(interval, 86_400), refresher == "uas");
    }
}
