namespace TellerLine.Access.Core;

/// <summary>What a user may do, as a record: the state that a change makes another of.</summary>
internal sealed record UserRights(IReadOnlyList<string> Roles, int AuthorityLevel, string OrgUnit, bool Active)
{
    public const int HighestLevel = 4;

    /// <param name="command">The rights wanted.</param>
    /// <param name="actor">Who wants it: a user's number.</param>
    public static RightsDecision Decide(
        string number, UserRights state, UserRights command, string actor, RightsFacts facts)
    {
        if (actor == number)
            return new RightsDecision.Refused(RightsRefusal.OneselfIsForAnother);
        if (command.Roles.Count == 0 || command.Roles.Any(role => Role.All.All(known => known.Code != role)))
            return new RightsDecision.Refused(RightsRefusal.UnknownRole);
        if (command.AuthorityLevel is < 0 or > HighestLevel)
            return new RightsDecision.Refused(RightsRefusal.UnknownLevel);
        if (!facts.Units.Contains(command.OrgUnit))
            return new RightsDecision.Refused(RightsRefusal.UnknownUnit);
        if (IsAdministrator(state) && !IsAdministrator(command) && facts.Administrators <= 1)
            return new RightsDecision.Refused(RightsRefusal.LastAdministratorStays);
        return Same(state, command)
            ? new RightsDecision.Unchanged()
            : new RightsDecision.Changed(
                new UserRightsChanged(
                    number, command.Roles, command.AuthorityLevel, command.OrgUnit, command.Active, actor));
    }

    private static bool IsAdministrator(UserRights rights) => rights.Active
        && rights.Roles.Contains(Role.Administrator);

    private static bool Same(UserRights one, UserRights other) =>
        one.Roles.SequenceEqual(other.Roles) && one with { Roles = other.Roles } == other;
}

/// <param name="Units">Paths of the organisation that exist.</param>
/// <param name="Administrators">Active ones.</param>
internal sealed record RightsFacts(IReadOnlySet<string> Units, int Administrators);

internal abstract record RightsDecision
{
    private RightsDecision()
    {
    }

    public sealed record Changed(UserRightsChanged Event) : RightsDecision;

    public sealed record Unchanged : RightsDecision;

    public sealed record Refused(RightsRefusal Reason) : RightsDecision;
}

internal enum RightsRefusal
{
    /// <summary>Nobody gives himself rights.</summary>
    OneselfIsForAnother,
    UnknownRole,
    UnknownLevel,
    UnknownUnit,

    /// <summary>Without one, nobody could give rights any more.</summary>
    LastAdministratorStays,
}
