using System.Text.RegularExpressions;
using System.Xml.Linq;
using TellerLine.Host;
using TellerLine.Kernel;

namespace TellerLine.Rules.Architecture;

public sealed partial class ProjectTests
{
    /// <summary>
    /// A project of records alone, <c>Contacts.Events</c>: what others may know of a capability without using all of
    /// it.
    /// </summary>
    private const string Events = ".Events";

    private static readonly Dictionary<string, Capability> Manifests = Capabilities.All.ToDictionary(
        c => c.Manifest.Name, c => c.Manifest);

    [Fact]
    public void every_project_is_a_capability_or_the_events_of_one()
    {
        Tree.None(
            Tree.Projects.Where(project => project != "Host" && !Manifests.ContainsKey(WithoutEvents(project)))
                .Concat(Manifests.Keys.Except(Tree.Projects)),
            "A project under src has its line in Host's Capabilities.cs.");
    }

    [Fact]
    public void the_arrows_between_projects_run_one_way()
    {
        Tree.None(
            from project in Tree.Projects
            where project != "Host"
            from used in References(project)
            where !MayUse(project, used)
            select $"{project} uses {used}",
            "A project uses only what its manifest says. Own a small interface and let Host bind it, or draw the arrow there with a reason.");
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
            central.Select(
                package => $"{(string?)package.Attribute("Include")} {(string?)package.Attribute("Version")}")
                .Where(package => !Exact().IsMatch(package))
                .Concat(Tree.Files("src", ".csproj").Concat(Tree.Files("tests", ".csproj"))
                    .Where(project => XDocument.Parse(Tree.Read(project)).Descendants("PackageReference")
                        .Any(package => package.Attribute("Version") is not null
                            || package.Attribute("VersionOverride") is not null))),
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

    /// <summary>Events stand on the Kernel and on other events alone, and everybody may know them.</summary>
    private static bool MayUse(string project, string used) =>
        used.EndsWith(Events, StringComparison.Ordinal)
        || (project.EndsWith(Events, StringComparison.Ordinal) ? used == "Kernel"
            : Manifests[project].MayUse.Contains(used));

    private static string WithoutEvents(string project) =>
        project.EndsWith(Events, StringComparison.Ordinal) ? project[..^Events.Length] : project;

    private static IEnumerable<string> References(string project) =>
        XDocument.Parse(Tree.Read($"src/{project}/{project}.csproj")).Descendants("ProjectReference")
            .Select(reference => Path.GetFileNameWithoutExtension(
                ((string)reference.Attribute("Include")!).Replace('\\', '/')));

    [GeneratedRegex(@"^\S+ \[[^,\[\]]+\]$")]
    private static partial Regex Exact();
}
