namespace TellerLine.Notices.Core;

/// <summary>What a customer's answer means.</summary>
internal static class Reply
{
    private static readonly string[] Out = ["T", "TD", "退订", "R", "N", "STOP", "UNSUBSCRIBE"];

    /// <summary>
    /// The word alone, however it is written: small, full-width (Ｔ), with blanks and full stops. A sentence that has it
    /// in it is none: a person reads that.
    /// </summary>
    public static bool IsOptOut(string text)
    {
        var word = string.Concat(text.Select(Narrow)).Trim('.', '。', '!', '！', '"', '“', '”', ' ');
        return Out.Contains(word, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>Of the full-width forms (U+FF01 to U+FF5E) and the ideographic blank.</summary>
    private static char Narrow(char c) => c switch
    {
        >= '\uFF01' and <= '\uFF5E' => (char)(c - 0xFEE0),
        '\u3000' => ' ',
        _ => c,
    };
}
