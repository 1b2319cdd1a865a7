namespace TellerLine.Voice.Sip;

/// <summary>
/// Session timers (RFC 4028): a call whose peer vanished without BYE ends. One side refreshes, the other counts.
/// </summary>
internal sealed record SessionTimer(int Seconds, bool WeRefresh)
{
    /// <summary>§4: nobody may ask for less.</summary>
    public const int MinSeconds = 90;

    /// <summary>What we ask for where we call (§4 recommends it).</summary>
    public const int AskedSeconds = 1_800;

    /// <summary>A peer that wants more than a day has no timer worth the name.</summary>
    public const int MaxSeconds = 86_400;

    /// <summary>So long before the end the side that counts gives up (§10): a third, at most 32 s.</summary>
    public int MarginSeconds => Math.Min(32, Seconds / 3);

    /// <summary>As the called side (§9).</summary>
    /// <returns>Null without a session timer; <paramref name="tooSmall"/> when it gets 422.</returns>
    public static SessionTimer? Of(SipMessage request, out bool tooSmall)
    {
        tooSmall = false;
        if (Read(request) is not var (seconds, refresher))
            return null;
        // Table 2: the asking side refreshes unless it names us; one that knows no timers (a proxy asks for it) cannot.
        var supports = request.Names(HeaderName.Supported, "timer");
        tooSmall = supports && seconds < MinSeconds;
        return seconds < MinSeconds ? null
            : new SessionTimer(Math.Min(seconds, MaxSeconds), !supports || refresher == "uas");
    }

    /// <summary>As the calling side (§7.2): what a 2xx to our request says.</summary>
    /// <returns>Null: no timer was agreed.</returns>
    public static SessionTimer? Agreed(SipMessage response) => Read(response) is var (seconds, refresher)
        ? new SessionTimer(Math.Clamp(seconds, MinSeconds, MaxSeconds), refresher != "uas") : null;

    /// <summary>The Min-SE of a 422 (§7.3); null when it says none that we bear.</summary>
    public static int? Demanded(SipMessage response) =>
        Interval(response.Header(HeaderName.MinSe)) is { } seconds and <= MaxSeconds ? seconds : null;

    private static (int Seconds, string? Refresher)? Read(SipMessage message)
    {
        if (message.Header(HeaderName.SessionExpires) is not { } text || Interval(text) is not { } seconds)
            return null;
        var semicolon = text.IndexOf(';');
        return (seconds, semicolon < 0 ? null : new HeaderParams(text[semicolon..]).Get("refresher")?.ToLowerInvariant());
    }

    private static int? Interval(string? text)
    {
        var semicolon = text?.IndexOf(';') ?? -1;
        return int.TryParse(
            semicolon < 0 ? text : text![..semicolon], System.Globalization.NumberStyles.AllowLeadingWhite
                | System.Globalization.NumberStyles.AllowTrailingWhite, null, out var seconds) ? seconds : null;
    }
}
