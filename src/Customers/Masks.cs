using System.Text;

namespace TellerLine.Customers;

/// <summary>
/// The house masks (JR/T 0171-2020 annex, GB/T 35273 display limitation): what may be shown of a thing that identifies.
/// Too short a value is hidden whole.
/// </summary>
public static class Masks
{
    /// <summary>
    /// The first three and the last four digits of the national number: <c>138****0001</c>, <c>010****8888</c>,
    /// <c>+852****1234</c>.
    /// </summary>
    public static string Phone(string? number)
    {
        if (string.IsNullOrEmpty(number))
            return "";
        var shown = PhoneNumbers.National(number);
        return Keep(shown, shown[0] == '+' ? 4 : 3, 4, stars: 4);
    }

    /// <summary>First six and last four: <c>622200******1000</c>.</summary>
    public static string Account(string number) => Keep(number, 6, 4, number.Length - 10);

    /// <summary>
    /// First six (the region) and last four of an identity number or credit code; first and last two of short ones.
    /// </summary>
    public static string Identity(string number) =>
        number.Length >= 15 ? Keep(number, 6, 4, number.Length - 10) : Keep(number, 2, 2, number.Length - 4);

    /// <summary>
    /// The first character (a whole one: 𠮷 is two UTF-16 units) and a star for each other, at most three.
    /// </summary>
    public static string Name(string name)
    {
        var runes = name.EnumerateRunes().ToArray();
        return runes.Length == 0 ? "" : runes[0] + new string('*', Math.Clamp(runes.Length - 1, 1, 3));
    }

    private static string Keep(string value, int first, int last, int stars) =>
        value.Length <= first + last
            ? new string('*', value.Length)
            : new StringBuilder(value, 0, first, first + last + stars).Append('*', stars)
            .Append(value, value.Length - last, last).ToString();
}
