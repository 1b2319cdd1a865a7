namespace TellerLine.Customers;

/// <summary>Callers' numbers as networks, switchboards and people write them, to E.164 (house rule E.4).</summary>
public static class PhoneNumbers
{
    /// <param name="raw">The user part of a caller's address, or what somebody typed.</param>
    /// <param name="homeArea">The area code (<c>010</c>) for seven and eight digits without one, or null.</param>
    public static NormalisedNumber Normalise(string? raw, string? homeArea = null) => NumberReader.Read(raw, homeArea);
}
