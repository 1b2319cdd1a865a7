using System.Text;
using TellerLine.Access;
using TellerLine.Kernel;

namespace TellerLine.Host;

/// <summary><c>docs/permissions.md</c>, made of the manifests: <c>tellerline permissions FILE</c>.</summary>
internal static class PermissionPage
{
    public static string Write(IEnumerable<Capability> capabilities)
    {
        var page = new StringBuilder(
            """
            # Permissions · 权限

            What one may do, and whose records it reaches, by role. Made of the capabilities' manifests by `./dev types`; do not edit.
            A role that is not named is not allowed; of several roles the widest reach counts.
            各项权限及其按角色的数据范围。由各模块清单生成，请勿手改。未列出的角色无此权限；多个角色取最大范围。

            - own · 本人: one's own records · 本人的记录
            - team · 本组: those of one's organisational unit and all below it · 本机构及其下级
            - branch · 本分行: those of one's whole branch · 本分行全部
            - all · 全部: everybody's · 全部


            """.ReplaceLineEndings("\n"));
        foreach (var capability in capabilities.Where(c => c.Permissions.Count > 0))
        {
            page.Append(
                $"## {capability.Name}\n\n| permission · 权限 | meaning · 含义 | own · 本人 | team · 本组 | branch · 本分行 | all · 全部 | pages · 页面 |\n");
            page.Append("|---|---|---|---|---|---|---|\n");
            foreach (var permission in capability.Permissions)
                page.Append(Row(permission, capability.Pages));
            page.Append('\n');
        }
        page.Append("## Roles · 角色\n\n| role · 角色 | 中文 | English |\n|---|---|---|\n");
        foreach (var role in Role.All)
            page.Append($"| `{role.Code}` | {role.Zh} | {role.En} |\n");
        return page.ToString();
    }

    private static string Row(Permission permission, IReadOnlyList<Page> pages) =>
        $"| `{permission.Name}` | {permission.En} · {permission.Zh} | {Roles(permission.Own)} | {Roles(permission.Team)} "
        + $"| {Roles(permission.Branch)} | {Roles(permission.All)} "
        + $"| {string.Join(", ", pages.Where(page => page.Permission == permission).Select(page => $"`{page.Address}`"))} |\n";

    private static string Roles(IReadOnlyList<string> roles) => string.Join(", ", roles);
}
