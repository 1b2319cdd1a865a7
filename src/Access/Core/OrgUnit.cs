using System.Globalization;

namespace TellerLine.Access.Core;

/// <summary>
/// A unit of the organisation: its path is its parent's with its own code behind it, so that reach is a prefix.
/// </summary>
/// <param name="Kind">See <see cref="UnitKind"/>.</param>
internal sealed record OrgUnit(string Id, string Path, string Kind, string NameZh, string NameEn, bool Closed)
{
    public string Code => Path[(Path.LastIndexOf('/') + 1)..];

    /// <summary>Empty for one that stands at the top.</summary>
    public string ParentPath => Path.Contains('/', StringComparison.Ordinal) ? Path[..Path.LastIndexOf('/')] : "";
}

internal static class UnitKind
{
    public const string HeadOffice = "headOffice", Branch = "branch", Team = "team", Site = "site";

    public static IReadOnlyList<string> All { get; } = [HeadOffice, Branch, Team, Site];

    /// <summary>What may stand below what; <c>null</c> is the top.</summary>
    public static bool MayStandBelow(string kind, string? parent) => (kind, parent) switch
    {
        (HeadOffice, null) => true,
        (Branch, HeadOffice or Branch) => true,
        (Site, HeadOffice or Branch) => true,
        (Team, HeadOffice or Branch or Site or Team) => true,
        _ => false,
    };
}

/// <summary>What a unit is to be: whole, whether it is new or changed.</summary>
/// <param name="ParentId">Null: at the top.</param>
internal sealed record UnitWish(
    string Code, string Kind, string NameZh, string NameEn, string? ParentId, bool Closed);

/// <param name="Units">All there are.</param>
/// <param name="ActiveUsers">How many active users each unit has itself, by path.</param>
/// <param name="EverUsed">Paths that users, active or not, or open proposals name.</param>
internal sealed record UnitFacts(
    IReadOnlyList<OrgUnit> Units, IReadOnlyDictionary<string, long> ActiveUsers, IReadOnlySet<string> EverUsed)
{
    public OrgUnit? ById(string? id) => id is null ? null : Units.FirstOrDefault(unit => unit.Id == id);

    public IEnumerable<OrgUnit> Below(OrgUnit unit) =>
        Units.Where(other => other.Path != unit.Path && OrgPath.LiesBelow(other.Path, unit.Path));
}

/// <summary>Whether units may be added, changed, moved, closed and deleted.</summary>
internal static class UnitRules
{
    public const int MostUnits = 2_000, MostNames = 6, LongestCode = 32, LongestName = 100;

    /// <param name="now">Null: a new one.</param>
    /// <returns>What it becomes, or why not.</returns>
    public static (OrgUnit? Unit, AccessRefusal? Refusal) Decide(
        OrgUnit? now, UnitWish wish, string id, UnitFacts facts)
    {
        if (Shape(wish) is { } malformed)
            return (null, malformed);
        if (now is null && facts.Units.Count >= MostUnits)
            return (null, AccessRefusal.TooManyUnits);
        var parent = facts.ById(wish.ParentId);
        if (wish.ParentId is not null && parent is null)
            return (null, AccessRefusal.UnknownUnit);
        var next = new OrgUnit(
            id, parent is null ? wish.Code : $"{parent.Path}/{wish.Code}", wish.Kind, wish.NameZh.Trim(),
            wish.NameEn.Trim(), wish.Closed);
        return Place(now, next, parent, facts) is { } refusal ? (null, refusal) : (next, null);
    }

    public static AccessRefusal? Delete(OrgUnit unit, UnitFacts facts) =>
        facts.EverUsed.Contains(unit.Path) || facts.Below(unit).Any() ? AccessRefusal.UnitInUse : null;

    private static AccessRefusal? Shape(UnitWish wish) =>
        !IsCode(wish.Code) ? AccessRefusal.BadCode
        : !IsName(wish.NameZh) || !IsName(wish.NameEn) ? AccessRefusal.BadName
        : !UnitKind.All.Contains(wish.Kind) ? AccessRefusal.UnknownKind
        : null;

    private static AccessRefusal? Place(OrgUnit? now, OrgUnit next, OrgUnit? parent, UnitFacts facts)
    {
        if (now is not null && parent is not null && OrgPath.LiesBelow(parent.Path, now.Path))
            return AccessRefusal.UnitBelowItself;
        if (!UnitKind.MayStandBelow(next.Kind, parent?.Kind))
            return AccessRefusal.KindNotThere;
        List<OrgUnit> below = now is null ? [] : [.. facts.Below(now)];
        if (now is not null && below.Any(
            unit => unit.ParentPath == now.Path && !UnitKind.MayStandBelow(unit.Kind, next.Kind)))
            return AccessRefusal.KindNotThere;
        if (facts.Units.Any(unit => unit.Path == next.Path && unit.Id != next.Id))
            return AccessRefusal.CodeTaken;
        var deepest = below.Select(unit => Names(unit.Path) - Names(now!.Path)).DefaultIfEmpty(0).Max();
        if (Names(next.Path) + deepest > MostNames)
            return AccessRefusal.TooDeep;
        if (!next.Closed && parent is { Closed: true })
            return AccessRefusal.ParentClosed;
        return next.Closed && now is { Closed: false }
            && (below.Any(unit => !unit.Closed) || facts.ActiveUsers.GetValueOrDefault(now.Path) > 0)
            ? AccessRefusal.UnitInUse
            : null;
    }

    public static bool IsCode(string code) => code.Length is > 0 and <= LongestCode
        && code.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');

    /// <summary>
    /// With nothing that turns the direction of writing or has no width: whoever approves sees what there is.
    /// </summary>
    public static bool IsName(string name) => name.Trim().Length is > 0 and <= LongestName
        && !name.Any(c => char.IsControl(c) || char.GetUnicodeCategory(c) == UnicodeCategory.Format);

    private static int Names(string path) => path.Count(c => c == '/') + 1;
}
