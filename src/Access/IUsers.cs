using System.Security.Claims;
using TellerLine.Kernel;

namespace TellerLine.Access;

/// <summary>The people of the centre, by their number. Cheap: kept in memory, fed by the store.</summary>
public interface IUsers
{
    UserCard? ByNumber(string number);

    IReadOnlyList<UserCard> All { get; }

    /// <summary>Whose data this person may reach: as far as this permission reaches with their roles.</summary>
    DataScope ScopeOf(ClaimsPrincipal who, Permission permission);

    /// <summary>Adds a user, or changes one: card, password and SIP secrets. Sessions of before end.</summary>
    /// <param name="by">Who gives these rights, for the audit: a user's number, or <c>system</c>.</param>
    Task Put(UserCard user, string password, string by, CancellationToken ct = default);
}

/// <param name="Number">工号, the name one signs in with.</param>
/// <param name="Roles">See <see cref="Role"/>.</param>
/// <param name="AuthorityLevel">0 to 4 (L1–L4): what one may approve.</param>
/// <param name="OrgUnit">A path, <c>centre/team-1</c>.</param>
public sealed record UserCard(
    string Number, string NameZh, string NameEn, IReadOnlyList<string> Roles, int AuthorityLevel, string OrgUnit)
{
    /// <summary>称谓: 先生, 女士.</summary>
    public string TitleZh { get; init; } = "";

    public string TitleEn { get; init; } = "";
}

/// <summary>The numbers of the agents whose contacts are visible; null for all.</summary>
public sealed record DataScope(IReadOnlySet<string>? Agents)
{
    public bool Covers(string? agent) => Agents is null || (agent is not null && Agents.Contains(agent));
}
