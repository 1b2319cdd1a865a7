namespace TellerLine.Customers;

/// <summary>
/// The numbers whose form can be checked: the resident card's and the company's. Of the others only length and letters.
/// </summary>
public static class IdentityNumbers
{
    private const int ResidentLength = 18;

    private const string ResidentChecks = "10X98765432";

    /// <summary>GB 32100-2015 §5: digits and capitals without I, O, S, V, Z.</summary>
    private const string CreditAlphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";

    private static ReadOnlySpan<byte> ResidentWeights => [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

    private static ReadOnlySpan<byte> CreditWeights => [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];

    public static bool IsValid(IdentityKind kind, string number) => kind switch
    {
        IdentityKind.ResidentCard or IdentityKind.ResidencePermit => IsResidentNumber(number),
        IdentityKind.SocialCreditCode => IsCreditCode(number),
        IdentityKind.HongKongMacaoPermit => number.Length is 9 or 11 && number[0] is 'H' or 'M' && AllDigits(number, 1),
        IdentityKind.TaiwanPermit => number.Length == 8 && AllDigits(number, 0),
        IdentityKind.ForeignPermanentResidence => IsResidentNumber(number)
        || (number.Length == 15 && number.All(char.IsAsciiLetterOrDigit)),
        IdentityKind.Passport => number.Length is >= 6 and <= 12 && number.All(char.IsAsciiLetterOrDigit),
        IdentityKind.OfficerCard => number.Length is >= 4 and <= 20 && !number.Any(char.IsControl),
        _ => false,
    };

    /// <summary>As it is compared: without blanks, in capitals (the check digit x is X).</summary>
    public static string Canonical(string number) => string.Concat(number.Where(c => !char.IsWhiteSpace(c)))
        .ToUpperInvariant();

    /// <summary>公民身份号码, GB 11643-1999: region, a day that exists, sequence, check character.</summary>
    public static bool IsResidentNumber(string number) =>
        number.Length == ResidentLength && AllDigits(number[..17], 0) && number[0] != '0'
        && BirthDate(number) is not null && ResidentCheck(number) == number[17];

    /// <summary>The day in positions 7–14 of a resident number, or null.</summary>
    public static DateOnly? BirthDate(string residentNumber) =>
        residentNumber.Length == ResidentLength
        && DateOnly.TryParseExact(residentNumber.AsSpan(6, 8), "yyyyMMdd", out var day) ? day : null;

    /// <summary>The check character of the first seventeen digits (ISO 7064 MOD 11-2).</summary>
    public static char ResidentCheck(ReadOnlySpan<char> number)
    {
        var sum = 0;
        for (var i = 0; i < ResidentWeights.Length; i++)
            sum += (number[i] - '0') * ResidentWeights[i];
        return ResidentChecks[sum % 11];
    }

    /// <summary>统一社会信用代码, GB 32100-2015.</summary>
    public static bool IsCreditCode(string code) =>
        code.Length == 18 && code.All(c => CreditAlphabet.Contains(c, StringComparison.Ordinal))
        && CreditCheck(code) == code[17];

    /// <summary>The check character of the first seventeen (ISO 7064 MOD 31-3).</summary>
    public static char CreditCheck(ReadOnlySpan<char> code)
    {
        var sum = 0;
        for (var i = 0; i < CreditWeights.Length; i++)
            sum += CreditAlphabet.IndexOf(code[i], StringComparison.Ordinal) * CreditWeights[i];
        return CreditAlphabet[(31 - (sum % 31)) % 31];
    }

    private static bool AllDigits(string number, int from) => number.AsSpan(from).IndexOfAnyExceptInRange('0', '9') < 0;
}
