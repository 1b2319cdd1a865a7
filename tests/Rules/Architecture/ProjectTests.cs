using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace TellerLine.Rules.Architecture;

public sealed partial class ProjectTests
{
    /// <summary>Who may use whom. Where a lower one must call a higher one, it owns a small interface and Host binds it.</summary>
    private static readonly Dictionary<string, string[]> MayUse = new()
    {
        ["Kernel"] = [],
        ["Voice"] = [],
        ["Access"] = ["Kernel"],
        ["Routing"] = ["Kernel"],
        ["Customers"] = ["Kernel"],
        ["Banking"] = ["Kernel", "Customers"],
        ["SelfService"] = ["Kernel", "Customers", "Banking"],
        ["Contacts"] = ["Kernel", "Access", "Voice", "Routing", "Customers", "Banking", "SelfService"],
        ["Insights"] = ["Kernel", "Access", "Contacts"],
    };

    [Fact]
    public void the_arrows_between_projects_run_one_way()
    {
        Tree.None(
            from project in Tree.Projects
            where project != "Host"
            from used in References(project)
            where !MayUse.TryGetValue(project, out var allowed) || !allowed.Contains(used)
            select $"{project} uses {used}",
            "A project uses only those below it. Own a small interface and let Host bind it, or draw the arrow in ProjectTests with a reason.");
    }

    [Fact]
    public void every_project_is_in_the_solution()
    {
        var solution = Tree.Read("TellerLine.slnx");
        Tree.None(
            Tree.Files("src", ".csproj").Concat(Tree.Files("tests", ".csproj")).Concat(Tree.Files("tools", ".csproj"))
                .Where(project => !solution.Contains($"\"{project}\"", StringComparison.Ordinal)),
            "A project outside the solution is built and tested by nobody. Add it to TellerLine.slnx.");
    }

    [Fact]
    public void every_project_has_a_readme()
    {
        Tree.None(
            Tree.Folders("src").Concat(Tree.Folders("tests"))
                .Where(folder => Directory.GetFiles(Path.Combine(Tree.Root, folder), "*.csproj").Length > 0)
                .Where(folder => !File.Exists(Path.Combine(Tree.Root, folder, "README.md"))),
            "A project has a README.md: what it is, and its files in reading order.");
    }

    [Fact]
    public void package_versions_are_exact_and_in_one_place()
    {
        var central = XDocument.Parse(Tree.Read("Directory.Packages.props")).Descendants("PackageVersion");
        Tree.None(
            central.Select(package => $"{(string?)package.Attribute("Include")} {(string?)package.Attribute("Version")}")
                .Where(package => !Exact().IsMatch(package))
                .Concat(Tree.Files("src", ".csproj").Concat(Tree.Files("tests", ".csproj"))
                    .Where(project => XDocument.Parse(Tree.Read(project)).Descendants("PackageReference")
                        .Any(package => package.Attribute("Version") is not null || package.Attribute("VersionOverride") is not null))),
            "Versions are exact, [1.2.3], in Directory.Packages.props.");
    }

    [Fact]
    public void the_webs_packages_are_exact()
    {
        if (!File.Exists(Path.Combine(Tree.Root, "web/package.json")))
            return;
        using var package = System.Text.Json.JsonDocument.Parse(Tree.Read("web/package.json"));
        Tree.None(
            from kind in new[] { "dependencies", "devDependencies" }
            where package.RootElement.TryGetProperty(kind, out _)
            from dependency in package.RootElement.GetProperty(kind).EnumerateObject()
            where !char.IsAsciiDigit(dependency.Value.GetString()![0])
            select $"{dependency.Name} {dependency.Value}",
            "Versions in web/package.json are exact, without ^ or ~.");
    }

    private static IEnumerable<string> References(string project) =>
        XDocument.Parse(Tree.Read($"src/{project}/{project}.csproj")).Descendants("ProjectReference")
            .Select(reference => Path.GetFileNameWithoutExtension(((string)reference.Attribute("Include")!).Replace('\\', '/')));

    [GeneratedRegex(@"^\S+ \[[^,\[\]]+\]$")]
    private static partial Regex Exact();
}
