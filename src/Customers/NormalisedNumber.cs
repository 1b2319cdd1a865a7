namespace TellerLine.Customers;

public enum NumberKind
{
    Mobile,
    Landline,

    /// <summary>A national number without an area: 400 and 800.</summary>
    Service,

    /// <summary>A short code (95588, 110): has no E.164 form.</summary>
    Short,

    /// <summary>Seven or eight digits without an area code, and no area is known: has no E.164 form.</summary>
    Local,

    International,

    /// <summary>The caller or the network withholds it.</summary>
    Hidden,

    /// <summary>Not a telephone number.</summary>
    Garbage,
}

/// <summary>A caller's number after <see cref="PhoneNumbers.Normalise"/>.</summary>
/// <param name="E164"><c>+8613800000001</c>, or null when there is no such form.</param>
/// <param name="Original">As received, at most 64 characters of it.</param>
/// <param name="Extension">Digits behind the number (转801), or null.</param>
public sealed record NormalisedNumber(string? E164, NumberKind Kind, string Original, string? Extension = null);
