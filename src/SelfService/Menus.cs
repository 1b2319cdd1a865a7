using Microsoft.Extensions.DependencyInjection;
using TellerLine.Definitions;
using TellerLine.Kernel;
using TellerLine.SelfService.Core;

namespace TellerLine.SelfService;

/// <summary>The kind <c>menus</c>: what a caller is offered by keypad. A call keeps the menu it began with.</summary>
internal static class Menus
{
    public static readonly DefinitionKind<Menu> Kind = new("menus", "电话银行菜单", "Telephone bank's menus")
    {
        Edit = SelfServicePermissions.EditMenus,
        Schema = Text("menu.schema.json"),
        Shipped = [new(DefinitionKeys.Main, "主菜单", "Main menu", Text("main.yaml"))],
        Read = Read,
    };

    internal static string Text(string name) =>
        ShippedDefinition.Text(typeof(Menus).Assembly, $"TellerLine.SelfService.kinds.{name}");

    private static DefinitionReading<Menu> Read(DefinitionText text, IServiceProvider services)
    {
        var prompts = services.GetRequiredService<PromptLibrary>();
        var (menu, faults) = MenuReader.Read(
            text.Json, name => Languages.All.All(language => prompts.Find(language, name) is not null));
        return new(
            menu,
            [.. faults.Select(f => new DefinitionFault(f.Node.Length == 0 ? "" : $"/nodes/{f.Node}", f.WhyZh, f.Why))]);
    }
}
