using System.Reflection;

namespace TellerLine.Kernel;

/// <summary>
/// A kind of what a bank decides as data (业务参数): reasons, calendars, menus. Declared by the capability that reads
/// it; written, checked, approved and kept by version by <c>Definitions</c>. Everything of a kind is one YAML document
/// to a key.
/// </summary>
/// <param name="Name"><c>reasons</c>: in addresses and in the journal, for ever.</param>
/// <param name="Zh">As people call it.</param>
public abstract record DefinitionKind(string Name, string Zh, string En)
{
    /// <summary>Who may write drafts of it; another person approves.</summary>
    public required Permission Edit { get; init; }

    /// <summary>
    /// JSON schema (2020-12) of a document. <c>x-zh</c> and <c>x-en</c> beside a property name its field in the form.
    /// </summary>
    public required string Schema { get; init; }

    /// <summary>What comes with the program, in force from the first start on until the bank has its own.</summary>
    public required IReadOnlyList<ShippedDefinition> Shipped { get; init; }

    /// <summary>People may add documents beside the shipped ones (a calendar of a branch).</summary>
    public bool Open { get; init; }
}

/// <param name="Key"><c>main</c>: letters, digits and hyphens.</param>
public sealed record ShippedDefinition(string Key, string Zh, string En, string Yaml)
{
    /// <summary>Reads a text that an assembly carries.</summary>
    public static string Text(Assembly assembly, string name)
    {
        using var stream = assembly.GetManifestResourceStream(name)
            ?? throw new ArgumentException($"There is no {name} in {assembly.GetName().Name}.", nameof(name));
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
