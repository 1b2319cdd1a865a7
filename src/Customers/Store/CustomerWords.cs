using System.Text.Json;

namespace TellerLine.Customers;

/// <summary>
/// The enumerations as columns hold them, camelCase; one place, so that a renamed member fails loudly here.
/// </summary>
internal static class CustomerWords
{
    internal static string Of<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    internal static CustomerKind Kind(string word) => Enum.Parse<CustomerKind>(word, ignoreCase: true);

    internal static IdentityKind Identity(string word) => Enum.Parse<IdentityKind>(word, ignoreCase: true);

    internal static Segment Segment(string word) => Enum.Parse<Segment>(word, ignoreCase: true);

    internal static Accessibility Accessibility(string word) => Enum.Parse<Accessibility>(word, ignoreCase: true);
}
