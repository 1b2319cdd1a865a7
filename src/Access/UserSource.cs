using System.Data;
using Dapper;

namespace TellerLine.Access;

/// <summary>The users' rows for a list of them, dismissed ones too: what of it stands in SQL, all constants.</summary>
public static class UserSource
{
    public const string Select = UserRows.Select;

    /// <summary>The table alone, for a list that has columns of its own beside: <c>FROM …</c>.</summary>
    public const string From = "access_user u";

    public const string Number = "u.number";

    public const string NameZh = "u.name_zh";

    public const string NameEn = "u.name_en";

    /// <summary>Not dismissed: a condition.</summary>
    public const string Active = "u.active = 1";

    /// <summary>A unit's path.</summary>
    public const string Org = "u.org";

    /// <summary>A JSON array of words.</summary>
    public const string Roles = "u.roles";

    /// <summary>
    /// The same, of <c>active</c> or <c>disabled</c>, <c>oneTime</c> (an active one's password is an administrator's),
    /// <c>proposed</c> (a change of the rights waits for approval).
    /// </summary>
    public const string States =
        """
        (CASE WHEN u.active = 1 THEN '"active"' ELSE '"disabled"' END
          || CASE WHEN u.active = 1 AND u.one_time_until_us IS NOT NULL THEN '"oneTime"' ELSE '' END
          || CASE WHEN EXISTS (SELECT 1 FROM rights_proposal p WHERE p.number = u.number AND p.state = 'open')
             THEN '"proposed"' ELSE '' END)
        """;

    /// <summary>A part of the number or of a name is <c>@named</c> (<see cref="Part"/>).</summary>
    public const string Named =
        "lower(u.number) LIKE @named ESCAPE '!' OR lower(u.name_zh) LIKE @named ESCAPE '!' OR lower(u.name_en) LIKE @named ESCAPE '!'";

    /// <summary>What is typed stands for itself.</summary>
    public static string Part(string text) => $"%{UserRows.Plain(text.ToLowerInvariant())}%";

    /// <param name="sql">Begins with <see cref="Select"/>.</param>
    public static IEnumerable<UserRecord> Read(IDbConnection connection, string sql, object values) =>
        connection.Query<UserAdminRow>(sql, values).Select(row => row.Record());
}
