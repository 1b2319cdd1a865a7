namespace TellerLine.Voice.Sip;

/// <summary>
/// A dialog as the one who is asked to end it knows it (RFC 3891 §6.1):
/// <c>Replaces: id;to-tag=ours;from-tag=theirs</c>.
/// </summary>
/// <param name="EarlyOnly">Only while it is not answered.</param>
internal readonly record struct Replaces(string CallId, string ToTag, string FromTag, bool EarlyOnly)
{
    public static bool TryParse(string text, out Replaces replaces)
    {
        replaces = default;
        var semicolon = text.IndexOf(';');
        if (semicolon <= 0)
            return false;
        var parameters = new HeaderParams(text[semicolon..].TrimEnd());
        var callId = text[..semicolon].Trim();
        if (callId.Length == 0 || callId.AsSpan().ContainsAny(" \t,") || !parameters.IsWellFormed()
            || parameters.Get("to-tag") is not { Length: > 0 } to
            || parameters.Get("from-tag") is not { Length: > 0 } from)
            return false;
        replaces = new Replaces(callId, to, from, parameters.Has("early-only"));
        return true;
    }
}
