using System.Text.Json;

namespace TellerLine.Banking;

/// <summary>Enumerations as columns hold them, camelCase.</summary>
internal static class Words
{
    internal static string Of<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    internal static T To<T>(string word)
        where T : struct, Enum => Enum.Parse<T>(word, ignoreCase: true);
}
