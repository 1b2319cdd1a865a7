using System.Text.Json;
using Dapper;
using Microsoft.AspNetCore.Identity;
using TellerLine.Kernel;

namespace TellerLine.Access;

/// <summary>The users' tables. Passwords are kept as Identity's hash (PBKDF2), never as themselves.</summary>
internal sealed class UserStore(IDb db, SipSecrets sip, IAudit audit)
{
    private const string Select =
        """
        SELECT number AS Number, name_zh AS NameZh, name_en AS NameEn, title_zh AS TitleZh, title_en AS TitleEn, roles AS Roles,
               authority_level AS AuthorityLevel, org AS Org, password_hash AS PasswordHash, stamp AS Stamp
        FROM access_user WHERE active = 1
        """;

    private static readonly PasswordHasher<string> Hasher = new();

    public Task<List<UserRow>> All(CancellationToken ct) =>
        db.Read(c => c.Query<UserRow>($"{Select} ORDER BY number").AsList(), ct);

    public Task<UserRow?> Find(string number, CancellationToken ct) =>
        db.Read(c => c.QuerySingleOrDefault<UserRow>($"{Select} AND number = @number", new { number }), ct);

    public static UserRow? Find(WriteScope scope, string number) =>
        scope.Connection.QuerySingleOrDefault<UserRow>(
            $"{Select} AND number = @number", new { number }, scope.Transaction);

    public async Task Put(UserCard user, string password, string by, CancellationToken ct)
    {
        // A tenth of a second of hashing, on purpose, and not on the writer's thread.
        var hash = await Task.Run(() => Hasher.HashPassword(user.Number, password), ct);
        await db.Write(scope => Put(scope, user, password, hash, by), ct);
    }

    public Task PutUnit(string path, string nameZh, string nameEn, CancellationToken ct) =>
        db.Write(scope => scope.Connection.Execute(
        """
        INSERT INTO org_unit (path, name_zh, name_en) VALUES (@path, @nameZh, @nameEn)
        ON CONFLICT (path) DO UPDATE SET name_zh = @nameZh, name_en = @nameEn
        """, new { path, nameZh, nameEn }, scope.Transaction), ct);

    /// <summary>Where there is none of that path yet.</summary>
    public Task AddUnit(string path, string nameZh, string nameEn, CancellationToken ct) =>
        db.Write(scope => scope.Connection.Execute(
        """
        INSERT INTO org_unit (path, name_zh, name_en) VALUES (@path, @nameZh, @nameEn) ON CONFLICT (path) DO NOTHING
        """, new { path, nameZh, nameEn }, scope.Transaction), ct);

    /// <summary>Dismisses a user: nobody can sign in as him, at a page or by telephone.</summary>
    public Task<bool> Disable(string number, string by, string reason, CancellationToken ct) => db.Write(scope =>
    {
        if (scope.Connection.Execute(
                "UPDATE access_user SET active = 0, stamp = @stamp, version = version + 1 WHERE number = @number AND active = 1",
                new { number, stamp = Guid.NewGuid().ToString("N") }, scope.Transaction) == 0)
            return false;
        Sessions.EndAll(scope, number);
        scope.Append($"user/{number}", new UserDisabled(number, reason));
        audit.Add(scope, by, "user.disabled", $"user/{number}", reason);
        return true;
    }, ct);

    private int Put(WriteScope scope, UserCard user, string password, string hash, string by)
    {
        scope.Connection.Execute(
            """
            INSERT INTO access_user (number, name_zh, name_en, title_zh, title_en, roles, authority_level, org, password_hash, stamp, active)
            VALUES (@Number, @NameZh, @NameEn, @TitleZh, @TitleEn, @Roles, @AuthorityLevel, @OrgUnit, @Hash, @Stamp, 1)
            ON CONFLICT (number) DO UPDATE SET name_zh = @NameZh, name_en = @NameEn, title_zh = @TitleZh, title_en = @TitleEn, roles = @Roles,
              authority_level = @AuthorityLevel, org = @OrgUnit, password_hash = @Hash, stamp = @Stamp, active = 1,
              version = access_user.version + 1
            """,
            new
            {
                user.Number, user.NameZh, user.NameEn, user.TitleZh, user.TitleEn,
                Roles = JsonSerializer.Serialize(user.Roles),
                user.AuthorityLevel, user.OrgUnit, Hash = hash, Stamp = Guid.NewGuid().ToString("N"),
            }, scope.Transaction);
        sip.Ensure(scope, user.Number);
        Sessions.EndAll(scope, user.Number);
        scope.Append($"user/{user.Number}", new UserPut(user.Number, user.Roles, user.AuthorityLevel, user.OrgUnit));
        audit.Add(
            scope, by, "user.put", $"user/{user.Number}",
            $"roles {string.Join(", ", user.Roles)}; level {user.AuthorityLevel}; unit {user.OrgUnit}; new password");
        return 1;
    }
}

/// <summary>A user's row; longs, since SQLite has no other integer.</summary>
internal sealed record UserRow(
    string Number, string NameZh, string NameEn, string TitleZh, string TitleEn, string Roles, long AuthorityLevel,
    string Org,
    string PasswordHash, string Stamp)
{
    public UserCard ToCard() =>
        new(Number, NameZh, NameEn, JsonSerializer.Deserialize<string[]>(Roles)!, (int)AuthorityLevel, Org)
    {
        TitleZh = TitleZh, TitleEn = TitleEn,
    };
}
