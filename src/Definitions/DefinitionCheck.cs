using System.Text.Json;
using Json.Schema;
using TellerLine.Definitions.Core;
using TellerLine.Kernel;

namespace TellerLine.Definitions;

/// <summary>Reads documents: as YAML, against the kind's schema, and by its owner. Tells all faults at once.</summary>
internal abstract class DefinitionCheck
{
    public abstract DefinitionKind Kind { get; }

    /// <param name="key">The document's: of some kinds it says what the document is for.</param>
    /// <returns>The value, or its faults with their lines.</returns>
    public abstract (object? Value, JsonElement Json, IReadOnlyList<DefinitionFault> Faults) Read(
        string yaml, string key = DefinitionKeys.Main);

    public IReadOnlyList<DefinitionFault> Faults(string yaml, string key = DefinitionKeys.Main) =>
        Read(yaml, key).Faults;
}

internal sealed class DefinitionCheck<T>(DefinitionKind<T> kind, IServiceProvider services) : DefinitionCheck
    where T : class
{
    private const int Most = 100;

    private static readonly EvaluationOptions AllFaults = new() { OutputFormat = OutputFormat.List };

    private readonly JsonSchema _schema = JsonSchema.FromText(kind.Schema);
    private readonly SchemaWords _words = new(kind.Schema);

    public override DefinitionKind Kind => kind;

    public override (object? Value, JsonElement Json, IReadOnlyList<DefinitionFault> Faults) Read(
        string yaml, string key = DefinitionKeys.Main)
    {
        var text = YamlText.Parse(yaml);
        if (text.Faults.Count > 0)
            return (null, default, text.Faults);
        IReadOnlyList<DefinitionFault> faults = OfSchema(text.Json);
        T? value = null;
        if (faults.Count == 0)
        {
            (value, var own) = kind.Read(new DefinitionText(yaml, text.Json) { Key = key }, services);
            faults = own;
        }
        return (
            faults.Count == 0 ? value : null, text.Json,
            [.. faults.Take(Most).Select(f => f.Line > 0 ? f : f with { Line = text.LineOf(f.Path) })
                .OrderBy(f => f.Line)]);
    }

    private List<DefinitionFault> OfSchema(JsonElement json)
    {
        var result = _schema.Evaluate(json, AllFaults);
        if (result.IsValid)
            return [];
        List<DefinitionFault> faults = [];
        foreach (var detail in result.Details ?? [])
        {
            foreach (var (keyword, message) in detail.Errors ?? new Dictionary<string, string>())
            {
                // No more than are told: each is compared with all before it.
                if (faults.Count >= Most)
                    return faults;
                if (_words.Of(detail, keyword, message) is { } fault && !faults.Contains(fault))
                    faults.Add(fault);
            }
        }
        return faults;
    }
}
