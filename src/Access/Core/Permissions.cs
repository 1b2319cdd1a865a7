namespace TellerLine.Access.Core;

/// <summary>How far a permission reaches; the greater the wider.</summary>
internal enum Extent
{
    None,
    Own,

    /// <summary>One's organisational unit and all below it.</summary>
    Team,
    All,
}

/// <summary>
/// The permission matrix of domain §C.5 as far as its columns exist. What the matrix ties to something that is not there yet (a sample, a
/// campaign, a ticket) is None until it is.
/// </summary>
internal static class Permissions
{
    private static readonly Dictionary<string, (Extent Desk, Extent Contacts, Extent Recordings, Extent Figures, Extent Settings)> Matrix = new()
    {
        [Role.Agent] = (Extent.Own, Extent.Own, Extent.Own, Extent.Own, Extent.None),
        [Role.SeniorAgent] = (Extent.Own, Extent.Own, Extent.Own, Extent.Own, Extent.None),
        [Role.TeamLead] = (Extent.Own, Extent.Team, Extent.Team, Extent.Team, Extent.None),
        [Role.FloorManager] = (Extent.None, Extent.All, Extent.Team, Extent.All, Extent.None),
        [Role.Evaluator] = (Extent.None, Extent.All, Extent.All, Extent.All, Extent.None),
        [Role.Trainer] = (Extent.None, Extent.None, Extent.None, Extent.Team, Extent.None),
        [Role.KnowledgeEditor] = (Extent.None, Extent.None, Extent.None, Extent.All, Extent.None),
        [Role.Planner] = (Extent.None, Extent.None, Extent.None, Extent.All, Extent.None),
        [Role.Marketing] = (Extent.None, Extent.All, Extent.None, Extent.None, Extent.None),
        [Role.Risk] = (Extent.None, Extent.All, Extent.All, Extent.All, Extent.None),
        [Role.VoucherKeeper] = (Extent.None, Extent.None, Extent.None, Extent.All, Extent.None),
        [Role.Operations] = (Extent.None, Extent.All, Extent.All, Extent.All, Extent.None),
        [Role.Administrator] = (Extent.None, Extent.None, Extent.None, Extent.None, Extent.All),
        [Role.BranchAgent] = (Extent.Own, Extent.Team, Extent.Own, Extent.Team, Extent.None),
        [Role.Auditor] = (Extent.None, Extent.None, Extent.None, Extent.All, Extent.None),
    };

    /// <summary>The widest reach any of the roles gives.</summary>
    public static Extent Reach(IEnumerable<string> roles, string policy) =>
        roles.Select(role => Of(role, policy)).DefaultIfEmpty(Extent.None).Max();

    /// <summary>Whether the unit is <paramref name="above"/> or lies below it.</summary>
    public static bool LiesBelow(string org, string above) =>
        org == above || (org.StartsWith(above, StringComparison.Ordinal) && org[above.Length] == '/');

    private static Extent Of(string role, string policy)
    {
        if (!Matrix.TryGetValue(role, out var row))
            return Extent.None;
        return policy switch
        {
            Policies.WorkDesk => row.Desk,
            Policies.SeeContacts => row.Contacts,
            Policies.PlayRecording => row.Recordings,
            Policies.SeeFigures => row.Figures,
            Policies.ChangeSettings => row.Settings,
            _ => Extent.None,
        };
    }
}
