using System.Text.Json;
using Dapper;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using TellerLine.Access.Core;
using TellerLine.Kernel;

namespace TellerLine.Access;

/// <summary>The users' tables. Passwords are kept as Identity's hash (PBKDF2), never as themselves.</summary>
internal sealed class UserStore(IDb db, SipSecrets sip, IAudit audit, TimeProvider time)
{
    private const string Select =
        """
        SELECT number AS Number, name_zh AS NameZh, name_en AS NameEn, title_zh AS TitleZh, title_en AS TitleEn, roles AS Roles,
               authority_level AS AuthorityLevel, org AS Org, password_hash AS PasswordHash, stamp AS Stamp,
               one_time_until_us AS OneTimeUntilUs
        FROM access_user WHERE active = 1
        """;

    private static readonly PasswordHasher<string> Hasher = new();
    private static readonly PasswordHasher<string> PublicHasher = new(
        Options.Create(new PasswordHasherOptions { IterationCount = 1_000 }));

    public Task<List<UserRow>> All(CancellationToken ct) =>
        db.Read(c => c.Query<UserRow>($"{Select} ORDER BY number").AsList(), ct);

    public Task<UserRow?> Find(string number, CancellationToken ct) =>
        db.Read(c => c.QuerySingleOrDefault<UserRow>($"{Select} AND number = @number", new { number }), ct);

    public static UserRow? Find(WriteScope scope, string number) =>
        scope.Connection.QuerySingleOrDefault<UserRow>(
            $"{Select} AND number = @number", new { number }, scope.Transaction);

    /// <returns>The number of the user, dismissed or not, whom the identity provider means.</returns>
    public static string? Meant(WriteScope scope, string subject) => scope.Connection.QuerySingleOrDefault<string>(
        """
        SELECT number FROM access_user
        WHERE external_subject = @subject OR (number = @subject AND external_subject IS NULL)
        ORDER BY CASE WHEN external_subject IS NULL THEN 1 ELSE 0 END LIMIT 1
        """, new { subject }, scope.Transaction);

    /// <summary>His sessions end: they may have been another's.</summary>
    /// <param name="subject">Null: the provider knows him by his number.</param>
    /// <returns>Why not, in English; null when it is done.</returns>
    public Task<string?> SetSubject(string number, string? subject, string by, CancellationToken ct) =>
        db.Write(scope =>
        {
            if (Find(scope, number) is null)
                return $"There is no active user {number}.";
            if (subject is not null && scope.Connection.ExecuteScalar<long>(
                    """
                    SELECT count(*) FROM access_user
                    WHERE number <> @number AND (external_subject = @subject OR number = @subject)
                    """, new { number, subject }, scope.Transaction) > 0)
                return "That subject means another user.";
            scope.Connection.Execute(
                "UPDATE access_user SET external_subject = @subject, version = version + 1 WHERE number = @number",
                new { number, subject }, scope.Transaction);
            Sessions.EndAll(scope, number);
            scope.Append($"user/{number}", new UserSubjectSet(number, subject is not null, by));
            audit.Add(scope, by, "user.subjectSet", $"user/{number}", subject ?? "the number");
            return null;
        }, ct);

    /// <param name="telephone">False: a secret for his telephone is made later, by who has the keys.</param>
    /// <param name="isPublic">The password is printed anyway: no work is spent on its hash.</param>
    public async Task Put(
        UserCard user, string password, string by, CancellationToken ct, bool telephone = true, bool isPublic = false)
    {
        // A tenth of a second of hashing, on purpose, and not on the writer's thread.
        var hash = await Task.Run(() => (isPublic ? PublicHasher : Hasher).HashPassword(user.Number, password), ct);
        await db.Write(scope => Put(scope, user, hash, by, telephone), ct);
    }

    /// <summary>Where there is none of that path yet.</summary>
    public Task AddUnit(string path, string nameZh, string nameEn, CancellationToken ct)
    {
        var (id, kind) = (Ids.New(time), path.Contains('/', StringComparison.Ordinal) ? UnitKind.Team
            : UnitKind.HeadOffice);
        return db.Write(scope => scope.Connection.Execute(
            """
            INSERT INTO org_unit (id, path, kind, name_zh, name_en) VALUES (@id, @path, @kind, @nameZh, @nameEn)
            ON CONFLICT (path) DO NOTHING
            """, new { id, path, kind, nameZh, nameEn }, scope.Transaction), ct);
    }

    /// <summary>Replaces a password; it counts as the user's own. Sessions end.</summary>
    /// <returns>False for an unknown or dismissed user.</returns>
    public async Task<bool> SetPassword(string number, string password, string by, CancellationToken ct)
    {
        var hash = await Task.Run(() => Hasher.HashPassword(number, password), ct);
        return await db.Write(scope =>
        {
            if (!SetPassword(scope, number, hash, oneTimeUntilUs: null))
                return false;
            scope.Append($"user/{number}", new UserPasswordSet(number, false, by));
            audit.Add(scope, by, "user.passwordSet", $"user/{number}", "");
            return true;
        }, ct);
    }

    /// <returns>False: it was not on.</returns>
    public Task<bool> TakeSecondStepOff(string number, string by, CancellationToken ct) => db.Write(scope =>
    {
        if (!SecondSteps.TakeOff(scope, number, by))
            return false;
        Sessions.EndAll(scope, number);
        audit.Add(scope, by, "secondStep.takenOff", $"user/{number}", "");
        return true;
    }, ct);

    /// <param name="oneTimeUntilUs">Null: the user's own; else it opens until then, and only to be replaced.</param>
    /// <returns>False for an unknown or dismissed user.</returns>
    public static bool SetPassword(WriteScope scope, string number, string hash, long? oneTimeUntilUs)
    {
        if (scope.Connection.Execute(
            """
            UPDATE access_user SET password_hash = @hash, one_time_until_us = @oneTimeUntilUs, stamp = @stamp,
              version = version + 1
            WHERE number = @number AND active = 1
            """, new { number, hash, oneTimeUntilUs, stamp = Guid.NewGuid().ToString("N") }, scope.Transaction) == 0)
            return false;
        Sessions.EndAll(scope, number);
        return true;
    }

    /// <summary>From the moment there are two administrators on, rights need two people.</summary>
    public static void NoteTwo(WriteScope scope, long nowUs) => scope.Connection.Execute(
        """
        UPDATE rights_rule SET two_since_us = @nowUs WHERE two_since_us IS NULL AND
          (SELECT count(*) FROM access_user WHERE active = 1 AND roles LIKE '%"administrator"%') > 1
        """, new { nowUs }, scope.Transaction);

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

    private int Put(WriteScope scope, UserCard user, string hash, string by, bool telephone)
    {
        scope.Connection.Execute(
            """
            INSERT INTO access_user (number, name_zh, name_en, title_zh, title_en, roles, authority_level, org, password_hash, stamp, active)
            VALUES (@Number, @NameZh, @NameEn, @TitleZh, @TitleEn, @Roles, @AuthorityLevel, @OrgUnit, @Hash, @Stamp, 1)
            ON CONFLICT (number) DO UPDATE SET name_zh = @NameZh, name_en = @NameEn, title_zh = @TitleZh, title_en = @TitleEn, roles = @Roles,
              authority_level = @AuthorityLevel, org = @OrgUnit, password_hash = @Hash, stamp = @Stamp, active = 1,
              one_time_until_us = NULL,
              version = access_user.version + 1
            """,
            new
            {
                user.Number, user.NameZh, user.NameEn, user.TitleZh, user.TitleEn,
                Roles = JsonSerializer.Serialize(user.Roles),
                user.AuthorityLevel, user.OrgUnit, Hash = hash, Stamp = Guid.NewGuid().ToString("N"),
            }, scope.Transaction);
        if (telephone)
            sip.Ensure(scope, user.Number);
        NoteTwo(scope, time.NowUs());
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
    string PasswordHash, string Stamp, long? OneTimeUntilUs)
{
    public UserCard ToCard() =>
        new(Number, NameZh, NameEn, JsonSerializer.Deserialize<string[]>(Roles)!, (int)AuthorityLevel, Org)
    {
        TitleZh = TitleZh, TitleEn = TitleEn,
    };
}
