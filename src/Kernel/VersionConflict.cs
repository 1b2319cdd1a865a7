using System.Text.Json;

namespace TellerLine.Kernel;

/// <summary>
/// Somebody else changed a record since its reader read it; nothing was written. An expected outcome of every command
/// on a record, told as 409 (<see cref="Problems.Conflict"/>).
/// </summary>
/// <param name="Version">The record's now.</param>
/// <param name="Differences">Where what is there now is not what was to be written; empty when only the version
/// differs.</param>
public sealed record VersionConflict(long Version, IReadOnlyList<FieldDifference> Differences)
{
    /// <summary>Compares two states of a record field by field, as JSON shows them.</summary>
    public static VersionConflict Of<T>(long version, T now, T wanted)
        where T : notnull
    {
        var (there, asked) = (Fields(now), Fields(wanted));
        return new VersionConflict(version,
        [
            .. there.Keys.Union(asked.Keys)
                .Select(field => new FieldDifference(
                    field, there.GetValueOrDefault(field), asked.GetValueOrDefault(field)))
                .Where(d => d.Now is not { } n || d.Wanted is not { } w || !JsonElement.DeepEquals(n, w)),
        ]);
    }

    private static Dictionary<string, JsonElement?> Fields<T>(T state) =>
        JsonSerializer.SerializeToElement(state, JournalJson.Options).EnumerateObject()
            .ToDictionary(p => p.Name, p => (JsonElement?)p.Value);
}

/// <param name="Field">camelCase.</param>
/// <param name="Now">Null: not there.</param>
/// <param name="Wanted">What the refused command would have made of it.</param>
public sealed record FieldDifference(string Field, JsonElement? Now, JsonElement? Wanted);
