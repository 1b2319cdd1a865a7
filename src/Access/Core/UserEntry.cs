namespace TellerLine.Access.Core;

/// <summary>What people call a user, and his post.</summary>
/// <param name="Post">A post's code.</param>
internal sealed record UserDescription(string NameZh, string NameEn, string TitleZh, string TitleEn, string? Post)
{
    private const int LongestTitle = 20;

    public IReadOnlyList<(string Field, AccessRefusal Refusal)> Faults()
    {
        List<(string, AccessRefusal)> faults = [];
        if (!UnitRules.IsName(NameZh))
            faults.Add(("nameZh", AccessRefusal.BadName));
        if (!UnitRules.IsName(NameEn))
            faults.Add(("nameEn", AccessRefusal.BadName));
        if (TitleZh.Length > LongestTitle || TitleEn.Length > LongestTitle)
            faults.Add(("title", AccessRefusal.BadText));
        return faults;
    }
}

/// <summary>A user as an administrator enters him.</summary>
/// <param name="Roles">None: he waits for rights.</param>
/// <param name="Reason">Why he is to have these rights, for who approves them.</param>
internal sealed record UserEntry(
    string Number, UserDescription Description, string Org, IReadOnlyList<string> Roles, int AuthorityLevel,
    string Reason)
{
    private const int LongestNumber = 32;

    /// <returns>All that is wrong; empty when nothing is.</returns>
    public IReadOnlyList<EntryFault> Faults(EntryFacts facts)
    {
        List<(string Field, AccessRefusal Refusal)> faults = [];
        if (!IsNumber(Number))
            faults.Add(("number", AccessRefusal.BadNumber));
        else if (facts.NumberTaken)
            faults.Add(("number", AccessRefusal.NumberTaken));
        faults.AddRange(Description.Faults());
        if (!facts.OpenUnits.Contains(Org))
            faults.Add(("org", AccessRefusal.UnknownUnit));
        if (Roles.Distinct().Count() < Roles.Count || Roles.Any(role => Role.All.All(known => known.Code != role)))
            faults.Add(("roles", AccessRefusal.UnknownRole));
        if (AuthorityLevel is < 0 or > UserRights.HighestLevel)
            faults.Add(("authorityLevel", AccessRefusal.UnknownLevel));
        if (Description.Post is { } post)
        {
            if (!facts.OpenPosts.TryGetValue(post, out var highest))
                faults.Add(("post", AccessRefusal.UnknownPost));
            else if (AuthorityLevel > highest)
                faults.Add(("authorityLevel", AccessRefusal.LevelAbovePost));
        }
        if (Roles.Count > 0 && !RightsProposals.IsReason(Reason))
            faults.Add(("reason", AccessRefusal.ReasonMissing));
        return [.. faults.Select(fault => new EntryFault(fault.Field, fault.Refusal.Code()))];
    }

    private static bool IsNumber(string number) =>
        number.Length is > 0 and <= LongestNumber && number.All(char.IsAsciiLetterOrDigit);
}

/// <param name="OpenUnits">Paths.</param>
/// <param name="OpenPosts">Codes, with the highest authority level that goes with each.</param>
internal sealed record EntryFacts(
    IReadOnlySet<string> OpenUnits, IReadOnlyDictionary<string, int> OpenPosts, bool NumberTaken);
