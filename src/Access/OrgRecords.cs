using System.Data;
using Dapper;
using TellerLine.Access.Core;
using TellerLine.Kernel;

namespace TellerLine.Access;

/// <param name="Id">Stays when it is moved.</param>
/// <param name="Path">Of codes, <c>head/yinchuan/counter</c>; whose records one reaches is computed from it.</param>
/// <param name="Users">Active ones in this unit itself.</param>
/// <param name="Version">To be sent back with a change.</param>
public sealed record OrgUnitView(
    string Id, string Path, string? ParentId, string Code, string Kind, BilingualText Name, bool Closed, long Users,
    long Version);

/// <summary>The organisation as others may read it.</summary>
public interface IOrganisation
{
    /// <summary>All units, closed ones too, in the order of their paths.</summary>
    Task<IReadOnlyList<OrgUnitView>> All(CancellationToken ct = default);
}

/// <summary>The organisation's units, kept row first; a move takes all below along, and their people.</summary>
internal sealed class OrgRecords(IDb db, IAudit audit, Users users, TimeProvider time) : IOrganisation
{
    private const string Select =
        """
        SELECT id AS Id, path AS Path, kind AS Kind, name_zh AS NameZh, name_en AS NameEn, closed AS Closed,
               version AS Version
        FROM org_unit
        """;

    public Task<IReadOnlyList<OrgUnitView>> All(CancellationToken ct) => db.Read<IReadOnlyList<OrgUnitView>>(c =>
    {
        var people = c.Query<(string Org, long Count)>(
            "SELECT org, count(*) FROM access_user WHERE active = 1 GROUP BY org")
            .ToDictionary(p => p.Org, p => p.Count);
        var rows = c.Query<Row>($"{Select} ORDER BY path").AsList();
        var ids = rows.ToDictionary(row => row.Path, row => row.Id);
        return [.. rows.Select(row => View(
            row.Unit(), ids.GetValueOrDefault(row.Unit().ParentPath), people.GetValueOrDefault(row.Path),
            row.Version))];
    }, ct);

    public Task<AccessOutcome<OrgUnitView>> Add(UnitWish wish, string actor, CancellationToken ct)
    {
        var id = Ids.New(time);
        return db.Write<AccessOutcome<OrgUnitView>>(scope =>
        {
            var facts = Facts(scope.Connection, scope.Transaction);
            var (unit, refusal) = UnitRules.Decide(null, wish with { Closed = false }, id, facts);
            if (unit is null)
                return new AccessOutcome<OrgUnitView>.Refused(refusal!.Value);
            Insert(scope, unit, 1);
            scope.Append(Stream(unit), Event(unit, actor));
            audit.Add(scope, actor, "unit.added", Stream(unit), $"{unit.Path} {unit.Kind} {unit.NameZh}");
            return new AccessOutcome<OrgUnitView>.Done(View(unit, wish.ParentId, 0, 1));
        }, ct);
    }

    /// <param name="version">The version that was read.</param>
    public async Task<AccessOutcome<OrgUnitView>> Change(
        string id, long version, UnitWish wish, string actor, CancellationToken ct)
    {
        var outcome = await db.Write(scope => Change(scope, id, version, wish, actor), ct);
        if (outcome is AccessOutcome<OrgUnitView>.Done)
            await users.Run(ct);
        return outcome;
    }

    public Task<AccessOutcome<bool>> Delete(string id, long version, string actor, CancellationToken ct) =>
        db.Write<AccessOutcome<bool>>(scope =>
        {
            if (Find(scope, id) is not { } row)
                return new AccessOutcome<bool>.Unknown();
            var unit = row.Unit();
            if (row.Version != version)
                return new AccessOutcome<bool>.Conflict(new VersionConflict(row.Version, []));
            if (UnitRules.Delete(unit, Facts(scope.Connection, scope.Transaction)) is { } refusal)
                return new AccessOutcome<bool>.Refused(refusal);
            scope.Connection.Execute("DELETE FROM org_unit WHERE id = @id", new { id }, scope.Transaction);
            scope.Append(Stream(unit), new OrgUnitDeleted(id, unit.Path, actor));
            audit.Add(scope, actor, "unit.deleted", Stream(unit), unit.Path);
            return new AccessOutcome<bool>.Done(true);
        }, ct);

    private AccessOutcome<OrgUnitView> Change(
        WriteScope scope, string id, long version, UnitWish wish, string actor)
    {
        if (Find(scope, id) is not { } row)
            return new AccessOutcome<OrgUnitView>.Unknown();
        var facts = Facts(scope.Connection, scope.Transaction);
        var now = row.Unit();
        var wished = WishOf(now, facts);
        if (row.Version != version)
            return new AccessOutcome<OrgUnitView>.Conflict(VersionConflict.Of(row.Version, wished, wish));
        var (next, refusal) = UnitRules.Decide(now, wish, id, facts);
        if (next is null)
            return new AccessOutcome<OrgUnitView>.Refused(refusal!.Value);
        var people = facts.ActiveUsers.GetValueOrDefault(now.Path);
        if (next == now)
            return new AccessOutcome<OrgUnitView>.Done(View(now, wish.ParentId, people, version));
        if (next.Path == now.Path)
            Update(scope, next, version + 1);
        else
            Move(scope, now, next, version + 1, [.. facts.Below(now)]);
        scope.Append(Stream(next), Event(next, actor));
        audit.Add(scope, actor, "unit.changed", Stream(next), Told(now, next));
        return new AccessOutcome<OrgUnitView>.Done(View(next, wish.ParentId, people, version + 1));
    }

    private static string Told(OrgUnit now, OrgUnit next)
    {
        List<string> told = [];
        if (now.Path != next.Path)
            told.Add($"path {now.Path} -> {next.Path}");
        if (now.Kind != next.Kind)
            told.Add($"kind {now.Kind} -> {next.Kind}");
        if ((now.NameZh, now.NameEn) != (next.NameZh, next.NameEn))
            told.Add($"name {now.NameZh} -> {next.NameZh}");
        if (now.Closed != next.Closed)
            told.Add(next.Closed ? "closed" : "opened again");
        return string.Join("; ", told);
    }

    /// <summary>
    /// New rows first, then the people, then the old rows go: at no moment does somebody belong to no unit.
    /// </summary>
    private static void Move(
        WriteScope scope, OrgUnit now, OrgUnit next, long version, IReadOnlyList<OrgUnit> below)
    {
        var moved = below
            .Select(unit => (Old: unit, New: unit with { Path = next.Path + unit.Path[now.Path.Length..] }))
            .Prepend((Old: now, New: next)).ToList();
        var versions = scope.Connection.Query<(string Id, long Version)>(
            "SELECT id, version FROM org_unit", transaction: scope.Transaction).ToDictionary(r => r.Id, r => r.Version);
        foreach (var (old, _) in moved)
            scope.Connection.Execute(
                "UPDATE org_unit SET id = @aside WHERE path = @Path", new { aside = $"moving/{old.Id}", old.Path },
                scope.Transaction);
        foreach (var (old, changed) in moved)
        {
            Insert(scope, changed, changed.Id == now.Id ? version : versions[changed.Id] + 1);
            scope.Connection.Execute(
                "UPDATE access_user SET org = @New, version = version + 1 WHERE org = @Old",
                new { New = changed.Path, Old = old.Path }, scope.Transaction);
            scope.Connection.Execute(
                "UPDATE rights_proposal SET org = @New WHERE org = @Old AND state = 'open'",
                new { New = changed.Path, Old = old.Path }, scope.Transaction);
        }
        foreach (var (old, _) in moved)
            scope.Connection.Execute(
                "DELETE FROM org_unit WHERE path = @Path AND id = @aside", new { old.Path, aside = $"moving/{old.Id}" },
                scope.Transaction);
    }

    private static void Insert(WriteScope scope, OrgUnit unit, long version) => scope.Connection.Execute(
        """
        INSERT INTO org_unit (id, path, kind, name_zh, name_en, closed, version)
        VALUES (@Id, @Path, @Kind, @NameZh, @NameEn, @closed, @version)
        """,
        new { unit.Id, unit.Path, unit.Kind, unit.NameZh, unit.NameEn, closed = unit.Closed ? 1 : 0, version },
        scope.Transaction);

    private static void Update(WriteScope scope, OrgUnit unit, long version) => scope.Connection.Execute(
        """
        UPDATE org_unit SET kind = @Kind, name_zh = @NameZh, name_en = @NameEn, closed = @closed, version = @version
        WHERE id = @Id
        """,
        new { unit.Id, unit.Kind, unit.NameZh, unit.NameEn, closed = unit.Closed ? 1 : 0, version }, scope.Transaction);

    private static Row? Find(WriteScope scope, string id) => scope.Connection.QuerySingleOrDefault<Row>(
        $"{Select} WHERE id = @id", new { id }, scope.Transaction);

    internal static UnitFacts Facts(IDbConnection c, IDbTransaction? transaction = null) => new(
        [.. c.Query<Row>(Select, transaction: transaction).Select(row => row.Unit())],
        c.Query<(string Org, long Count)>(
            "SELECT org, count(*) FROM access_user WHERE active = 1 GROUP BY org", transaction: transaction)
            .ToDictionary(p => p.Org, p => p.Count),
        c.Query<string>(
            "SELECT org FROM access_user UNION SELECT org FROM rights_proposal WHERE state = 'open'",
            transaction: transaction).ToHashSet());

    /// <summary>A step of an import, decided before; its path stays as it is.</summary>
    internal void Write(WriteScope scope, UnitStep step, string actor)
    {
        if (step.Now == step.Next)
            return;
        if (step.Now is not { } now)
        {
            Insert(scope, step.Next, 1);
            audit.Add(
                scope, actor, "unit.added", Stream(step.Next),
                $"{step.Next.Path} {step.Next.Kind} {step.Next.NameZh}; imported");
        }
        else
        {
            Update(scope, step.Next, Find(scope, now.Id)!.Version + 1);
            audit.Add(scope, actor, "unit.changed", Stream(step.Next), Told(now, step.Next) + "; imported");
        }
        scope.Append(Stream(step.Next), Event(step.Next, actor));
    }

    private static UnitWish WishOf(OrgUnit unit, UnitFacts facts) => new(
        unit.Code, unit.Kind, unit.NameZh, unit.NameEn,
        facts.Units.FirstOrDefault(other => other.Path == unit.ParentPath)?.Id, unit.Closed);

    private static string Stream(OrgUnit unit) => $"unit/{unit.Id}";

    private static OrgUnitPut Event(OrgUnit unit, string actor) =>
        new(unit.Id, unit.Path, unit.Kind, unit.NameZh, unit.NameEn, unit.Closed, actor);

    private static OrgUnitView View(OrgUnit unit, string? parentId, long people, long version) => new(
        unit.Id, unit.Path, parentId, unit.Code, unit.Kind, new(unit.NameZh, unit.NameEn), unit.Closed, people,
        version);

    private sealed record Row(
        string Id, string Path, string Kind, string NameZh, string NameEn, long Closed, long Version)
    {
        public OrgUnit Unit() => new(Id, Path, Kind, NameZh, NameEn, Closed != 0);
    }
}
