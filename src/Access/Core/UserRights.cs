namespace TellerLine.Access.Core;

/// <summary>What a user may do, as a record: the state that a change makes another of.</summary>
internal sealed record UserRights(IReadOnlyList<string> Roles, int AuthorityLevel, string OrgUnit, bool Active)
{
    public const int HighestLevel = 4;

    public bool IsAdministrator => Active && Roles.Contains(Role.Administrator);

    /// <param name="command">The rights wanted.</param>
    /// <param name="actor">Who wants it: a user's number.</param>
    public static RightsDecision Decide(
        string number, UserRights state, UserRights command, string actor, RightsFacts facts)
    {
        if (Refusal(number, state, command, actor, facts) is { } refusal)
            return new RightsDecision.Refused(refusal);
        return Same(state, command)
            ? new RightsDecision.Unchanged()
            : new RightsDecision.Changed(
                new UserRightsChanged(
                    number, command.Roles, command.AuthorityLevel, command.OrgUnit, command.Active, actor),
                NeedsTwo(state, command, facts));
    }

    /// <summary>
    /// Whether a change waits for a second administrator: other roles, another authority level, a dismissed user who
    /// comes back, a unit that his roles reach by. Taking all access away at once is for one, and so is the second
    /// administrator of a centre that never had two: until then nobody could approve him.
    /// </summary>
    public static bool NeedsTwo(UserRights state, UserRights command, RightsFacts facts)
    {
        var first = !facts.EverTwoAdministrators && facts.Administrators <= 1 && command.Active
            && command.Roles is [Role.Administrator] && command.AuthorityLevel == 0 && !state.IsAdministrator;
        return !first && (!SameRoles(state, command) || command.AuthorityLevel != state.AuthorityLevel
            || (command.Active && !state.Active)
            || (command.OrgUnit != state.OrgUnit && facts.ReachesByUnit(command.Roles)));
    }

    public static bool Same(UserRights one, UserRights other) =>
        SameRoles(one, other) && one with { Roles = other.Roles } == other;

    private static AccessRefusal? Refusal(
        string number, UserRights state, UserRights command, string actor, RightsFacts facts)
    {
        if (actor == number)
            return AccessRefusal.OneselfIsForAnother;
        if ((command.Roles.Count == 0 && state.Roles.Count > 0)
            || command.Roles.Distinct().Count() < command.Roles.Count
            || command.Roles.Any(role => Role.All.All(known => known.Code != role)))
            return AccessRefusal.UnknownRole;
        if (command.AuthorityLevel is < 0 or > HighestLevel)
            return AccessRefusal.UnknownLevel;
        if (command.Active && command.AuthorityLevel > facts.PostLevel)
            return AccessRefusal.LevelAbovePost;
        if (!facts.Units.Contains(command.OrgUnit))
            return AccessRefusal.UnknownUnit;
        if (facts.ClosedUnits.Contains(command.OrgUnit) && command.Active)
            return AccessRefusal.UnitClosed;
        return state.IsAdministrator && !command.IsAdministrator && facts.Administrators <= 1
            ? AccessRefusal.LastAdministratorStays
            : null;
    }

    private static bool SameRoles(UserRights one, UserRights other) =>
        one.Roles.Order().SequenceEqual(other.Roles.Order());
}

/// <param name="Units">Paths of the organisation that exist.</param>
/// <param name="Administrators">Active ones.</param>
internal sealed record RightsFacts(IReadOnlySet<string> Units, int Administrators)
{
    public IReadOnlySet<string> ClosedUnits { get; init; } = new HashSet<string>();

    /// <summary>There have been two administrators at some time.</summary>
    public bool EverTwoAdministrators { get; init; } = true;

    /// <summary>The highest authority level of the user's post.</summary>
    public int PostLevel { get; init; } = UserRights.HighestLevel;

    /// <summary>Whether such roles reach others' records by the unit their holder is in.</summary>
    public Func<IReadOnlyList<string>, bool> ReachesByUnit { get; init; } = _ => true;
}

internal abstract record RightsDecision
{
    private RightsDecision()
    {
    }

    /// <param name="NeedsTwo">Not before another administrator has approved it.</param>
    public sealed record Changed(UserRightsChanged Event, bool NeedsTwo) : RightsDecision;

    public sealed record Unchanged : RightsDecision;

    public sealed record Refused(AccessRefusal Reason) : RightsDecision;
}

/// <summary>A change of rights that waits for a second person.</summary>
/// <param name="Now">The rights when it was proposed.</param>
internal sealed record OpenProposal(
    string Number, UserRights Now, UserRights Wanted, string ProposedBy, long UntilUs, string State)
{
    public const string Open = "open", Approved = "approved", Refused = "refused", Withdrawn = "withdrawn",
        Expired = "expired";

    /// <param name="approve">False: refuse it; its proposer takes it back.</param>
    /// <param name="current">The user's rights now; their unit may have been moved in the meantime.</param>
    /// <returns>What it becomes, or why not.</returns>
    public (string State, AccessRefusal? Refusal) Decide(bool approve, string actor, UserRights current, long nowUs)
    {
        if (State != Open)
            return (State, AccessRefusal.ProposalDecided);
        if (nowUs >= UntilUs)
            return (Expired, AccessRefusal.ProposalExpired);
        if (!approve)
            return (actor == ProposedBy ? Withdrawn : Refused, null);
        if (actor == ProposedBy)
            return (Open, AccessRefusal.ProposerIsNotApprover);
        if (actor == Number)
            return (Open, AccessRefusal.OneselfIsForAnother);
        return UserRights.Same(Now with { OrgUnit = current.OrgUnit }, current)
            ? (Approved, null)
            : (Open, AccessRefusal.RightsChangedSince);
    }
}
