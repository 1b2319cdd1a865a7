using System.Text;
using TellerLine.Rules.Architecture;
using TellerLine.SelfService.Core;

namespace TellerLine.Rules.SelfService;

/// <summary>The drawing in the handbook is the menu that ships. <c>TELLERLINE_WRITE=1</c> draws it anew.</summary>
public sealed class MenuTreeTests
{
    private const string Page = "docs/menu-tree.md";

    [Fact]
    public void the_demonstration_banks_menu_is_drawn_as_it_ships()
    {
        var drawn = Draw(Dialogues.Flow("main"));
        if (Environment.GetEnvironmentVariable("TELLERLINE_WRITE") == "1")
            File.WriteAllText(Path.Combine(Tree.Root, Page), drawn);
        Assert.Equal(Tree.Read(Page), drawn);
    }

    private static string Draw(Menu menu)
    {
        var text = new StringBuilder("""
            # The demonstration bank's menu

            As `src/SelfService/kinds/main.yaml` has it ([flows](flows.md)); a test compares them. At every place 0 is a person, 9 again, `*` back.

            ```mermaid
            flowchart LR

            """);
        foreach (var (name, words) in menu.Words)
        {
            var (open, close) = menu.Nodes[name] is MenuNode ? ("[", "]") : ("([", "])");
            text.Append($"    {name}{open}\"{words.Zh}<br>{words.En}\"{close}\n");
        }
        foreach (var node in menu.Nodes.Values)
        {
            foreach (var (way, to) in node.Edges)
                text.Append(way == "then" ? $"    {node.Name} --> {to}\n" : $"    {node.Name} -- {way} --> {to}\n");
        }
        text.Append("```\n\n");
        foreach (var language in TellerLine.SelfService.Languages.All)
        {
            text.Append(language == "en" ? "In English:\n\n" : "In Chinese:\n\n");
            foreach (var item in ((MenuNode)menu.Nodes[menu.Start]).Items)
                text.Append($"- {Spoken.Text(language, [item.Says, item.Press])}\n");
            text.Append('\n');
        }
        return text.ToString().TrimEnd('\n') + "\n";
    }
}
