using TellerLine.Customers;

namespace TellerLine.Calls;

/// <summary>A telephone number that an agent calls.</summary>
/// <param name="Dialled">As it goes out.</param>
/// <param name="E164">Null for short numbers and what is no number of a public network.</param>
/// <param name="Shown">As it may be shown.</param>
internal sealed record OutboundNumber(string Dialled, string? E164, string Shown)
{
    /// <summary>Up to so many digits a number is a service's, nobody's own.</summary>
    private const int MostOfService = 6;

    /// <param name="written">Digits with the separators people write; at least 3, as extensions and service numbers
    /// have.</param>
    /// <returns>Null when it is no telephone number.</returns>
    public static OutboundNumber? Of(string? written)
    {
        if (written is null or { Length: > 64 })
            return null;
        var digits = new string([.. written.Where(c => !char.IsWhiteSpace(c) && c is not ('-' or '(' or ')'))]);
        var bare = digits.StartsWith('+') ? digits[1..] : digits;
        return bare.Length is >= 3 and <= 20 && bare.All(char.IsAsciiDigit)
            ? new OutboundNumber(digits, PhoneNumbers.Normalise(digits).E164, ShownOf(digits)) : null;
    }

    public static string ShownOf(string digits) => digits.Length <= MostOfService ? digits : Masks.Phone(digits);
}
