using System.Security.Claims;

namespace TellerLine.Access;

/// <summary>The people of the centre, by their number. Cheap: kept in memory, fed by the store.</summary>
public interface IUsers
{
    UserCard? ByNumber(string number);

    IReadOnlyList<UserCard> All { get; }

    /// <summary>Whose data this person may reach: their own, their unit's and all below it, or everybody's.</summary>
    /// <param name="policy">One of <see cref="Policies"/>.</param>
    DataScope ScopeOf(ClaimsPrincipal who, string policy = Policies.SeeContacts);

    /// <summary>Adds a user, or changes one: card, password and SIP secrets. Sessions of before end.</summary>
    Task Put(UserCard user, string password, CancellationToken ct = default);
}

/// <param name="Number">工号, the name one signs in with.</param>
/// <param name="Roles">See <see cref="Role"/>.</param>
/// <param name="AuthorityLevel">0 to 4 (L1–L4): what one may approve.</param>
/// <param name="OrgUnit">A path, <c>centre/team-1</c>.</param>
public sealed record UserCard(string Number, string NameZh, string NameEn, IReadOnlyList<string> Roles, int AuthorityLevel, string OrgUnit)
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

/// <summary>What may be done, as the columns of the permission matrix name it; policies of ASP.NET's authorization.</summary>
public static class Policies
{
    /// <summary>To sign in at a desk and take contacts (column 3).</summary>
    public const string WorkDesk = "WorkDesk";

    /// <summary>To see contacts and their customers, masked (column 1).</summary>
    public const string SeeContacts = "SeeContacts";

    /// <summary>To play recordings; each playing is written down (column 6).</summary>
    public const string PlayRecording = "PlayRecording";

    /// <summary>Reports and figures (column 15).</summary>
    public const string SeeFigures = "SeeFigures";

    /// <summary>Users and settings (column 16).</summary>
    public const string ChangeSettings = "ChangeSettings";

    public static IReadOnlyList<string> All { get; } = [WorkDesk, SeeContacts, PlayRecording, SeeFigures, ChangeSettings];
}
