using System.Collections.Frozen;
using Dapper;
using Microsoft.Extensions.Logging;
using TellerLine.Definitions.Core;
using TellerLine.Kernel;

namespace TellerLine.Definitions;

/// <summary>
/// Everything approved, in memory. What is in force is found by the clock at each reading, so that nothing has to
/// happen at the moment it comes into force. At start, what came with the program is put in where the bank has none.
/// </summary>
internal sealed partial class DefinitionsInForce(
    IDb db, IEnumerable<Capability> capabilities, IServiceProvider services, TimeProvider time,
    ILogger<DefinitionsInForce> log)
    : IDefinitions, IAtStart
{
    internal const string System = "system";

    private readonly Lock _changing = new();
    private readonly FrozenDictionary<string, DefinitionCheck> _checks = capabilities.SelectMany(c => c.Definitions)
        .ToFrozenDictionary(kind => kind.Name, kind => ((ICheckedKind)kind).Check(services));

    private FrozenDictionary<(string Kind, string Key), Approved[]> _lines =
        FrozenDictionary<(string, string), Approved[]>.Empty;

    public IReadOnlyList<DefinitionKind> Kinds { get; } = [.. capabilities.SelectMany(c => c.Definitions)];

    public DefinitionCheck? CheckOf(string kind) => _checks.GetValueOrDefault(kind);

    public InForce<T> Now<T>(DefinitionKind<T> kind, string key)
        where T : class => At(kind, key, time.NowUs());

    public InForce<T> At<T>(DefinitionKind<T> kind, string key, long atUs)
        where T : class =>
        Find(kind.Name, key, atUs) is { } approved
            ? new InForce<T>(kind.Name, key, approved.Version, approved.FromUs, (T)approved.Value.Value!)
            : throw new KeyNotFoundException($"Nothing of {kind.Name}/{key} is in force at {Clock.FromUs(atUs):O}.");

    public IReadOnlyList<InForce<T>> History<T>(DefinitionKind<T> kind, string key)
        where T : class
    {
        var now = time.NowUs();
        return
        [
            .. Volatile.Read(ref _lines).GetValueOrDefault((kind.Name, key), [])
                .Where(a => a.FromUs <= now && a.Value.Value is not null)
                .Select(a => new InForce<T>(kind.Name, key, a.Version, a.FromUs, (T)a.Value.Value!)),
        ];
    }

    public IReadOnlyList<string> Keys(DefinitionKind kind)
    {
        var now = time.NowUs();
        return
        [
            .. Volatile.Read(ref _lines).Keys
                .Where(k => k.Kind == kind.Name && Find(k.Kind, k.Key, now) is not null)
                .Select(k => k.Key).Order(StringComparer.Ordinal),
        ];
    }

    /// <returns>The number of the version in force, or null.</returns>
    public int? VersionAt(string kind, string key, long atUs) => Find(kind, key, atUs)?.Version;

    public async Task Run(CancellationToken ct)
    {
        var known = await db.Read(DefinitionRow.Standing, ct);
        foreach (var kind in Kinds)
        {
            foreach (var shipped in kind.Shipped)
                await Ship(kind, shipped, [.. known.Where(r => r.Kind == kind.Name && r.Key == shipped.Key)], ct);
        }
        foreach (var (kind, key) in await db.Read(c => c.Query<(string, string)>(
            "SELECT kind, key FROM definition").ToList(), ct))
            await Reload(kind, key, ct);
    }

    /// <summary>After a commit that approved or withdrew.</summary>
    public async Task Reload(string kind, string key, CancellationToken ct)
    {
        if (CheckOf(kind) is not { } check)
            return;
        var rows = await db.Read(c => DefinitionRow.Approved(c, kind, key), ct);
        lock (_changing)
        {
            var old = _lines.GetValueOrDefault((kind, key), []).ToDictionary(a => a.Version);
            Approved[] line =
            [
                .. rows.Select(row => old.GetValueOrDefault((int)row.Version) is { } same
                        && same.FromUs == row.EffectiveUs
                    ? same
                    : new Approved((int)row.Version, row.EffectiveUs!.Value, new Lazy<object?>(() => Read(check, row))))
                    .OrderBy(a => a.FromUs).ThenBy(a => a.Version),
            ];
            Volatile.Write(
                ref _lines,
                new Dictionary<(string, string), Approved[]>(_lines) { [(kind, key)] = line }.ToFrozenDictionary());
        }
    }

    /// <summary>The last that began before, of those that this program can read.</summary>
    private Approved? Find(string kind, string key, long atUs)
    {
        if (!Volatile.Read(ref _lines).TryGetValue((kind, key), out var line))
            return null;
        for (var i = line.Length - 1; i >= 0; i--)
        {
            if (line[i].FromUs <= atUs && line[i].Value.Value is not null)
                return line[i];
        }
        return null;
    }

    private object? Read(DefinitionCheck check, DefinitionRow row)
    {
        var (value, _, faults) = check.Read(row.Yaml, row.Key);
        if (value is null)
            CannotRead(log, row.Kind, row.Key, row.Version, faults.Count, faults[0].En);
        return value;
    }

    private Task Ship(
        DefinitionKind kind, ShippedDefinition shipped, IReadOnlyList<DefinitionRow> known, CancellationToken ct)
    {
        if (known.Any(r => r.Author != System) || (known.Count > 0 && known[^1].Yaml == shipped.Yaml))
            return Task.CompletedTask;
        return db.Write(scope => Put(scope, kind, shipped, known.Count == 0), ct);
    }

    private DefinitionRow Put(WriteScope scope, DefinitionKind kind, ShippedDefinition shipped, bool isNew)
    {
        var (key, now) = (shipped.Key, time.NowUs());
        if (isNew)
            scope.Connection.Execute(
                "INSERT INTO definition (kind, key, name_zh, name_en) VALUES (@kind, @key, @Zh, @En)",
                new { kind = kind.Name, key, shipped.Zh, shipped.En }, scope.Transaction);
        var version = NextVersion(scope, kind.Name, key);
        var hash = Hash.Of(shipped.Yaml);
        // The first was in force ever since: what a bank took over has older contacts too.
        var fromUs = isNew ? 0 : now;
        scope.Append($"definition/{kind.Name}/{key}", new DefinitionApproved(
            kind.Name, key, (int)version, fromUs, hash, System));
        return DefinitionRow.Insert(scope, new DefinitionRow(
            kind.Name, key, version, DefinitionRow.StatusOf(DefinitionStatus.Approved), shipped.Yaml, "", System,
            "[]", null, null, now, now, now, System, now, null, fromUs, null, 1));
    }

    internal static long NextVersion(WriteScope scope, string kind, string key) =>
        1 + scope.Connection.QuerySingle<long>(
            "SELECT COALESCE(MAX(version), 0) FROM definition_version WHERE kind = @kind AND key = @key",
            new { kind, key }, scope.Transaction);

    [LoggerMessage(
        1, LogLevel.Error,
        "Definition {Kind}/{Key}, version {Version} is in force but has {Faults} faults for this program ({First}): the version before it is used")]
    private static partial void CannotRead(
        ILogger logger, string kind, string key, long version, int faults, string first);

    private sealed record Approved(int Version, long FromUs, Lazy<object?> Value);
}
