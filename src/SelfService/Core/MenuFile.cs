using System.Text.Json;
using System.Text.Json.Serialization;

namespace TellerLine.SelfService.Core;

/// <summary>
/// The menu as it is written (<c>kinds/main.yaml</c> is the example); what it may have is in <c>menu.schema.json</c>.
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
        /// <summary>As it is keyed; written as a digit or as a text.</summary>
        [JsonIgnore]
        public string? Key => Written is { ValueKind: not JsonValueKind.Null } key ? key.ToString() : null;

        [JsonPropertyName("key")]
        public JsonElement? Written { get; set; }

        public string? Says { get; set; }

        public string? Press { get; set; }

        public string? To { get; set; }
    }
}
