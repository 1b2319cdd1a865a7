namespace TellerLine.Kernel;

/// <summary>Whose records a permission reaches; the greater the wider.</summary>
public enum Reach
{
    /// <summary>Not allowed.</summary>
    None,

    /// <summary>What is one's own.</summary>
    Own,

    /// <summary>One's organisational unit and all below it.</summary>
    Team,

    /// <summary>
    /// One's whole branch: the unit of the first two names of one's own unit's path, and all below it.
    /// </summary>
    Branch,

    All,
}

/// <summary>
/// What one may do, declared by the capability whose endpoints ask for it. A role that is not named is not allowed; of
/// several roles the widest counts.
/// </summary>
/// <param name="Name"><c>contacts.see</c>: the pages know it by this name. Unique in the program, and for ever.</param>
/// <param name="Zh">Its meaning in Chinese, as a person who gives rights reads it.</param>
/// <param name="En">The same in English.</param>
public sealed record Permission(string Name, string Zh, string En)
{
    /// <summary>Roles (<c>Role</c> of Access) that reach their own records.</summary>
    public IReadOnlyList<string> Own { get; init; } = [];

    /// <summary>Roles that reach their team's.</summary>
    public IReadOnlyList<string> Team { get; init; } = [];

    /// <summary>Roles that reach their branch's.</summary>
    public IReadOnlyList<string> Branch { get; init; } = [];

    /// <summary>Roles that reach everybody's.</summary>
    public IReadOnlyList<string> All { get; init; } = [];

    public Reach ReachOf(string role) =>
        All.Contains(role) ? Reach.All
        : Branch.Contains(role) ? Reach.Branch
        : Team.Contains(role) ? Reach.Team
        : Own.Contains(role) ? Reach.Own
        : Reach.None;

    /// <summary>The widest reach any of the roles gives.</summary>
    public Reach ReachOf(IEnumerable<string> roles) => roles.Select(ReachOf).DefaultIfEmpty(Reach.None).Max();
}
