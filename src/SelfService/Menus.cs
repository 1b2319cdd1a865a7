using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using TellerLine.Definitions;
using TellerLine.Kernel;
using TellerLine.SelfService.Core;

namespace TellerLine.SelfService;

/// <summary>
/// The kind <c>menus</c>: what a caller is offered by keypad. A call begins with <c>main</c> and keeps what it began
/// with; <c>main</c> may play others.
/// </summary>
internal static class Menus
{
    public static readonly DefinitionKind<Menu> Kind = new("menus", "电话银行菜单", "Telephone bank's menus")
    {
        Edit = SelfServicePermissions.EditMenus,
        Schema = WithSteps(Text("menu.schema.json")),
        Open = true,
        Shipped = [new(DefinitionKeys.Main, "主菜单", "Main menu", Text("main.yaml"))],
        Read = Read,
    };

    internal static string Text(string name) =>
        ShippedDefinition.Text(typeof(Menus).Assembly, $"TellerLine.SelfService.kinds.{name}");

    /// <summary>The names of the operations stand in the program alone.</summary>
    private static string WithSteps(string schema)
    {
        var root = JsonNode.Parse(schema)!;
        root["$defs"]!["step"]!["enum"] = new JsonArray([.. MenuReader.Steps.Select(step => (JsonNode)step)]);
        return root.ToJsonString(new JsonSerializerOptions(JsonSerializerDefaults.Web));
    }

    private static DefinitionReading<Menu> Read(DefinitionText text, IServiceProvider services)
    {
        var prompts = services.GetRequiredService<PromptLibrary>();
        var (menu, faults) = MenuReader.Read(text.Json, new MenuSurroundings(
            text.Key,
            name => Languages.All.All(language => prompts.Find(language, name) is not null),
            hours => services.GetRequiredService<IDefinitions>().Keys(OpeningHours.Kind).Contains(hours),
            flow => services.GetRequiredService<IDefinitions>().Keys(Kind).Contains(flow)));
        return new(
            menu,
            [.. faults.Select(f => new DefinitionFault(f.Node.Length == 0 ? "" : $"/nodes/{f.Node}", f.WhyZh, f.Why))]);
    }
}
