using Dapper;
using TellerLine.Access.Core;
using TellerLine.Kernel;

namespace TellerLine.Access;

/// <summary>岗位: what somebody is employed as.</summary>
/// <param name="Duties">职责, plain words.</param>
/// <param name="AuthorityLevel">0 to 4: the highest that goes with it.</param>
/// <param name="Users">Active ones who hold it.</param>
/// <param name="Version">To be sent back with a change; 0 with a new one.</param>
public sealed record OrgPostView(
    string Code, BilingualText Name, string Duties, int AuthorityLevel, bool Closed, long Users, long Version);

/// <summary>Posts, kept row first. One that was ever held is closed, not deleted.</summary>
internal sealed class PostRecords(IDb db, IAudit audit)
{
    private const int MostPosts = 500, LongestDuties = 1_000;

    private const string Select =
        """
        SELECT p.code AS Code, p.name_zh AS NameZh, p.name_en AS NameEn, p.duties AS Duties,
               p.authority_level AS AuthorityLevel, p.closed AS Closed, p.version AS Version,
               (SELECT count(*) FROM access_user u WHERE u.post = p.code AND u.active = 1) AS Users
        FROM org_post p
        """;

    public Task<IReadOnlyList<OrgPostView>> All(CancellationToken ct) => db.Read<IReadOnlyList<OrgPostView>>(
        c => [.. c.Query<Row>($"{Select} ORDER BY p.code").Select(row => row.View())], ct);

    /// <summary>Adds it (version 0) or changes it.</summary>
    public Task<AccessOutcome<OrgPostView>> Put(OrgPostView wish, string actor, CancellationToken ct) =>
        db.Write(scope => Put(scope, wish, actor), ct);

    private AccessOutcome<OrgPostView> Put(WriteScope scope, OrgPostView wish, string actor)
    {
        var row = scope.Connection.QuerySingleOrDefault<Row>(
            $"{Select} WHERE p.code = @Code", new { wish.Code }, scope.Transaction);
        if (row is null && wish.Version != 0)
            return new AccessOutcome<OrgPostView>.Unknown();
        if (row is not null && row.Version != wish.Version)
            return wish.Version == 0
                ? new AccessOutcome<OrgPostView>.Refused(AccessRefusal.CodeTaken)
                : new AccessOutcome<OrgPostView>.Conflict(VersionConflict.Of(row.Version, row.View(), wish));
        if (Refusal(scope, row, wish) is { } refusal)
            return new AccessOutcome<OrgPostView>.Refused(refusal);
        var next = wish with
        {
            Name = new(wish.Name.Zh.Trim(), wish.Name.En.Trim()), Users = row?.Users ?? 0, Version = wish.Version + 1,
        };
        scope.Connection.Execute(
            """
            INSERT INTO org_post (code, name_zh, name_en, duties, authority_level, closed, version)
            VALUES (@Code, @Zh, @En, @Duties, @AuthorityLevel, @closed, @Version)
            ON CONFLICT (code) DO UPDATE SET name_zh = @Zh, name_en = @En, duties = @Duties,
              authority_level = @AuthorityLevel, closed = @closed, version = @Version
            """,
            new
            {
                next.Code, next.Name.Zh, next.Name.En, next.Duties, next.AuthorityLevel, closed = next.Closed ? 1 : 0,
                next.Version,
            }, scope.Transaction);
        scope.Append($"post/{next.Code}", new OrgPostPut(
            next.Code, next.Name.Zh, next.Name.En, next.Duties, next.AuthorityLevel, next.Closed, actor));
        audit.Add(
            scope, actor, "post.put", $"post/{next.Code}",
            $"{next.Name.Zh}; level {next.AuthorityLevel}" + (next.Closed ? "; closed" : ""));
        return new AccessOutcome<OrgPostView>.Done(next);
    }

    private static AccessRefusal? Refusal(WriteScope scope, Row? row, OrgPostView wish)
    {
        if (!UnitRules.IsCode(wish.Code))
            return AccessRefusal.BadCode;
        if (!UnitRules.IsName(wish.Name.Zh) || !UnitRules.IsName(wish.Name.En))
            return AccessRefusal.BadName;
        if (wish.Duties.Length > LongestDuties)
            return AccessRefusal.BadText;
        if (wish.AuthorityLevel is < 0 or > UserRights.HighestLevel)
            return AccessRefusal.UnknownLevel;
        if (row is null)
            return Count("SELECT count(*) FROM org_post") >= MostPosts ? AccessRefusal.TooManyUnits : null;
        if (wish.Closed && row.Users > 0)
            return AccessRefusal.PostInUse;
        return Count(
            """
            SELECT count(*) FROM access_user WHERE post = @Code AND active = 1 AND authority_level > @AuthorityLevel
            """) > 0 ? AccessRefusal.LevelAbovePost : null;

        long Count(string sql) => scope.Connection.ExecuteScalar<long>(
            sql, new { wish.Code, wish.AuthorityLevel }, scope.Transaction);
    }

    /// <summary>Set by name: of no rows at all SQLite does not know a computed column's type.</summary>
    private sealed record Row
    {
        public string Code { get; init; } = "";

        public string NameZh { get; init; } = "";

        public string NameEn { get; init; } = "";

        public string Duties { get; init; } = "";

        public long AuthorityLevel { get; init; }

        public long Closed { get; init; }

        public long Version { get; init; }

        public long Users { get; init; }

        public OrgPostView View() =>
            new(Code, new(NameZh, NameEn), Duties, (int)AuthorityLevel, Closed != 0, Users, Version);
    }
}
