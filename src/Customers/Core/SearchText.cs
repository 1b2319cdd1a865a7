namespace TellerLine.Customers;

/// <summary>
/// What somebody typed to find a customer. Numbers are found whole only: a search by part would tell an agent, digit by
/// digit, what the masks hide.
/// </summary>
internal abstract record SearchText
{
    private const int Longest = 64;

    private SearchText()
    {
    }

    internal sealed record CustomerId(string Id) : SearchText;

    internal sealed record Account(string Number) : SearchText;

    internal sealed record Phone(string E164) : SearchText;

    internal sealed record Name(string Part) : SearchText;

    /// <summary>Nothing, too long, or digits that are no whole number of any kind.</summary>
    internal sealed record Nothing : SearchText;

    internal static SearchText Read(string? text)
    {
        var trimmed = text?.Trim() ?? "";
        if (trimmed.Length is 0 or > Longest)
            return new Nothing();
        if (trimmed[0] is 'C' or 'c' or 'E' or 'e' && trimmed.Length is > 1 and <= 20
            && trimmed.Skip(1).All(char.IsAsciiDigit))
            return new CustomerId(trimmed.ToUpperInvariant());
        var digits = trimmed.Replace(" ", "", StringComparison.Ordinal);
        if (AccountNumbers.IsValid(digits))
            return new Account(digits);
        if (PhoneNumbers.Normalise(trimmed).E164 is { } e164)
            return new Phone(e164);
        return trimmed.Any(char.IsLetter) ? new Name(trimmed) : new Nothing();
    }

    /// <summary>
    /// The pattern of LIKE (escape <c>\</c>) that finds this part anywhere, in lower case; its own <c>%</c> and
    /// <c>_</c> are letters.
    /// </summary>
    internal static string Contains(string part) =>
        "%" + part.ToLowerInvariant()
            .Replace(@"\", @"\\", StringComparison.Ordinal).Replace("%", @"\%", StringComparison.Ordinal)
            .Replace("_", @"\_", StringComparison.Ordinal)
        + "%";
}
