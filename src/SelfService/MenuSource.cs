using TellerLine.Kernel;
using TellerLine.SelfService.Core;

namespace TellerLine.SelfService;

/// <summary>The menu's file: ours beside the program, or the bank's own.</summary>
internal sealed class MenuSource(SelfServiceOptions options, PromptLibrary prompts)
{
    private string Path => options.Menu.Length > 0 ? options.Menu
        : System.IO.Path.Combine(AppContext.BaseDirectory, "menus", "main.yaml");

    /// <exception cref="InvalidOperationException">The menu has faults: the start tells them and does not come
    /// here.</exception>
    public Menu Load()
    {
        var (menu, faults) = Read();
        return menu ?? throw new InvalidOperationException(string.Join("; ", faults));
    }

    public IEnumerable<ConfigurationFault> Check() =>
        Read().Faults.Select(
            f => new ConfigurationFault($"SelfService:Menu ({Path})", f.ToString(), "a menu without faults"));

    private (Menu? Menu, IReadOnlyList<MenuFault> Faults) Read()
    {
        string yaml;
        try
        {
            yaml = File.ReadAllText(Path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return (null, [new MenuFault("", e.Message)]);
        }
        return MenuReader.Read(yaml, name => Languages.All.All(l => prompts.Find(l, name) is not null));
    }
}
