namespace TellerLine.Access.Core;

/// <summary>What a file of units will do, decided row by row as if each before it were done already. Pure.</summary>
/// <param name="Steps">In the order in which they can be done: what stands above first.</param>
internal sealed record UnitPlan(IReadOnlyList<UnitStep> Steps, ImportPlan Told)
{
    public static readonly IReadOnlyList<SheetColumn> Columns =
    [
        new("path", "机构路径", "Path"), new("kind", "类型", "Kind"), new("nameZh", "中文名称", "Chinese name"),
        new("nameEn", "英文名称", "English name"),
    ];

    private static readonly IReadOnlyDictionary<string, string> Kinds = new Dictionary<string, string>
    {
        ["总行"] = UnitKind.HeadOffice, ["分支行"] = UnitKind.Branch, ["分行"] = UnitKind.Branch,
        ["支行"] = UnitKind.Branch, ["班组"] = UnitKind.Team, ["场地"] = UnitKind.Site,
    };

    /// <param name="newId">For each that is new.</param>
    public static UnitPlan Of(IReadOnlyList<SheetRow> rows, UnitFacts facts, Func<string> newId)
    {
        List<UnitStep> steps = [];
        List<ImportFault> faults = [];
        Dictionary<string, OrgUnit> units = facts.Units.ToDictionary(unit => unit.Path);
        HashSet<string> seen = [];
        foreach (var row in rows.OrderBy(row => row["path"].Count(c => c == '/')).ThenBy(row => row.Line))
        {
            var path = row["path"];
            if (!seen.Add(path))
            {
                faults.Add(new(row.Line, "path", "twice", path));
                continue;
            }
            var now = units.GetValueOrDefault(path);
            var above = path.Contains('/', StringComparison.Ordinal) ? path[..path.LastIndexOf('/')] : null;
            if (above is not null && !units.ContainsKey(above))
            {
                faults.Add(new(row.Line, "path", "unknownUnit", path));
                continue;
            }
            var wish = new UnitWish(
                path[(path.LastIndexOf('/') + 1)..], Kinds.GetValueOrDefault(row["kind"], row["kind"]), row["nameZh"],
                row["nameEn"], above is null ? null : units[above].Id, now?.Closed ?? false);
            var (next, refusal) = UnitRules.Decide(
                now, wish, now?.Id ?? newId(), facts with { Units = [.. units.Values] });
            if (next is null)
                faults.Add(Fault(row, refusal!.Value));
            else
                steps.Add(new UnitStep(row.Line, now, units[path] = next));
        }
        return new UnitPlan(steps, ImportPlan.Of([.. steps.Select(Row)], faults));
    }

    private static ImportRow Row(UnitStep step) => new(
        step.Line, step.Next.Path, step.Next.NameZh,
        step.Now is null ? "add" : step.Now == step.Next ? "same" : "change",
        step.Now is not { } now ? [] : [.. new ImportChange[]
        {
            new("kind", now.Kind, step.Next.Kind), new("nameZh", now.NameZh, step.Next.NameZh),
            new("nameEn", now.NameEn, step.Next.NameEn),
        }.Where(change => change.Was != change.Now)], NeedsTwo: false);

    private static ImportFault Fault(SheetRow row, AccessRefusal refusal)
    {
        var column = refusal switch
        {
            AccessRefusal.BadName => UnitRules.IsName(row["nameZh"]) ? "nameEn" : "nameZh",
            AccessRefusal.UnknownKind or AccessRefusal.KindNotThere => "kind",
            _ => "path",
        };
        return new(row.Line, column, refusal.Code(), row[column]);
    }
}

/// <param name="Now">Null: it is new.</param>
internal sealed record UnitStep(int Line, OrgUnit? Now, OrgUnit Next);
