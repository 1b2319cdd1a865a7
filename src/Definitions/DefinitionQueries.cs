using System.Security.Claims;
using System.Text.Json;
using Dapper;
using TellerLine.Access;
using TellerLine.Definitions.Core;
using TellerLine.Kernel;

namespace TellerLine.Definitions;

internal sealed class DefinitionQueries(IDb db, DefinitionsInForce inForce, TimeProvider time)
{
    private const int MostVersions = 200;

    public DefinitionKind? Kind(string name) => inForce.Kinds.FirstOrDefault(k => k.Name == name);

    public async Task<IReadOnlyList<DefinitionKindView>> All(ClaimsPrincipal reader, CancellationToken ct)
    {
        var (rows, names) = await db.Read(c => (DefinitionRow.Standing(c), Names(c)), ct);
        var now = time.NowUs();
        var byDocument = rows.ToLookup(r => (r.Kind, r.Key));
        return
        [
            .. inForce.Kinds.Select(kind => new DefinitionKindView(
                kind.Name, new BilingualText(kind.Zh, kind.En), kind.Open, reader.May(kind.Edit),
                [
                    .. names.Where(n => n.Kind == kind.Name).OrderBy(n => n.Key, StringComparer.Ordinal)
                        .Select(n => Document(n, [.. byDocument[(n.Kind, n.Key)]], now)),
                ])),
        ];
    }

    /// <returns>Null: there is no such document.</returns>
    public async Task<DefinitionDetail?> One(
        DefinitionKind kind, string key, ClaimsPrincipal reader, CancellationToken ct)
    {
        var (rows, name) = await db.Read(
            c => (DefinitionRow.Of(c, kind.Name, key, MostVersions),
                Names(c).FirstOrDefault(n => n.Kind == kind.Name && n.Key == key)), ct);
        if (name is null)
            return null;
        var now = time.NowUs();
        var current = inForce.VersionAt(kind.Name, key, now);
        return new DefinitionDetail(
            kind.Name, new BilingualText(kind.Zh, kind.En), key, new BilingualText(name.NameZh, name.NameEn),
            reader.May(kind.Edit), reader.May(DefinitionsPermissions.Approve),
            SignedDefinitions.Approved.Words, JsonDocument.Parse(kind.Schema).RootElement,
            [.. rows.Select(r => r.View(current, now))]);
    }

    /// <param name="against">The version to compare with; null: the one that was in force before it, or is now.</param>
    /// <returns>Null: there is no such version.</returns>
    public async Task<DefinitionTextView?> Text(
        string kind, string key, int version, int? against, CancellationToken ct)
    {
        if (inForce.CheckOf(kind) is not { } check)
            return null;
        var now = time.NowUs();
        var (row, approved) = await db.Read(
            c => (DefinitionRow.Find(c, kind, key, version), DefinitionRow.Approved(c, kind, key)), ct);
        if (row is null)
            return null;
        var other = against is { } asked
            ? await db.Read(c => DefinitionRow.Find(c, kind, key, asked), ct)
            : Before(row, approved, inForce.VersionAt(kind, key, now));
        var (_, json, faults) = check.Read(row.Yaml, key);
        var otherJson = other is null ? default : check.Read(other.Yaml, key).Json;
        return new DefinitionTextView(
            View(row), row.Yaml, Null(json), faults, (int?)other?.Version, other?.Yaml,
            Null(json) is { } there && Null(otherJson) is { } before ? Difference.Of(before, there) : []);
    }

    public DefinitionVersionView View(DefinitionRow row)
    {
        var now = time.NowUs();
        return row.View(inForce.VersionAt(row.Kind, row.Key, now), now);
    }

    public async Task<string?> Yaml(string kind, string key, int version, CancellationToken ct) =>
        (await db.Read(c => DefinitionRow.Find(c, kind, key, version), ct))?.Yaml;

    private static DefinitionRow? Before(DefinitionRow row, IReadOnlyList<DefinitionRow> approved, int? current)
    {
        if (row.EffectiveUs is not { } fromUs)
            return approved.FirstOrDefault(r => r.Version == current);
        return approved.Where(r => r.Version != row.Version
                && (r.EffectiveUs < fromUs || (r.EffectiveUs == fromUs && r.Version < row.Version)))
            .MaxBy(r => (r.EffectiveUs, r.Version));
    }

    private DefinitionView Document(DocumentName name, IReadOnlyList<DefinitionRow> rows, long now)
    {
        var current = inForce.VersionAt(name.Kind, name.Key, now);
        DefinitionVersionView? First(Func<DefinitionRow, bool> which) =>
            rows.FirstOrDefault(which) is { } row ? row.View(current, now) : null;
        return new DefinitionView(
            name.Kind, name.Key, new BilingualText(name.NameZh, name.NameEn),
            First(r => r.Version == current),
            rows.Where(r => r.State == DefinitionStatus.Approved && r.EffectiveUs > now).MinBy(r => r.EffectiveUs)
                ?.View(current, now),
            First(r => r.Life.IsOpen));
    }

    private static List<DocumentName> Names(System.Data.IDbConnection c) => c.Query<DocumentName>(
        "SELECT kind AS Kind, key AS Key, name_zh AS NameZh, name_en AS NameEn FROM definition").ToList();

    private static JsonElement? Null(JsonElement json) => json.ValueKind == JsonValueKind.Undefined ? null : json;

    private sealed record DocumentName(string Kind, string Key, string NameZh, string NameEn);
}
