using TellerLine.Kernel;
using TellerLine.SelfService.Core;
using YamlDotNet.Core;

namespace TellerLine.SelfService;

/// <summary>
/// At start: every prompt of the manifests is there in its language and can be spoken on a telephone. Everything that
/// is wrong is told at once.
/// </summary>
internal sealed class PromptCheck(PromptLibrary library) : ICheckConfiguration
{
    public IEnumerable<ConfigurationFault> Check() =>
        [.. Languages.All.SelectMany(Prompts), .. Music()];

    private IEnumerable<ConfigurationFault> Prompts(string language)
    {
        IReadOnlyDictionary<string, PromptManifest.Line> manifest;
        ConfigurationFault? unreadable = null;
        try
        {
            manifest = PromptManifest.Parse(File.ReadAllText(library.Manifest(language)));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or YamlException)
        {
            unreadable = new ConfigurationFault(library.Manifest(language), e.Message, "the manifest of the prompts");
            manifest = new Dictionary<string, PromptManifest.Line>();
        }
        if (unreadable is not null)
            yield return unreadable;

        foreach (var name in manifest.Keys)
        {
            if (Unspeakable(language, name) is { } fault)
                yield return fault;
        }
    }

    private static readonly IReadOnlyList<string> WithoutWords = [PromptNames.HoldMusic, PromptNames.KeyMarker];

    private IEnumerable<ConfigurationFault> Music() =>
        WithoutWords.Select(name => Unspeakable(PromptLibrary.MusicFolder, name)).OfType<ConfigurationFault>();

    private ConfigurationFault? Unspeakable(string folder, string name)
    {
        if (library.Find(folder, name) is not { } file)
            return new ConfigurationFault(
                $"prompt {folder}/{name}.wav", "is missing", "8 kHz mono WAV (16-bit PCM, A-law or µ-law)");
        try
        {
            return WavFile.Fault(File.ReadAllBytes(file)) is { } why
                ? new ConfigurationFault($"prompt {file}", why, "8 kHz mono WAV (16-bit PCM, A-law or µ-law)")
                : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new ConfigurationFault($"prompt {file}", e.Message, "a readable file");
        }
    }
}
