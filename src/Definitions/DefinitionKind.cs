using System.Text.Json;
using TellerLine.Kernel;

namespace TellerLine.Definitions;

/// <summary>A kind whose documents are read as <typeparamref name="T"/>.</summary>
/// <param name="Name"><see cref="DefinitionKind.Name"/></param>
public sealed record DefinitionKind<T>(string Name, string Zh, string En) : DefinitionKind(Name, Zh, En),
    ICheckedKind
    where T : class
{
    /// <summary>
    /// Makes the value of a document that fits the schema, or tells all that is wrong with it. The same document gives
    /// the same value for as long as the program runs.
    /// </summary>
    public required Func<DefinitionText, IServiceProvider, DefinitionReading<T>> Read { get; init; }

    /// <summary>
    /// A text that is not kept, read as a document of this kind would be: to try out what is being written.
    /// </summary>
    public DefinitionReading<T> Written(string yaml, string key, IServiceProvider services)
    {
        var (value, _, faults) = new DefinitionCheck<T>(this, services).Read(yaml, key);
        return new((T?)value, faults);
    }

    DefinitionCheck ICheckedKind.Check(IServiceProvider services) => new DefinitionCheck<T>(this, services);
}

/// <summary>How a document becomes a value, in two steps that a kind may need.</summary>
public static class DefinitionReader
{
    /// <summary>As it is written, checked by its owner.</summary>
    public static Func<DefinitionText, IServiceProvider, DefinitionReading<T>> As<T>(
        Func<T, IServiceProvider, IEnumerable<DefinitionFault>> check)
        where T : class => (text, services) =>
        {
            var value = text.Json.Deserialize<T>(JournalJson.Options)!;
            var faults = check(value, services).ToList();
            return new(faults.Count == 0 ? value : null, faults);
        };

    /// <summary>Makes what is used of what is written.</summary>
    public static Func<DefinitionText, IServiceProvider, DefinitionReading<TUsed>> Then<TWritten, TUsed>(
        this Func<DefinitionText, IServiceProvider, DefinitionReading<TWritten>> read, Func<TWritten, TUsed> make)
        where TWritten : class
        where TUsed : class => (text, services) =>
        {
            var (value, faults) = read(text, services);
            return new(value is null ? null : make(value), faults);
        };
}

internal interface ICheckedKind
{
    DefinitionCheck Check(IServiceProvider services);
}

/// <summary>A document as it was written and as it is read.</summary>
/// <param name="Json">Its content; comments are in the YAML alone.</param>
public sealed record DefinitionText(string Yaml, JsonElement Json)
{
    /// <summary>The document's, of a kind with several.</summary>
    public string Key { get; init; } = DefinitionKeys.Main;
}

/// <param name="Value">Null when there are faults.</param>
public sealed record DefinitionReading<T>(T? Value, IReadOnlyList<DefinitionFault> Faults)
    where T : class;

/// <summary>What is wrong with a document, where, and what was expected.</summary>
/// <param name="Path">A JSON pointer (RFC 6901): <c>/nodes/main/items/0/key</c>; empty for the whole.</param>
/// <param name="Zh">Plain words.</param>
public sealed record DefinitionFault(string Path, string Zh, string En)
{
    /// <summary>Of the YAML, from 1; 0: none.</summary>
    public int Line { get; init; }
}
