using Dapper;
using TellerLine.Access;
using TellerLine.Kernel;
using TellerLine.Lists;
using TellerLine.Skills.Core;
using TellerLine.Skills.Store;

namespace TellerLine.Skills;

/// <param name="Skills">As they were entered, with their names of now; what the bank has taken out is marked.</param>
/// <param name="Until">The last day of the certificate that lapses next; null: none is going to.</param>
/// <param name="Queues">Empty: all.</param>
/// <param name="State"><c>lapsed</c>, <c>lapsing</c>, <c>none</c> (no record): those that hold.</param>
public sealed record AgentSkillRow(
    string Number, BilingualText Name, string Org, IReadOnlyList<ListedSkill> Skills, string? Until,
    IReadOnlyList<BilingualText> Queues, string? Timbre, IReadOnlyList<string> State);

/// <param name="Lapsed">Its certificate is no longer valid.</param>
public sealed record ListedSkill(string Skill, BilingualText Name, int Level, string? Until, bool Lapsed);

/// <summary>Who has which skill: every agent, whether there is a record or not.</summary>
internal static class AgentSkillList
{
    /// <summary>What lapses within so many days lapses soon.</summary>
    public const int SoonDays = 30;

    /// <summary>Roles whose holders are served contacts.</summary>
    public static readonly IReadOnlyList<string> Agents = [Role.Agent, Role.SeniorAgent, Role.BranchAgent];

    private const string Held =
        "SELECT 1 FROM skill_certificate c WHERE c.agent = u.number AND @inForce LIKE '%,' || c.skill || ',%'";

    private const string State =
        $"""
        (CASE WHEN EXISTS ({Held} AND c.until < @today) THEN '"lapsed"' ELSE '' END
          || CASE WHEN EXISTS ({Held} AND c.until >= @today AND c.until <= @soon) THEN '"lapsing"' ELSE '' END
          || CASE WHEN s.agent IS NULL THEN '"none"' ELSE '' END)
        """;

    public static ListOf<AgentSkillRow> Of(BankSkills bank, KernelOptions kernel, TimeProvider time) =>
        new("skills", "座席技能", "Agents' skills")
        {
            See = SkillsPermissions.See,
            Select =
                $"""
                SELECT {UserSource.Number} AS Number, {UserSource.NameZh} AS NameZh, {UserSource.NameEn} AS NameEn,
                  {UserSource.Org} AS Org, s.skills AS Skills, s.queues AS Queues, s.timbre AS Timbre, {State} AS State,
                  (SELECT MIN(c.until) FROM skill_certificate c
                   WHERE c.agent = {UserSource.Number} AND @inForce LIKE '%,' || c.skill || ',%' AND c.until >= @today) AS Until
                FROM {UserSource.From} LEFT JOIN skill_sheet s ON s.agent = {UserSource.Number}
                """,
            Read = (connection, sql, values) => Shown(
                connection.Query<Listed>(sql, values), bank, $"{kernel.DayOf(time.NowUs()):yyyy-MM-dd}"),
            Key = "number",
            Sort = "number",
            Search = new ListSearch("工号或姓名", "Number or name", (text, _) => Task.FromResult(
                new ListCondition(
                    UserSource.Named, new Dictionary<string, object> { ["named"] = UserSource.Part(text) }))),
            Scope = (who, users) =>
            {
                var (reach, today) = (users.ScopeOf(who, SkillsPermissions.See).Agents, kernel.DayOf(time.NowUs()));
                return new ListCondition(
                    $"""
                    ({UserSource.Active} AND (s.agent IS NOT NULL OR {string.Join(" OR ", Agents.Select(role => $"{UserSource.Roles} LIKE '%\"{role}\"%'"))})
                     AND (@reach = '*' OR @reach LIKE '%,' || {UserSource.Number} || ',%'))
                    """,
                    new Dictionary<string, object>
                    {
                        ["today"] = $"{today:yyyy-MM-dd}", ["soon"] = $"{today.AddDays(SoonDays):yyyy-MM-dd}",
                        ["inForce"] = $",{string.Join(',', bank.Skills.Select(skill => skill.Code))},",
                        ["reach"] = reach is null ? "*" : $",{string.Join(',', reach)},",
                    });
            },
            Columns =
            [
                new("number", ColumnType.Text, UserSource.Number, "工号", "Number", row => row.Number) { Sorts = true },
                new("name", ColumnType.Text, "", "姓名", "Name", row => $"{row.Name.Zh} · {row.Name.En}"),
                new("org", ColumnType.Text, UserSource.Org, "班组", "Team", row => row.Org)
                {
                    Filter = ColumnFilter.Below, Sorts = true,
                },
                new("skills", ColumnType.Code, "s.skills", "技能", "Skills", row => string.Join("，", row.Skills.Select(Told)))
                {
                    Filter = ColumnFilter.Member,
                },
                new("until", ColumnType.Text, "", "最近到期", "Lapses next", row => row.Until),
                new("state", ColumnType.Code, State, "证书状态", "Certificates", row => string.Join(' ', row.State))
                {
                    Filter = ColumnFilter.Member,
                },
                new("queues", ColumnType.Text, "", "可服务队列", "Queues", row => row.Queues.Count == 0
                    ? "全部" : string.Join("，", row.Queues.Select(queue => queue.Zh))),
                new("timbre", ColumnType.Code, "s.timbre", "音色", "Timbre", row => row.Timbre)
                {
                    Filter = ColumnFilter.Exact, Extra = true,
                },
            ],
        };

    private static string Told(ListedSkill held) =>
        SheetChange.Of(new(held.Skill, held.Level, held.Until), held.Name).Zh + (held.Lapsed ? "已过期" : "");

    private static IEnumerable<AgentSkillRow> Shown(IEnumerable<Listed> rows, BankSkills bank, string today) =>
        rows.Select(row => new AgentSkillRow(
            row.Number, new(row.NameZh, row.NameEn), row.Org,
            [
                .. SheetStore.Read<SheetSkill>(row.Skills).Select(held => new ListedSkill(
                    held.Skill, bank.SkillNamed(held.Skill), held.Level, held.Until,
                    held.Until is { } until && string.CompareOrdinal(until, today) < 0)),
            ],
            row.Until, [.. SheetStore.Read<string>(row.Queues).Select(bank.QueueNamed)], row.Timbre,
            [.. row.State.Split('"', StringSplitOptions.RemoveEmptyEntries)]));

    /// <summary>Settable, since a computed column of no rows has no type on SQLite.</summary>
    private sealed class Listed
    {
        public string Number { get; init; } = "";

        public string NameZh { get; init; } = "";

        public string NameEn { get; init; } = "";

        public string Org { get; init; } = "";

        public string? Skills { get; init; }

        public string? Queues { get; init; }

        public string? Timbre { get; init; }

        public string State { get; init; } = "";

        public string? Until { get; init; }
    }
}
