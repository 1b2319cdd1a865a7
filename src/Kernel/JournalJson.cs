using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;

namespace TellerLine.Kernel;

/// <summary>How events are written: camelCase, enums by name, Chinese unescaped, nulls left out.</summary>
public static class JournalJson
{
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    public static string Write(object body) => JsonSerializer.Serialize(body, body.GetType(), Options);

    /// <exception cref="JsonException">The body is not of that shape.</exception>
    public static T Read<T>(string body) =>
        JsonSerializer.Deserialize<T>(body, Options)
        ?? throw new JsonException($"An empty body is no {typeof(T).Name}.");
}
