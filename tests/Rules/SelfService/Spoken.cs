using TellerLine.SelfService;

namespace TellerLine.Rules.SelfService;

/// <summary>Prompt names as the words that are heard, from the manifests that come with the program.</summary>
internal static class Spoken
{
    public static IReadOnlyDictionary<string, IReadOnlyDictionary<string, PromptManifest.Line>> Manifests { get; } =
        Languages.All.ToDictionary(
            l => l, l =>
            PromptManifest.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "prompts", $"{l}.yaml"))));

    /// <exception cref="KeyNotFoundException">A name that no manifest has: it could not be spoken.</exception>
    public static string Text(string language, IEnumerable<string> names) =>
        string.Join(language == Languages.English ? " " : "", names.Select(n => Manifests[language][n].Text))
            .Replace(" ,", ",", StringComparison.Ordinal).Replace(" .", ".", StringComparison.Ordinal);

    public static string Zh(IEnumerable<string> names) => Text(Languages.Chinese, names);

    public static string En(IEnumerable<string> names) => Text(Languages.English, names);
}
