namespace TellerLine.Customers;

/// <summary>Callers' numbers as networks, switchboards and people write them, to E.164 (house rule E.4).</summary>
public static class PhoneNumbers
{
    /// <param name="raw">The user part of a caller's address, or what somebody typed.</param>
    /// <param name="homeArea">The area code (<c>010</c>) for seven and eight digits without one, or null.</param>
    public static NormalisedNumber Normalise(string? raw, string? homeArea = null) => NumberReader.Read(raw, homeArea);

    /// <summary>
    /// As people in the country write it: <c>13800000001</c>, <c>01088888888</c>; another country's as it is.
    /// </summary>
    /// <param name="number">E.164, or anything else: left as it is.</param>
    public static string National(string number) =>
        !number.StartsWith("+86", StringComparison.Ordinal) || number.Length < 4 ? number
        : number[3] == '1' && number.Length == 14 ? number[3..]
        : "0" + number[3..];

    /// <summary>
    /// A text message may arrive there: in China at a mobile number alone; of other countries' numbers nobody here
    /// knows.
    /// </summary>
    internal static bool TakesMessages(string e164) =>
        !e164.StartsWith("+86", StringComparison.Ordinal) || (e164.Length == 14 && e164[3] == '1');
}
