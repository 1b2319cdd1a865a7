namespace TellerLine.Notices.Core;

/// <summary>
/// A text as short messages: the GSM 7-bit alphabet (3GPP TS 23.038 §6.2.1) where all of it is in there, UCS-2
/// otherwise; in one message, or in parts that bear a header of six octets (3GPP TS 23.040 §9.2.3.24.1).
/// </summary>
internal static class SmsText
{
    private const int Gsm = 160, GsmPart = 153, Ucs2 = 70, Ucs2Part = 67;

    private const string Basic =
        "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
        + "abcdefghijklmnopqrstuvwxyzäöñüà";

    /// <summary>After an escape: two septets each, which no part ends between.</summary>
    private const string Extension = "\f^{}\\[~]|€";

    public static bool IsGsm(string text) => text.All(c => Basic.Contains(c) || Extension.Contains(c));

    /// <returns>How many messages it is sent and charged as; of an empty text 1.</returns>
    public static int Parts(string text) => IsGsm(text)
        ? Parts(text.Select(c => Extension.Contains(c) ? 2 : 1), Gsm, GsmPart)
        : Parts(text.EnumerateRunes().Select(rune => rune.Utf16SequenceLength), Ucs2, Ucs2Part);

    /// <param name="sizes">Of what is never torn in two.</param>
    private static int Parts(IEnumerable<int> sizes, int whole, int part)
    {
        var (parts, used, all) = (1, 0, 0);
        foreach (var size in sizes)
        {
            all += size;
            if (used + size > part)
                (parts, used) = (parts + 1, 0);
            used += size;
        }
        return all <= whole ? 1 : parts;
    }
}
