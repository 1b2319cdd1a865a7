using System.Globalization;

namespace TellerLine.Access.Core;

/// <summary>A user as he is, for what a file would change of him.</summary>
internal sealed record KnownUser(UserDescription Description, UserRights Rights, bool Proposed);

/// <param name="Users">All, by number.</param>
/// <param name="Rights">By the post: it bounds the level.</param>
internal sealed record UserPlanFacts(
    IReadOnlyDictionary<string, KnownUser> Users, IReadOnlySet<string> OpenUnits,
    IReadOnlyDictionary<string, int> OpenPosts, RightsFacts Rights);

/// <param name="Now">Null: he is new.</param>
internal sealed record UserStep(int Line, UserEntry Entry, KnownUser? Now, UserRights Wanted, bool NeedsTwo);

/// <summary>What a file of users will do. Pure.</summary>
internal sealed record UserPlan(IReadOnlyList<UserStep> Steps, ImportPlan Told)
{
    public static readonly IReadOnlyList<SheetColumn> Columns =
    [
        new("number", "工号", "Number"), new("nameZh", "姓名", "Chinese name"), new("nameEn", "拼音", "Latin name"),
        new("titleZh", "称谓", "Chinese title", Optional: true),
        new("titleEn", "英文称谓", "English title", Optional: true), new("org", "机构路径", "Unit"),
        new("post", "岗位代码", "Post", Optional: true), new("roles", "角色", "Roles"),
        new("authorityLevel", "授权级别", "Authority level", Optional: true),
    ];

    private static readonly char[] BetweenRoles = [';', '；', '、', ',', '，', '|'];

    /// <param name="reason">Why they are to have these rights, for who approves them.</param>
    public static UserPlan Of(IReadOnlyList<SheetRow> rows, UserPlanFacts facts, string reason, string actor)
    {
        List<UserStep> steps = [];
        List<ImportFault> faults = [];
        HashSet<string> seen = [];
        foreach (var row in rows)
        {
            var before = faults.Count;
            if (!seen.Add(row["number"]))
                faults.Add(new(row.Line, "number", "twice", row["number"]));
            var now = facts.Users.GetValueOrDefault(row["number"]);
            var entry = Entry(row, now, reason, faults);
            var step = now is null ? New(row, entry, facts, faults) : Changed(row, entry, now, facts, actor, faults);
            if (faults.Count == before)
                steps.Add(step);
        }
        return new UserPlan(steps, ImportPlan.Of([.. steps.Select(Row)], faults));
    }

    private static UserEntry Entry(SheetRow row, KnownUser? now, string reason, List<ImportFault> faults)
    {
        var roles = row["roles"].Split(BetweenRoles, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(name => Role.All.FirstOrDefault(role => new[] { role.Code, role.Zh, role.En }
                .Contains(name, StringComparer.OrdinalIgnoreCase))?.Code ?? name).ToList();
        var said = row["authorityLevel"].TrimStart('L', 'l');
        if (!int.TryParse(said.Length == 0 ? "0" : said, NumberStyles.None, CultureInfo.InvariantCulture, out var level))
        {
            level = 0;
            faults.Add(new(row.Line, "authorityLevel", AccessRefusal.UnknownLevel.Code(), row["authorityLevel"]));
        }
        // What the file has no column for stays as it is.
        string Cell(string column, string? was) => row.Cells.GetValueOrDefault(column, was ?? "");
        var post = Cell("post", now?.Description.Post);
        return new UserEntry(
            row["number"],
            new UserDescription(
                row["nameZh"], row["nameEn"], Cell("titleZh", now?.Description.TitleZh),
                Cell("titleEn", now?.Description.TitleEn), post.Length == 0 ? null : post),
            row["org"], roles,
            row.Cells.ContainsKey("authorityLevel") || now is null ? level : now.Rights.AuthorityLevel, reason);
    }

    private static UserStep New(SheetRow row, UserEntry entry, UserPlanFacts facts, List<ImportFault> faults)
    {
        foreach (var fault in entry.Faults(new EntryFacts(facts.OpenUnits, facts.OpenPosts, NumberTaken: false)))
            faults.Add(new(row.Line, ColumnOf(fault.Field), fault.Code, row[ColumnOf(fault.Field)]));
        var wanted = new UserRights(entry.Roles, entry.AuthorityLevel, entry.Org, Active: true);
        var nothing = new UserRights([], 0, entry.Org, Active: true);
        return new UserStep(
            row.Line, entry, null, wanted, entry.Roles.Count > 0 && UserRights.NeedsTwo(nothing, wanted, facts.Rights));
    }

    private static UserStep Changed(
        SheetRow row, UserEntry entry, KnownUser now, UserPlanFacts facts, string actor, List<ImportFault> faults)
    {
        foreach (var (field, refusal) in entry.Description.Faults())
            faults.Add(new(row.Line, ColumnOf(field), refusal.Code(), row[ColumnOf(field)]));
        var highest = UserRights.HighestLevel;
        if (entry.Description.Post is { } post && !facts.OpenPosts.TryGetValue(post, out highest)
            && post != now.Description.Post)
            faults.Add(new(row.Line, "post", AccessRefusal.UnknownPost.Code(), post));
        var wanted = new UserRights(entry.Roles, entry.AuthorityLevel, entry.Org, now.Rights.Active);
        // Who is in his own file, as he is, changes nothing of himself.
        if (UserRights.Same(now.Rights, wanted))
            return new UserStep(row.Line, entry, now, wanted, NeedsTwo: false);
        switch (UserRights.Decide(entry.Number, now.Rights, wanted, actor, facts.Rights with { PostLevel = highest }))
        {
            case RightsDecision.Refused { Reason: var refusal }:
                faults.Add(new(row.Line, ColumnOf(refusal), refusal.Code(), row[ColumnOf(refusal)]));
                return new UserStep(row.Line, entry, now, wanted, NeedsTwo: false);
            case RightsDecision.Changed { NeedsTwo: true }:
                if (now.Proposed)
                    faults.Add(new(row.Line, "roles", AccessRefusal.ProposalOpen.Code(), ""));
                if (!RightsProposals.IsReason(entry.Reason))
                    faults.Add(new(row.Line, "roles", AccessRefusal.ReasonMissing.Code(), ""));
                return new UserStep(row.Line, entry, now, wanted, NeedsTwo: true);
            default:
                return new UserStep(row.Line, entry, now, wanted, NeedsTwo: false);
        }
    }

    private static ImportRow Row(UserStep step)
    {
        var (card, rights) = (step.Entry.Description, step.Wanted);
        if (step.Now is not { } now)
            return new(step.Line, step.Entry.Number, card.NameZh, "add", [], step.NeedsTwo);
        ImportChange[] changes =
        [
            .. new ImportChange[]
            {
                new("nameZh", now.Description.NameZh, card.NameZh), new("nameEn", now.Description.NameEn, card.NameEn),
                new("titleZh", now.Description.TitleZh, card.TitleZh),
                new("titleEn", now.Description.TitleEn, card.TitleEn),
                new("post", now.Description.Post ?? "", card.Post ?? ""), new("org", now.Rights.OrgUnit, rights.OrgUnit),
                new("roles", Listed(now.Rights.Roles), Listed(rights.Roles)),
                new("authorityLevel", $"{now.Rights.AuthorityLevel}", $"{rights.AuthorityLevel}"),
            }.Where(change => change.Was != change.Now),
        ];
        return new(
            step.Line, step.Entry.Number, card.NameZh, changes.Length == 0 ? "same" : "change", changes, step.NeedsTwo);
    }

    private static string Listed(IReadOnlyList<string> roles) => string.Join(", ", roles.Order(StringComparer.Ordinal));

    private static string ColumnOf(string field) => field switch
    {
        "title" => "titleZh",
        "reason" => "roles",
        _ => field,
    };

    private static string ColumnOf(AccessRefusal refusal) => refusal switch
    {
        AccessRefusal.UnknownUnit or AccessRefusal.UnitClosed => "org",
        AccessRefusal.UnknownLevel or AccessRefusal.LevelAbovePost => "authorityLevel",
        AccessRefusal.OneselfIsForAnother => "number",
        _ => "roles",
    };
}
