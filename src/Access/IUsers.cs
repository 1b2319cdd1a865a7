using System.Security.Claims;

namespace TellerLine.Access;

/// <summary>The people of the centre, by their number. Cheap: kept in memory, fed by the store.</summary>
public interface IUsers
{
    UserCard? ByNumber(string number);

    IReadOnlyList<UserCard> All { get; }

    /// <summary>Whose contacts this person may see.</summary>
    DataScope ScopeOf(ClaimsPrincipal who);
}

/// <param name="Roles"><c>agent</c>, <c>teamLead</c>, <c>floorManager</c>, <c>administrator</c> … (domain §C.5).</param>
/// <param name="AuthorityLevel">0 to 4 (L1–L4).</param>
public sealed record UserCard(string Number, string NameZh, string NameEn, IReadOnlyList<string> Roles, int AuthorityLevel, string OrgUnit);

/// <summary>The numbers of the agents whose contacts are visible; null for all.</summary>
public sealed record DataScope(IReadOnlySet<string>? Agents)
{
    public bool Covers(string? agent) => Agents is null || (agent is not null && Agents.Contains(agent));
}

/// <summary>What may be done, as the columns of the permission matrix name it; policies of ASP.NET's authorization.</summary>
public static class Policies
{
    public const string WorkDesk = "WorkDesk";
    public const string SeeContacts = "SeeContacts";
    public const string PlayRecording = "PlayRecording";
    public const string SeeFigures = "SeeFigures";
}
