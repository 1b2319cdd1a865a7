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

        /// <summary>
        /// A prompt's name each, or <c>{ amount: NAME }</c>, <c>{ date: NAME }</c>, <c>{ tail: NAME }</c>.
        /// </summary>
        public List<JsonElement>? Says { get; set; }

        public List<ItemEntry?>? Items { get; set; }

        public string? Back { get; set; }

        public List<string>? Ends { get; set; }

        public string? Silence { get; set; }

        public List<JsonElement>? Say { get; set; }

        public string? Step { get; set; }

        public string? Identify { get; set; }

        public string? Needs { get; set; }

        public Dictionary<string, string?>? On { get; set; }

        /// <summary>Of <c>step: person</c>.</summary>
        public string? Reason { get; set; }

        public CollectEntry? Collect { get; set; }

        public WhenEntry? When { get; set; }

        public QueueEntry? Queue { get; set; }

        public string? Language { get; set; }

        public string? Flow { get; set; }

        public bool? HangUp { get; set; }

        public string? Then { get; set; }

        public string? Else { get; set; }

        /// <summary>What makes it what it is: one of them, and no more.</summary>
        public IReadOnlyList<string> Types =>
        [
            .. Items is null ? Array.Empty<string>() : ["items"], .. Say is null ? Array.Empty<string>() : ["say"],
            .. Step is null ? Array.Empty<string>() : ["step"],
            .. Identify is null ? Array.Empty<string>() : ["identify"],
            .. Collect is null ? Array.Empty<string>() : ["collect"],
            .. When is null ? Array.Empty<string>() : ["when"], .. Queue is null ? Array.Empty<string>() : ["queue"],
            .. Language is null ? Array.Empty<string>() : ["language"],
            .. Flow is null ? Array.Empty<string>() : ["flow"], .. HangUp is null ? Array.Empty<string>() : ["hangUp"],
        ];

        /// <summary>The rest of what was written.</summary>
        public IEnumerable<string> Parts
        {
            get
            {
                (string Name, bool Written)[] all =
                [
                    ("says", Says is not null), ("back", Back is not null), ("ends", Ends is not null),
                    ("silence", Silence is not null), ("needs", Needs is not null), ("on", On is not null),
                    ("reason", Reason is not null), ("then", Then is not null), ("else", Else is not null),
                ];
                return all.Where(part => part.Written).Select(part => part.Name);
            }
        }
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

        /// <summary>Customers may take it into their own menu.</summary>
        public bool Personal { get; set; }
    }

    internal sealed class CollectEntry
    {
        public BoundsEntry? Digits { get; set; }

        public BoundsEntry? Amount { get; set; }

        public BoundsEntry? Date { get; set; }

        /// <summary>The value's name; the node's where none is given.</summary>
        public string? Into { get; set; }

        public int? Tries { get; set; }

        public List<string>? Wrong { get; set; }
    }

    /// <summary>Numbers of digits, yuan, or days (<c>2026-03-02</c>, <c>today</c>).</summary>
    internal sealed class BoundsEntry
    {
        public JsonElement? Min { get; set; }

        public JsonElement? Max { get; set; }
    }

    internal sealed class WhenEntry
    {
        public string? Level { get; set; }

        public string? Customer { get; set; }

        public string? Language { get; set; }

        public string? Open { get; set; }

        public string? Result { get; set; }

        public string? Value { get; set; }

        /// <summary>A text, or outcomes.</summary>
        public JsonElement? Is { get; set; }

        public decimal? AtLeast { get; set; }

        public decimal? Below { get; set; }
    }

    internal sealed class QueueEntry
    {
        public string? Reason { get; set; }
    }
}
