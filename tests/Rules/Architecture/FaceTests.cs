using System.Reflection;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace TellerLine.Rules.Architecture;

public sealed class FaceTests
{
    private static readonly IReadOnlyList<string> Capabilities = [
        .. TellerLine.Host.Capabilities.All.Select(c => c.Manifest.Name)];

    [Fact]
    public void every_capability_is_added_by_one_call()
    {
        Tree.None(
            from capability in Capabilities
            let face = AssemblyOf(capability).GetType($"TellerLine.{capability}.{capability}Capability")
            let added = Extensions(capability, typeof(IServiceCollection)).Where(name => name == $"Add{capability}")
                .Count()
            where added != 1 || face?.GetMethod($"Add{capability}") is null
            select $"{capability}: {added} public Add{capability}(this IServiceCollection …) in {capability}Capability",
            "One AddX, and where it has endpoints one MapX, in a class XCapability, is a capability's way into Host.");
    }

    [Fact]
    public void nobody_adds_or_maps_parts_of_a_capability()
    {
        string[] allowed = ["AddCapability", "AddSection", "MapList", "MapAttachments", "MapSip"];
        Tree.None(
            from capability in Capabilities
            from name in Extensions(capability, typeof(IServiceCollection))
                .Concat(Extensions(capability, typeof(IEndpointRouteBuilder))).Distinct()
            where name != $"Add{capability}" && name != $"Map{capability}" && !allowed.Contains(name)
            select $"{capability}: {name}",
            "A capability is one thing to its host.");
    }

    [Fact]
    public void what_lies_in_core_or_store_is_internal()
    {
        Tree.None(
            from capability in Capabilities
            from type in AssemblyOf(capability).GetExportedTypes()
            where type.Namespace!.EndsWith(".Core", StringComparison.Ordinal)
                || type.Namespace.EndsWith(".Store", StringComparison.Ordinal)
            select type.FullName!,
            "The nouns at the root are a capability's face; its decisions and its tables are its own.");
    }

    [Fact]
    public void a_public_name_stands_once_in_the_house()
    {
        Tree.None(
            from type in Tree.Projects.Where(project => project != "Host")
            .SelectMany(project => AssemblyOf(project).GetExportedTypes())
            where !type.IsNested
            group type.FullName! by type.Name into named
            where named.Count() > 1
            select string.Join(", ", named.Order()),
            "One word, one meaning: who reads a name must not ask which of two it is. Rename the one that means less.");
    }

    private static IEnumerable<string> Extensions(string capability, Type extended) =>
        from type in AssemblyOf(capability).GetExportedTypes()
        where type is { IsAbstract: true, IsSealed: true }
        from method in type.GetMethods(BindingFlags.Public | BindingFlags.Static)
        where method.GetParameters() is [var first, ..] && first.ParameterType == extended
        select method.Name;

    private static Assembly AssemblyOf(string capability) => Assembly.Load($"TellerLine.{capability}");
}
