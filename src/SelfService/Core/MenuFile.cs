using YamlDotNet.Core;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace TellerLine.SelfService.Core;

/// <summary>
/// The menu's file as it is written (YAML; <c>menus/main.yaml</c> is the example). Anything unknown in it is a fault.
/// </summary>
internal sealed class MenuFile
{
    public int Version { get; set; }

    public string? Start { get; set; }

    public Dictionary<string, NodeEntry?>? Nodes { get; set; }

    internal sealed class NodeEntry
    {
        public WordsEntry? Words { get; set; }

        public List<ItemEntry?>? Items { get; set; }

        public string? Back { get; set; }

        public List<string>? Ends { get; set; }

        public string? Silence { get; set; }

        public string? Step { get; set; }

        public string? Then { get; set; }

        public string? Reason { get; set; }

        public List<string>? Says { get; set; }
    }

    /// <summary>What people call the node, on pages.</summary>
    internal sealed class WordsEntry
    {
        public string? Zh { get; set; }

        public string? En { get; set; }
    }

    internal sealed class ItemEntry
    {
        public string? Key { get; set; }

        public string? Says { get; set; }

        public string? Press { get; set; }

        public string? To { get; set; }
    }

    public static MenuFile? Parse(string yaml, List<MenuFault> faults)
    {
        try
        {
            var file = new DeserializerBuilder()
                .WithNamingConvention(CamelCaseNamingConvention.Instance).WithDuplicateKeyChecking().Build()
                .Deserialize<MenuFile?>(yaml);
            if (file is null)
                faults.Add(new MenuFault("", "the file is empty", "文件为空"));
            return file;
        }
        catch (YamlException e)
        {
            faults.Add(new MenuFault(
                "", $"line {e.Start.Line}: {(e.InnerException ?? e).Message}",
                $"第 {e.Start.Line} 行：{(e.InnerException ?? e).Message}"));
            return null;
        }
    }
}
