using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Logging;
using TellerLine.Kernel;

namespace TellerLine.Access;

/// <summary>The people of the demonstration bank. Their passwords are no secret: <c>teller-1001</c>.</summary>
public static class DemoUsers
{
    public static IReadOnlyList<UserCard> All { get; } =
    [
        Ms("1001", "林晓燕", "Lin Xiaoyan", Role.Agent, 1, "centre/team-1"),
        Mr("1002", "陈思远", "Chen Siyuan", Role.Agent, 1, "centre/team-1"),
        Ms("1003", "欧阳静", "Ouyang Jing", Role.SeniorAgent, 2, "centre/team-1"),
        Ms("1004", "阿依古丽·买买提", "Ayguli Memet", Role.Agent, 1, "centre/team-2"),
        Mr("1005", "周𠮷", "Zhou Ji", Role.Agent, 1, "centre/team-2"),
        Ms("1006", "赵敏", "Zhao Min", Role.Agent, 1, "centre/team-2"),
        Mr("2001", "刘建国", "Liu Jianguo", Role.TeamLead, 2, "centre/team-1"),
        Ms("3001", "孙丽华", "Sun Lihua", Role.FloorManager, 3, "centre"),
        Ms("5001", "周敏", "Zhou Min", Role.Operations, 4, "centre"),
        Ms("6001", "丁玲", "Ding Ling", Role.BranchAgent, 1, "outlets/yinchuan"),
        Ms("7001", "何静", "He Jing", Role.VoucherKeeper, 0, "centre"),
        Mr("9001", "高远", "Gao Yuan", Role.Administrator, 0, "centre"),
    ];

    internal static IReadOnlyList<(string Path, string NameZh, string NameEn)> Units { get; } =
    [
        ("centre", "总行客服中心", "Customer service centre"),
        ("centre/team-1", "座席一组", "Team 1"),
        ("centre/team-2", "座席二组", "Team 2"),
        ("outlets", "分支机构", "Branches"),
        ("outlets/yinchuan", "银川分行", "Yinchuan branch"),
    ];

    public static string Password(string number) => $"teller-{number}";

    private static UserCard Mr(string number, string zh, string en, string role, int level, string org) =>
        new(number, zh, en, [role], level, org) { TitleZh = "先生", TitleEn = "Mr" };

    private static UserCard Ms(string number, string zh, string en, string role, int level, string org) =>
        new(number, zh, en, [role], level, org) { TitleZh = "女士", TitleEn = "Ms" };
}

/// <summary>
/// With <c>Access:Demo</c> puts them in where they are missing; passwords changed since stay.
/// Without it, whoever still has his public password is disabled: in a database that was once tried out they would be
/// open doors.
/// </summary>
internal sealed partial class DemoSeed(UserStore users, AccessOptions options, ILogger<DemoSeed> log) : IAtStart
{
    private static readonly PasswordHasher<string> Hasher = new();

    public Task Run(CancellationToken ct) => options.Demo ? PutIn(ct) : Disable(ct);

    private async Task PutIn(CancellationToken ct)
    {
        List<UserCard> missing = [];
        foreach (var user in DemoUsers.All)
            if (await users.Find(user.Number, ct) is null)
                missing.Add(user);
        if (missing.Count == 0)
            return;
        foreach (var (path, zh, en) in DemoUsers.Units)
            await users.AddUnit(path, zh, en, ct);
        await Task.WhenAll(missing.Select(
            user => users.Put(user, DemoUsers.Password(user.Number), "system", ct, isPublic: true)));
    }

    private async Task Disable(CancellationToken ct)
    {
        List<string> disabled = [];
        foreach (var number in DemoUsers.All.Select(user => user.Number))
            if (await users.Find(number, ct) is { } user && HasPublicPassword(user)
                && await users.Disable(
                    number, "system", "a demonstration user with a public password, Access:Demo is off", ct))
                disabled.Add(number);
        if (disabled.Count > 0)
            LogDisabled(string.Join(", ", disabled));
    }

    private static bool HasPublicPassword(UserRow user) =>
        Hasher.VerifyHashedPassword(user.Number, user.PasswordHash, DemoUsers.Password(user.Number))
            != PasswordVerificationResult.Failed;

    [LoggerMessage(Level = LogLevel.Warning, Message =
        "Access:Demo is off: demonstration users who still had their public passwords are disabled: {Numbers}.")]
    private partial void LogDisabled(string numbers);
}
