namespace TellerLine.Customers;

/// <summary>
/// Account and card numbers: 16–19 digits whose last one is Luhn's check digit (ISO/IEC 7812-1, annex B).
/// </summary>
public static class AccountNumbers
{
    public const int MinLength = 16;

    public const int MaxLength = 19;

    public static bool IsValid(ReadOnlySpan<char> number) =>
        number.Length is >= MinLength and <= MaxLength && !number.ContainsAnyExceptInRange('0', '9')
        && Sum(number, doubleLast: false) % 10 == 0;

    /// <summary>The digit that makes <paramref name="payload"/> a valid number.</summary>
    /// <exception cref="ArgumentException">Not digits.</exception>
    public static char CheckDigit(ReadOnlySpan<char> payload)
    {
        if (payload.IsEmpty || payload.ContainsAnyExceptInRange('0', '9'))
            throw new ArgumentException("A payload is digits.", nameof(payload));
        return (char)('0' + ((10 - (Sum(payload, doubleLast: true) % 10)) % 10));
    }

    /// <summary>The last four digits, 尾号.</summary>
    public static string Tail(string number) => number.Length <= 4 ? number : number[^4..];

    private static int Sum(ReadOnlySpan<char> digits, bool doubleLast)
    {
        var sum = 0;
        var doubled = doubleLast;
        for (var i = digits.Length - 1; i >= 0; i--)
        {
            var digit = digits[i] - '0';
            if (doubled)
                digit = digit > 4 ? (digit * 2) - 9 : digit * 2;
            sum += digit;
            doubled = !doubled;
        }

        return sum;
    }
}
