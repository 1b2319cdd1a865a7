namespace TellerLine.SelfService;

/// <summary>
/// Prompt names become files here: <c>prompts/LANGUAGE/NAME.wav</c> beside the program, unless the bank's own folder
/// has one of the same name.
/// </summary>
public sealed class PromptLibrary
{
    private readonly Dictionary<(string Folder, string Name), string> _files = [];
    private readonly string _ours;

    public PromptLibrary(SelfServiceOptions options)
        : this(Path.Combine(AppContext.BaseDirectory, "prompts"), options.Prompts)
    {
    }

    internal PromptLibrary(string ours, string banks)
    {
        _ours = ours;
        foreach (var root in new[] { ours, banks })
        {
            if (root.Length == 0)
                continue;
            foreach (var folder in Folders)
                Index(Path.GetFullPath(Path.Combine(root, folder)), folder);
        }
    }

    private static IEnumerable<string> Folders => [.. Languages.All, MusicFolder];

    internal const string MusicFolder = "music";

    /// <exception cref="KeyNotFoundException">No such prompt: cannot happen to a name that the start has
    /// checked.</exception>
    public string File(string language, string name) =>
        Find(language, name) ?? throw new KeyNotFoundException($"There is no prompt {name} in {language}.");

    internal string? Find(string folder, string name) => _files.GetValueOrDefault((folder, name));

    /// <summary>The manifest that came with the program.</summary>
    internal string Manifest(string language) => Path.Combine(_ours, $"{language}.yaml");

    internal bool IsTheBanks(string folder, string name) =>
        Find(folder, name) is { } file
        && !file.StartsWith(Path.GetFullPath(_ours) + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    private void Index(string path, string folder)
    {
        if (!Directory.Exists(path))
            return;
        foreach (var file in Directory.EnumerateFiles(path, "*.wav"))
            _files[(folder, Path.GetFileNameWithoutExtension(file))] = file;
    }
}
