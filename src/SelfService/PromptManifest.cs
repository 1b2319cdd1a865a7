using YamlDotNet.Core;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace TellerLine.SelfService;

/// <summary>What is said in one language: <c>prompts/LANGUAGE.yaml</c>, name → words.</summary>
internal static class PromptManifest
{
    internal sealed class Line
    {
        public string Text { get; set; } = "";

        public string? Say { get; set; }

        public string? Voice { get; set; }
    }

    /// <exception cref="YamlException">It is not such a file.</exception>
    public static IReadOnlyDictionary<string, Line> Parse(string yaml) =>
        new DeserializerBuilder().WithNamingConvention(CamelCaseNamingConvention.Instance).WithDuplicateKeyChecking()
        .Build()
            .Deserialize<Dictionary<string, Line>>(yaml);
}
