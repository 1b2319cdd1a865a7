using System.Text.Json;

namespace TellerLine.Kernel;

/// <summary>Enumerations as columns, events and pages hold them: camelCase.</summary>
public static class EnumWords
{
    public static string Of<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    /// <exception cref="ArgumentException">No such member.</exception>
    public static T To<T>(string word)
        where T : struct, Enum => Enum.Parse<T>(word, ignoreCase: true);
}
