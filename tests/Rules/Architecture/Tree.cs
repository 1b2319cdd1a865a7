namespace TellerLine.Rules.Architecture;

/// <summary>The repository as it lies on disk, without what is built or installed.</summary>
internal static class Tree
{
    private static readonly HashSet<string> Made =
        ["bin", "obj", "node_modules", "wwwroot", "dist", "artifacts", "data", ".git", ".vite", "TestResults"];

    public static string Root { get; } = FindRoot();

    public static IReadOnlyList<string> Projects { get; } =
        [.. Directory.GetDirectories(Path.Combine(Root, "src")).Select(path => Path.GetFileName(path)!).Order()];

    public static string Read(string relative) => File.ReadAllText(Path.Combine(Root, relative));

    /// <summary>Paths from the root, with <c>/</c>.</summary>
    public static IEnumerable<string> Files(string folder, params string[] endings) => Folders(folder)
        .SelectMany(
            path => Directory.EnumerateFiles(Path.Combine(Root, path))
            .Select(file => $"{path}/{Path.GetFileName(file)}"))
        .Where(file => endings.Length == 0 || endings.Any(ending => file.EndsWith(ending, StringComparison.Ordinal)));

    public static IEnumerable<string> Folders(string folder)
    {
        if (!Directory.Exists(Path.Combine(Root, folder)))
            yield break;
        yield return folder;
        foreach (
            var child in Directory.EnumerateDirectories(Path.Combine(Root, folder))
            .Select(path => Path.GetFileName(path)!).Order())
        {
            if (Made.Contains(child))
                continue;
            foreach (var below in Folders($"{folder}/{child}"))
                yield return below;
        }
    }

    /// <summary>Code lines, comments left out, as <c>path:line: text</c>.</summary>
    public static IEnumerable<string> Lines(IEnumerable<string> files) =>
        files.SelectMany(file => Read(file).Split('\n')
        .Select((text, index) => (Text: text.Trim(), Place: $"{file}:{index + 1}"))
        .Where(line => !line.Text.StartsWith("//", StringComparison.Ordinal))
        .Select(line => $"{line.Place}: {line.Text}"));

    /// <summary>Fails with every finding and the rule they break.</summary>
    public static void None(IEnumerable<string> findings, string rule)
    {
        var all = findings.ToList();
        if (all.Count > 0)
            Assert.Fail($"{rule}\n  {string.Join("\n  ", all.Take(40))}");
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "TellerLine.slnx")))
            folder = folder.Parent;
        return folder?.FullName
            ?? throw new InvalidOperationException($"{AppContext.BaseDirectory} lies in no checkout of TellerLine.");
    }
}
