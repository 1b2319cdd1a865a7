using System.Globalization;
using System.Security.Claims;
using TellerLine.Access.Core;
using TellerLine.Kernel;

namespace TellerLine.Access;

/// <summary>Who is signed in, as the session's claims carry it.</summary>
public static class Session
{
    /// <summary>The authentication scheme, a cookie.</summary>
    public const string Scheme = "session";

    internal const string Stamp = "stamp";
    private const string Id = "session", Until = "until", ByWhat = "by";
    private const string NameZh = "nameZh", NameEn = "nameEn", TitleZh = "titleZh", TitleEn = "titleEn", Level = "level",
        Org = "org", RoleName = "role";

    /// <summary>The number of the one signed in; also SignalR's user identifier.</summary>
    /// <exception cref="InvalidOperationException">Nobody is: the endpoint lacks its policy.</exception>
    public static string Number(this ClaimsPrincipal principal) =>
        principal.FindFirst(ClaimTypes.NameIdentifier)?.Value
        ?? throw new InvalidOperationException("Nobody is signed in.");

    /// <summary>The one signed in.</summary>
    public static UserCard Card(this ClaimsPrincipal principal) => new(
        principal.Number(), principal.Text(NameZh), principal.Text(NameEn),
        [.. principal.FindAll(RoleName).Select(c => c.Value)],
        int.Parse(principal.Text(Level), CultureInfo.InvariantCulture), principal.Text(Org))
    {
        TitleZh = principal.Text(TitleZh), TitleEn = principal.Text(TitleEn),
    };

    /// <summary>The session's row; nothing else says whether it still is open.</summary>
    public static string SessionId(this ClaimsPrincipal principal) => principal.Text(Id);

    /// <summary>The session's time is over: only work in hand keeps it, and no more is taken up.</summary>
    public static bool IsOver(this ClaimsPrincipal principal, TimeProvider time) =>
        !SessionRule.Lasts(principal.UntilUs(), time.NowUs(), inHand: false);

    /// <summary>How it was signed in: password, totp, recoveryCode, openIdConnect.</summary>
    internal static string By(this ClaimsPrincipal principal) =>
        principal.Text(ByWhat) is { Length: > 0 } by ? by : SignedInBy.Password;

    internal static long UntilUs(this ClaimsPrincipal principal) =>
        long.TryParse(principal.Text(Until), NumberStyles.None, CultureInfo.InvariantCulture, out var us) ? us : 0;

    internal static ClaimsPrincipal Of(UserCard user, string stamp, OpenedSession session) => new(new ClaimsIdentity(
        [
            new(ClaimTypes.NameIdentifier, user.Number), new(Stamp, stamp),
            new(Id, session.Id), new(ByWhat, session.By),
            new(Until, session.UntilUs.ToString(CultureInfo.InvariantCulture)),
            new(NameZh, user.NameZh), new(NameEn, user.NameEn), new(TitleZh, user.TitleZh), new(TitleEn, user.TitleEn),
            new(Level, user.AuthorityLevel.ToString(CultureInfo.InvariantCulture)), new(Org, user.OrgUnit),
            .. user.Roles.Select(r => new Claim(RoleName, r)),
        ], Scheme, ClaimTypes.NameIdentifier, RoleName));

    private static string Text(this ClaimsPrincipal principal, string claim) => principal.FindFirst(claim)?.Value ?? "";
}
