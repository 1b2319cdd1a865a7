using System.Data;
using System.Text.Json;
using Dapper;
using TellerLine.Access.Core;
using TellerLine.Kernel;

namespace TellerLine.Access;

/// <summary>Users as administrators see them, dismissed ones too.</summary>
internal static class UserRows
{
    public const string Select =
        """
        SELECT u.number AS Number, u.name_zh AS NameZh, u.name_en AS NameEn, u.title_zh AS TitleZh,
               u.title_en AS TitleEn, u.roles AS Roles, u.authority_level AS AuthorityLevel, u.org AS Org,
               u.post AS Post, u.active AS Active, u.one_time_until_us AS OneTimeUntilUs,
               (SELECT count(*) FROM rights_proposal p WHERE p.number = u.number AND p.state = 'open') AS Proposed,
               (SELECT count(*) FROM access_totp t WHERE t.number = u.number AND t.on_since_us IS NOT NULL)
                 AS SecondStep, u.external_subject AS Subject,
               u.version AS Version
        FROM access_user u
        """;

    public static Task<UserRecord?> One(IDb db, string number, CancellationToken ct) => db.Read(
        c => c.QuerySingleOrDefault<UserAdminRow>($"{Select} WHERE u.number = @number", new { number })?.Record(), ct);

    public static IReadOnlyList<UserAdminRow> All(IDbConnection c, IDbTransaction? transaction = null) =>
        c.Query<UserAdminRow>($"{Select} ORDER BY u.number", transaction: transaction).AsList();

    public static UserAdminRow? Find(WriteScope scope, string number) =>
        scope.Connection.QuerySingleOrDefault<UserAdminRow>(
            $"{Select} WHERE u.number = @number", new { number }, scope.Transaction);

    /// <summary>What stands for anything in a pattern stands for itself.</summary>
    public static string Plain(string text) => text.Replace("!", "!!", StringComparison.Ordinal)
        .Replace("%", "!%", StringComparison.Ordinal).Replace("_", "!_", StringComparison.Ordinal);
}

/// <summary>
/// A user's row as administrators need it; longs, since SQLite has no other integer. Set by name: of no rows at all
/// SQLite does not know a computed column's type.
/// </summary>
internal sealed record UserAdminRow
{
    public string Number { get; init; } = "";

    public string NameZh { get; init; } = "";

    public string NameEn { get; init; } = "";

    public string TitleZh { get; init; } = "";

    public string TitleEn { get; init; } = "";

    public string Roles { get; init; } = "[]";

    public long AuthorityLevel { get; init; }

    public string Org { get; init; } = "";

    public string? Post { get; init; }

    public long Active { get; init; }

    public long? OneTimeUntilUs { get; init; }

    public long Proposed { get; init; }

    public long SecondStep { get; init; }

    public string? Subject { get; init; }

    public long Version { get; init; }

    public UserRights Rights() =>
        new(JsonSerializer.Deserialize<string[]>(Roles)!, (int)AuthorityLevel, Org, Active != 0);

    public UserRecord Record() => new(
        Number, new(NameZh, NameEn), new(TitleZh, TitleEn), JsonSerializer.Deserialize<string[]>(Roles)!,
        (int)AuthorityLevel, Org, Post, Active != 0,
        OneTimeUntilUs is { } until ? SessionEndpoints.Iso(Clock.FromUs(until)) : null, Proposed > 0, Version,
        SecondStep > 0, Subject);
}
