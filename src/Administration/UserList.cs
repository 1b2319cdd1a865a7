using TellerLine.Access;
using TellerLine.Lists;

namespace TellerLine.Administration;

/// <summary>The centre's people as an administrator finds them, dismissed ones too.</summary>
internal static class UserList
{
    public static readonly ListOf<UserRecord> Rows = new("users", "用户", "Users")
    {
        See = AccessPermissions.ChangeSettings,
        Select = UserSource.Select,
        Read = UserSource.Read,
        Key = "number",
        Sort = "number",
        Search = new ListSearch("工号或姓名", "Number or name", (text, _) => Task.FromResult(
            new ListCondition(UserSource.Named, new Dictionary<string, object> { ["named"] = UserSource.Part(text) }))),
        Columns =
        [
            new("number", ColumnType.Text, UserSource.Number, "工号", "Number", row => row.Number) { Sorts = true },
            new("name", ColumnType.Text, "", "姓名", "Name", row => $"{row.Name.Zh} · {row.Name.En}"),
            new("roles", ColumnType.Code, UserSource.Roles, "角色", "Roles", row => string.Join(' ', row.Roles))
            {
                Filter = ColumnFilter.Member,
            },
            new("authorityLevel", ColumnType.Whole, "", "授权级别", "Authority", row => row.AuthorityLevel),
            new("org", ColumnType.Text, UserSource.Org, "机构", "Unit", row => row.Org)
            {
                Filter = ColumnFilter.Below, Sorts = true,
            },
            new("post", ColumnType.Text, "", "岗位", "Post", row => row.Post) { Extra = true },
            new("state", ColumnType.Code, UserSource.States, "状态", "State", row => string.Join(' ', States(row)))
            {
                Filter = ColumnFilter.Member,
            },
            new("secondStep", ColumnType.Code, "", "一次性口令", "One-time codes", row => row.SecondStep ? "yes" : "no")
            {
                Extra = true,
            },
        ],
    };

    /// <summary>As <see cref="UserSource.States"/> has them.</summary>
    private static IEnumerable<string> States(UserRecord user)
    {
        yield return user.Active ? "active" : "disabled";
        if (user is { Active: true, OneTimeUntil: not null })
            yield return "oneTime";
        if (user.Proposed)
            yield return "proposed";
    }
}
